"""PROTOCOL.md, "Attachments": a file in sealed chunks."""
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from .hashing import u8, u64le

CHUNK_BYTES = 65536
SEALED_BYTES = CHUNK_BYTES + 16
MAX_CHUNKS_ASKED = 32


def chunk_count(size):
    return max(1, -(-size // CHUNK_BYTES))


def nonce(index, count):
    return u64le(index) + u8(index == count - 1) + bytes(3)


def associated(id):
    return b"alongside chunk v1" + id


def sealed_chunks(id, key, content):
    count = chunk_count(len(content))
    pieces = (content[at * CHUNK_BYTES:(at + 1) * CHUNK_BYTES].ljust(CHUNK_BYTES, b"\0") for at in range(count))
    return [ChaCha20Poly1305(key).encrypt(nonce(at, count), piece, associated(id)) for at, piece in enumerate(pieces)]


def opened_chunk(id, key, size, index, sealed):
    """The bytes of the file in that chunk, or None when it does not open."""
    count = chunk_count(size)
    try:
        plain = ChaCha20Poly1305(key).decrypt(nonce(index, count), sealed, associated(id))
    except InvalidTag:
        return None
    return plain[:size - index * CHUNK_BYTES] if index == count - 1 else plain


class Fetching:
    """An attachment on its way here."""

    def __init__(self, attachment):
        self.id, self.key, self.size = attachment.id, attachment.key, attachment.size
        self.count = chunk_count(self.size)
        self.chunks = []  # opened, in order

    @property
    def complete(self):
        return len(self.chunks) == self.count

    @property
    def content(self):
        return b"".join(self.chunks) if self.complete else None

    def take(self, index, sealed):
        """Whether this was the next chunk, and sound."""
        if index != len(self.chunks):
            return False
        plain = opened_chunk(self.id, self.key, self.size, index, sealed)
        if plain is not None:
            self.chunks.append(plain)
        return plain is not None
