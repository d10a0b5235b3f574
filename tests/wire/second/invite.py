"""PROTOCOL.md, "The invite": what one person hands to the other, once."""
import base64
import re
from dataclasses import dataclass

from .hashing import keyed, u8, u64le, unkeyed

PREFIX = "alongside1-"
LIFE_SECONDS = 24 * 3600
MAX_TEXT_BYTES = 8192
MAX_EXPIRY = 2**40
MAX_ADDRESSES = 16
MAX_ADDRESS_BYTES = 255
FIXED_BYTES = 32 + 32 + 8 + 1
CHECKSUM_BYTES = 8

NAME_OR_IPV4 = r"[A-Za-z0-9._-]+"
ZONE = r"[!-$&-.0-9;-Z\\^-~]{1,15}"  # visible, and none of % / : [ ]
IPV6 = rf"\[[0-9A-Fa-f:.]+(%{ZONE})?\]"
PORT = r"[1-9][0-9]{0,4}"
ADDRESS = re.compile(rf"({NAME_OR_IPV4}|{IPV6}):({PORT})", re.ASCII)


class BadInvite(Exception):
    pass


@dataclass(frozen=True)
class Invite:
    secret: bytes
    static_key: bytes
    expiry: int  # seconds since 1970
    addresses: tuple = ()

    @property
    def id(self):
        return keyed(self.secret, b"alongside invite id v1")[:16]


def is_address(text):
    found = ADDRESS.fullmatch(text)
    return bool(found) and len(text) <= MAX_ADDRESS_BYTES and int(found.group(3)) <= 65535


def checksum(content):
    return unkeyed(b"alongside invite checksum v1", content)[:CHECKSUM_BYTES]


def write(invite):
    addresses = [address.encode("ascii") for address in invite.addresses]
    content = invite.secret + invite.static_key + u64le(invite.expiry) + u8(len(addresses))
    content += b"".join(u8(len(address)) + address for address in addresses)
    return PREFIX + to_base32(content + checksum(content))


def read(text):
    if len(text.encode()) > MAX_TEXT_BYTES:
        raise BadInvite("too long")
    text = re.sub(r"[ \t\r\n]", "", text).lower()
    if not text.startswith(PREFIX):
        raise BadInvite("another prefix")
    everything = from_base32(text[len(PREFIX):])
    content, found = everything[:-CHECKSUM_BYTES], everything[-CHECKSUM_BYTES:]
    if len(content) < FIXED_BYTES or found != checksum(content):
        raise BadInvite("changed or cut short")
    expiry = int.from_bytes(content[64:72], "little")
    if expiry > MAX_EXPIRY:
        raise BadInvite("expiry")
    return Invite(content[:32], content[32:64], expiry, read_addresses(content[72], content[FIXED_BYTES:]))


def read_addresses(count, rest):
    if count > MAX_ADDRESSES:
        raise BadInvite("too many addresses")
    addresses = []
    for _ in range(count):
        length = rest[0] if rest else 0
        address, rest = rest[1:1 + length].decode("ascii", "replace"), rest[1 + length:]
        if not is_address(address):
            raise BadInvite("an address that is none")
        addresses.append(address)
    if rest:
        raise BadInvite("a length that does not come out even")
    return tuple(addresses)


def to_base32(content):
    return base64.b32encode(content).decode().rstrip("=").lower()


def from_base32(text):
    if not re.fullmatch(r"[a-z2-7]*", text):
        raise BadInvite("a character outside the alphabet")
    try:
        content = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except ValueError as wrong:
        raise BadInvite("a length that does not come out even") from wrong
    if to_base32(content) != text:
        raise BadInvite("leftover bits")
    return content
