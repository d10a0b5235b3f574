"""PROTOCOL.md, "Handshakes": both patterns, by dissononce, and what their messages carry."""
import logging
from dataclasses import dataclass

from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.private import PrivateKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.exceptions.decrypt import DecryptFailedException
from dissononce.extras.dh.dangerous.dh_nogen import NoGenDH
from dissononce.hash.blake2b import Blake2bHash
from dissononce.processing.handshakepatterns.interactive.KK import KKHandshakePattern
from dissononce.processing.handshakepatterns.interactive.XX import XXHandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState
from dissononce.processing.modifiers.psk import PSKPatternModifier

from .hashing import u8, u64le

logging.getLogger("dissononce").setLevel(logging.ERROR)

MESSAGE_BYTES = 256
WIRE_VERSION = 1
CONTRIBUTION_BYTES = 32


class HandshakeFailed(Exception):
    pass


class NoCommonVersion(HandshakeFailed):
    pass


@dataclass(frozen=True)
class Purpose:
    number: int
    pattern: object
    payload_sizes: tuple


PAIRING = Purpose(1, XXHandshakePattern, (208, 160, 192))
CONNECTING = Purpose(2, KKHandshakePattern, (208, 208))


def new_key(private=None):
    return X25519DH().generate_keypair(PrivateKey(private) if private else None)


class Handshake:
    """One end of a handshake. `message` and `read` in turn, until `done`; then the two ciphers and the hash are there."""

    def __init__(self, purpose, id, psk, initiator, static, remote_static=None, ephemeral=None):
        dh = NoGenDH(X25519DH(), ephemeral.private) if ephemeral else X25519DH()
        self.noise = HandshakeState(SymmetricState(CipherState(ChaChaPolyCipher()), Blake2bHash()), dh)
        known = X25519DH().create_public(remote_static) if remote_static else None
        self.noise.initialize(PSKPatternModifier(0).modify(purpose.pattern()), initiator, prologue(purpose, id),
                              s=static, rs=known, psks=[psk])
        self.sizes = iter(purpose.payload_sizes)
        self.initiator = initiator
        self.done = False

    def message(self, payload):
        payload = payload.ljust(next(self.sizes), b"\0")
        message = bytearray()
        self.advance(self.noise.write_message(payload, message))
        assert len(message) == MESSAGE_BYTES
        return bytes(message)

    def read(self, message):
        """The payload, its filler included."""
        payload = bytearray()
        try:
            self.advance(self.noise.read_message(bytes(message), payload))
        except (DecryptFailedException, ValueError) as failed:  # ValueError: an all-zero Diffie-Hellman result
            raise HandshakeFailed(str(failed)) from failed
        assert len(payload) == next(self.sizes)
        return bytes(payload)

    def advance(self, ciphers):
        if ciphers:
            self.sending, self.receiving = ciphers if self.initiator else reversed(ciphers)
            self.hash = self.noise.symmetricstate.get_handshake_hash()
            self.done = True

    @property
    def remote_static(self):
        return self.noise.rs.data


def prologue(purpose, id):
    return b"alongside handshake v1" + u8(purpose.number) + id


@dataclass(frozen=True)
class Versions:
    """The range of wire versions that a program speaks."""
    oldest: int = WIRE_VERSION
    newest: int = WIRE_VERSION

    def newest_common(self, other):
        """0 if there is none."""
        newest = min(self.newest, other.newest)
        return newest if newest >= max(self.oldest, other.oldest) else 0

    def write(self):
        return u8(self.oldest) + u8(self.newest)


@dataclass(frozen=True)
class First:
    """The first message's payload."""
    counter: int
    versions: Versions = Versions()

    def write(self):
        return self.versions.write() + u64le(self.counter)

    @staticmethod
    def read(payload):
        return First(int.from_bytes(payload[2:10], "little"), Versions(payload[0], payload[1]))


@dataclass(frozen=True)
class Second:
    """The second message's payload."""
    chosen: int = WIRE_VERSION
    contribution: bytes = bytes(CONTRIBUTION_BYTES)
    versions: Versions = Versions()

    def write(self):
        return u8(self.chosen) + self.versions.write() + self.contribution

    @staticmethod
    def read(payload):
        return Second(payload[0], payload[3:3 + CONTRIBUTION_BYTES], Versions(payload[1], payload[2]))
