"""Whoever is not the partner, at the port of a paired node: whatever they say, it answers nothing and closes after the
same time; and a crowd of them neither keeps the partner out nor makes the node grow."""
import itertools
import os
import ssl
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import isolation
from crowd import Crowd
from people import pair
from probes import outcome
from relay import DIALLED, HANDSHAKE_BYTES
from support import figures, stride
from tapped import ANY_PORT, Tapped

SIZES = (63, 64, 255, 256, 257, 4096, 100_000)
KINDS = 14  # at least
LIFETIME, TOLERANCE = 10, 1.5  # seconds; the node shares the machine with all that dial it

IDLE = 2000
FLIGHTS = 500  # a second
FLIGHTS_REALLY = 450
PATIENT = 2  # seconds, from a node that is ready to one that is connected
RESTARTS = 3  # at least
ROOM = 20  # MiB


def setUpModule():
    # Here Mira's node knows no address of Ben's, so it is he who must get through.
    isolation.own_network()


class Strangers(Tapped):
    def test_get_no_byte_and_are_all_closed_after_the_same_time(self):
        mira, ben, relay = self.couple()
        pair(mira, ben, relay.address)
        probes = said_by_strangers(bytes(relay.connections[-1].sent[DIALLED][:HANDSHAKE_BYTES]))
        self.assertGreaterEqual(len(probes), KINDS)
        with ThreadPoolExecutor(len(probes)) as at_once:
            running = {name: at_once.submit(outcome, mira.address, *probe) for name, probe in probes.items()}
        outcomes = {name: probe.result() for name, probe in running.items()}
        for name, (answer, _) in outcomes.items():
            self.assertEqual(answer, b"", name)
        seconds = {name: after for name, (_, after) in outcomes.items()}
        first, last = min(seconds.values()), max(seconds.values())
        self.assertLess(last - first, TOLERANCE, seconds)
        self.assertLess(abs(first - LIFETIME), TOLERANCE, seconds)
        mira.run("sync")
        figures(f"strangers: {len(outcomes)} kinds, not one byte back, each closed after {first:.2f} to {last:.2f} s")

    def test_in_a_crowd_neither_keep_the_partner_out_nor_make_the_node_grow(self):
        mira, ben = self.person("Mira"), self.person("Ben")
        pair(mira, ben, mira.address)
        before, grown, waits = resident(mira), 0, []
        duration = 60 if stride(2) == 1 else 8
        with Crowd(mira.address, IDLE, FLIGHTS) as crowd:
            while crowd.seconds() < duration or len(waits) < RESTARTS:
                waits.append(self.seconds_to_come_back(ben))
                grown = max(grown, resident(mira) - before)
            seconds = crowd.seconds()
            rate = crowd.flights_sent / seconds
        figures(f"strangers: {IDLE} idle ones, who came {crowd.begun['idle']} times, and {rate:.0f} flights a second "
                f"for {seconds:.0f} s; the partner back {len(waits)} times, in {max(waits):.2f} s at most; "
                f"{grown:.1f} MiB more")
        self.assertEqual(crowd.answered, 0)
        self.assertGreaterEqual(rate, FLIGHTS_REALLY)
        self.assertLess(max(waits), PATIENT)
        self.assertLess(grown, ROOM)

    def seconds_to_come_back(self, ben):
        ben.stop()
        ben.start("--listen", ANY_PORT)
        ready = time.monotonic()
        while not ben.ask("status")["partner"]["connected"]:
            self.assertLess(time.monotonic() - ready, 60, "the partner does not get through")
        seconds = time.monotonic() - ready
        ben.run("sync")
        return seconds


def said_by_strangers(flight):
    """By kind: what is said, and whether that is all that they will say."""
    half = flight[:HANDSHAKE_BYTES // 2]
    return {
        "nothing": (b"",),
        "nothing, and no more": (b"", True),
        "one byte": (b"\0",),
        "a web browser": (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",),
        "a secure web browser": (client_hello(),),
        "SSH": (b"SSH-2.0-OpenSSH_9.2\r\n",),
        "SOCKS5": (b"\5\1\0",),
        "RTSP": (b"OPTIONS rtsp://localhost/ RTSP/1.0\r\nCSeq: 1\r\n\r\n",),
        **{f"{size} random bytes": (os.urandom(size),) for size in SIZES},
        "a recorded flight": (flight,),
        "a recorded flight, its last byte changed": (flight[:-1] + bytes([flight[-1] ^ 1]),),
        "a recorded flight, and no more": (flight, True),
        "half a flight": (half,),
        "half a flight, and no more": (half, True),
    }


def client_hello():
    sent = ssl.MemoryBIO()
    try:
        ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), sent, server_hostname="localhost").do_handshake()
    except ssl.SSLWantReadError:
        return sent.read()


def resident(person):
    """MiB of memory that the node has."""
    with open(f"/proc/{person.nodes[-1].pid}/status", encoding="ascii") as status:
        line = next(itertools.dropwhile(lambda line: not line.startswith("VmRSS:"), status))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    unittest.main()
