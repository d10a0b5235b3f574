"""Strangers who say something to a node and wait for an answer until it closes the connection."""
import collections
import select
import socket
import time

AT_ONCE = 60  # a node bears 64 strangers
PATIENCE = 40  # seconds until the node has closed a connection


class Probes:
    def __init__(self, address):
        self.address = address
        self.waiting = collections.deque()
        self.sent = 0
        self.answered = []  # (name, answer)

    def send(self, name, message):
        """All of it, and then nothing more, so that what was cut is known to be."""
        while len(self.waiting) >= AT_ONCE:
            self.collect_oldest()
        sock = dialled(self.address)
        try:
            sock.sendall(message)
        except OSError:
            pass  # closed before all was said: so it was not answered
        self.waiting.append((name, sock))
        self.sent += 1

    def finish(self):
        while self.waiting:
            self.collect_oldest()

    def collect_oldest(self):
        name, sock = self.waiting.popleft()
        with sock:
            answer = heard(sock)
        if answer:
            self.answered.append((name, answer))

    @staticmethod
    def answer(address, message):
        """How many bytes came back at once."""
        with dialled(address) as sock:
            sock.sendall(message)
            select.select([sock], [], [], PATIENCE)
            return len(sock.recv(65536))


def outcome(address, message, says_no_more=False):
    """What came back, and after how many seconds the node closed. Who says no more has closed their own side."""
    with dialled(address) as sock:
        accepted = time.monotonic()
        sock.sendall(message)
        if says_no_more:
            sock.shutdown(socket.SHUT_WR)
        return heard(sock), time.monotonic() - accepted


def dialled(address):
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def heard(sock):
    answer = bytearray()
    try:
        while piece := sock.recv(65536):
            answer += piece
    except ConnectionResetError:
        pass
    return bytes(answer)
