"""PROTOCOL.md, "Terms": the two hashes, and the integers."""
import hashlib


def keyed(key, *parts):
    assert len(key) == 32
    return hashlib.blake2b(b"".join(parts), key=key, digest_size=32).digest()


def unkeyed(*parts):
    return hashlib.blake2b(b"".join(parts), digest_size=64).digest()


def u8(number):
    return number.to_bytes(1, "little")


def u16le(number):
    return number.to_bytes(2, "little")


def u32le(number):
    return number.to_bytes(4, "little")


def u64le(number):
    return number.to_bytes(8, "little")
