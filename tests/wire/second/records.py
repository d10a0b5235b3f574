"""PROTOCOL.md, "Records and frames": bytes of the connection to records, records to a stream, the stream to frames."""
from dissononce.exceptions.decrypt import DecryptFailedException

from .hashing import u8, u16le, u32le

RECORD_BYTES = 4096
PLAIN_BYTES = RECORD_BYTES - 16
MAX_USED = PLAIN_BYTES - 3
RECORDS_PER_KEY = 65536
MAX_FRAME_BYTES = 2_097_152
REKEY_NONCE = 2**64 - 1

DATA, CLOSE, PING, PONG = range(4)


class RuleBroken(Exception):
    """The other side broke a rule of the document; the connection ends."""


class RecordCipher:
    """One direction's cipher: counts records, and changes its key when the time has come."""

    def __init__(self, cipher):
        self.cipher = cipher
        self.records = 0

    def seal(self, kind, used=b""):
        self.step()
        return self.cipher.encrypt_with_ad(b"", (u8(kind) + u16le(len(used)) + used).ljust(PLAIN_BYTES, b"\0"))

    def open(self, record):
        """Its kind and the bytes in use."""
        self.step()
        try:
            plain = self.cipher.decrypt_with_ad(b"", record)
        except DecryptFailedException as failed:
            raise RuleBroken("a record that does not open") from failed
        kind, used = plain[0], int.from_bytes(plain[1:3], "little")
        if kind > PONG or used > (MAX_USED if kind == DATA else 0):
            raise RuleBroken("a record of no known shape")
        return kind, plain[3:3 + used]

    def step(self):
        if self.records and self.records % RECORDS_PER_KEY == 0:
            rekey(self.cipher)
        self.records += 1


def rekey(cipher):
    """Noise's Rekey(). dissononce's own keeps 48 bytes of key, and sets the nonce back, which the specification does not."""
    nonce = cipher._nonce
    cipher.initialize_key(cipher.cipher.encrypt(cipher._key, REKEY_NONCE, b"", bytes(32))[:32])
    cipher.set_nonce(nonce)


def framed(frames):
    """The stream that carries these frames."""
    return b"".join(u32le(len(frame)) + frame for frame in frames)


def data_records(cipher, stream):
    return b"".join(cipher.seal(DATA, stream[at:at + MAX_USED]) for at in range(0, len(stream), MAX_USED))


class FrameReader:
    """Takes the stream in pieces of any size, gives back whole frames."""

    def __init__(self):
        self.waiting = bytearray()

    def take(self, piece):
        self.waiting += piece
        frames = []
        while len(self.waiting) >= 4:
            length = int.from_bytes(self.waiting[:4], "little")
            if not 1 <= length <= MAX_FRAME_BYTES:
                raise RuleBroken("a frame of no possible length")
            if len(self.waiting) < 4 + length:
                break
            frames.append(bytes(self.waiting[4:4 + length]))
            del self.waiting[:4 + length]
        return frames
