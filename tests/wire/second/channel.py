"""A socket on which a handshake is done: frames and records go out, frames come in."""
import socket
import threading

from .handshake import MESSAGE_BYTES
from .records import CLOSE, DATA, PING, PONG, RECORD_BYTES, FrameReader, RecordCipher, data_records, framed

PATIENCE = 10  # seconds that each wait for the other's next bytes may take, if nothing else is said


class Closed(Exception):
    """The other side is gone. `in_good_order`: with a close record."""

    def __init__(self, in_good_order):
        super().__init__("closed in good order" if in_good_order else "cut")
        self.in_good_order = in_good_order


def dialled(address, patience=PATIENCE):
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)


def read_exactly(sock, count):
    content = bytearray()
    while len(content) < count:
        piece = sock.recv(count - len(content))
        if not piece:
            raise Closed(in_good_order=False)
        content += piece
    return bytes(content)


def read_message(sock):
    return read_exactly(sock, MESSAGE_BYTES)


class Channel:
    def __init__(self, sock, handshake):
        self.sock = sock
        self.handshake_hash = handshake.hash
        self.initiator = handshake.initiator
        self.sending, self.receiving = RecordCipher(handshake.sending), RecordCipher(handshake.receiving)
        self.turn = threading.Lock()  # one sender at a time
        self.reader = FrameReader()
        self.whole_frames = []
        self.heard = []  # the length of each frame that came
        self.pongs = 0

    def send_frames(self, frames):
        with self.turn:
            self.sock.sendall(data_records(self.sending, framed(frames)))

    def send_stream(self, stream):
        with self.turn:
            self.sock.sendall(data_records(self.sending, stream))

    def send_record(self, kind, used=b""):
        with self.turn:
            self.sock.sendall(self.sending.seal(kind, used))

    def next_frame(self, patience=PATIENCE):
        """The next frame of the other; answers pings on the way. Raises Closed, RuleBroken or TimeoutError."""
        self.sock.settimeout(patience)
        while not self.whole_frames:
            self.take_record()
        return self.whole_frames.pop(0)

    def take_record(self):
        try:
            kind, used = self.receiving.open(read_exactly(self.sock, RECORD_BYTES))
        except ConnectionError as cut:
            raise Closed(in_good_order=False) from cut
        if kind == CLOSE:
            raise Closed(in_good_order=True)
        if kind == PING:
            self.send_record(PONG)
        self.pongs += kind == PONG
        if kind == DATA:
            frames = self.reader.take(used)
            self.heard += [len(frame) for frame in frames]
            self.whole_frames += frames

    def close(self):
        try:
            self.send_record(CLOSE)
        except OSError:
            pass
        self.cut()

    def cut(self):
        """Ends it without a word."""
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.sock.close()
