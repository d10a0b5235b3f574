"""A crowd at a node's door, at a steady pace: strangers who say nothing and come again and again, and flights of
garbage, each on a connection of its own."""
import collections
import errno
import os
import resource
import selectors
import socket
import threading
import time
import unittest

FLIGHT_BYTES = 256
COMES_AGAIN_AFTER = 10  # seconds; as long as a node bears a stranger
TICK = 0.005
SPARE_FILES = 2000
PATIENCE = 60


class Crowd:
    """From `with` on; `flights` are those of each second."""

    def __init__(self, address, idle, flights):
        host, _, port = address.rpartition(":")
        self.target, self.idle_wanted, self.flights_wanted = (host, int(port)), idle, flights
        allow_files(idle + SPARE_FILES)
        self.idle = collections.deque()  # the one who came first is the next to come again
        self.begun = {"idle": 0, "flight": 0}
        self.idle_reached = self.flights_sent = self.answered = 0
        self.all_came, self.over = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.press)

    def __enter__(self):
        self.began = time.monotonic()
        self.thread.start()
        if not self.all_came.wait(PATIENCE):
            self.__exit__()
            raise AssertionError("the idle strangers never all reached the node")
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def seconds(self):
        return time.monotonic() - self.began

    def press(self):
        with selectors.DefaultSelector() as self.selector:
            for _ in range(self.idle_wanted):
                self.come_idle()
            while not self.over.is_set():
                self.come()
                for key, ready in self.selector.select(TICK):
                    self.attend(key.fileobj, key.data, ready)
            for key in list(self.selector.get_map().values()):
                key.fileobj.close()

    def come(self):
        """Whoever is due by now."""
        passed = self.seconds()
        while self.begun["flight"] < passed * self.flights_wanted:
            self.dial("flight")
        while self.begun["idle"] < self.idle_wanted * (1 + passed / COMES_AGAIN_AFTER):
            self.leave(self.idle.popleft())
            self.come_idle()

    def come_idle(self):
        self.idle.append(self.dial("idle"))

    def dial(self, kind):
        self.begun[kind] += 1
        sock = socket.socket()
        sock.setblocking(False)
        begun = sock.connect_ex(self.target)
        if begun not in (0, errno.EINPROGRESS):
            raise OSError(begun, os.strerror(begun))
        self.selector.register(sock, selectors.EVENT_WRITE, kind)
        return sock

    def attend(self, sock, kind, ready):
        try:
            if ready & selectors.EVENT_WRITE:
                self.connected(sock, kind)
            elif piece := sock.recv(4096):
                self.answered += len(piece)
            else:
                self.leave(sock)
        except OSError:
            self.leave(sock)

    def connected(self, sock, kind):
        if kind == "flight":
            self.flights_sent += sock.send(os.urandom(FLIGHT_BYTES)) == FLIGHT_BYTES
        else:
            sock.getpeername()
            self.idle_reached += 1
            if self.idle_reached == self.idle_wanted:
                self.all_came.set()
        self.selector.modify(sock, selectors.EVENT_READ, kind)

    def leave(self, sock):
        if sock.fileno() >= 0:
            self.selector.unregister(sock)
            sock.close()


def allow_files(count):
    """This process may have that many open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        raise unittest.SkipTest(f"only {hard} files may be open here")
    if soft != resource.RLIM_INFINITY and soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
