"""PROTOCOL.md, "Pairing": what a pairing leaves behind, and the six words that both persons compare."""
import pathlib
from dataclasses import dataclass

from .hashing import keyed, unkeyed

WORDS_FILE = pathlib.Path(__file__).resolve().parents[3] / "net" / "pairing" / "words.txt"


@dataclass(frozen=True)
class Link:
    id: bytes
    psk: bytes
    words: tuple
    own_key: object  # a key pair
    their_key: bytes


def derive(invite_secret, of_acceptor, of_inviter, handshake_hash, own_key, their_key):
    """`of_acceptor` and `of_inviter` are the two random contributions."""
    psk = keyed(invite_secret, b"alongside link psk v1", of_acceptor, of_inviter, handshake_hash)
    id = keyed(invite_secret, b"alongside link id v1", handshake_hash)[:16]
    return Link(id, psk, six_words(handshake_hash), own_key, their_key)


def six_words(handshake_hash):
    words = WORDS_FILE.read_text().split()
    bits = int.from_bytes(unkeyed(b"alongside words v1", handshake_hash)[:8], "big") >> 4
    return tuple(words[bits >> shift & 1023] for shift in range(50, -1, -10))
