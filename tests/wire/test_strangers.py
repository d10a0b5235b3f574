"""What must not be answered: not one byte, and closed about ten seconds after it came, while the partner is let in."""
import os
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from second import invite
from second.channel import dialled, read_message
from second.handshake import CONNECTING, PAIRING, First, Handshake, new_key
from support import WithProgram

CLOSED_AFTER = range(9, 16)  # seconds after accepting; ten, and a busy machine
INVITE_FIRST_MESSAGES = 64
CROWD = 100


def probe(address, message):
    """What came back and after how many seconds the other closed, having been sent this."""
    with dialled(address, patience=30) as sock:
        accepted = time.monotonic()
        sock.sendall(message)
        answer = bytearray()
        while piece := sock.recv(4096):
            answer += piece
        return bytes(answer), time.monotonic() - accepted


def flipped(message, at):
    return message[:at] + bytes([message[at] ^ 1]) + message[at + 1:]


class Strangers(WithProgram):
    @classmethod
    def setUpClass(cls):
        cls.mira, cls.ben = cls.program(), cls.node()
        cls.used = invite.read(cls.mira.invite())
        cls.ben.accept(invite.write(cls.used))
        cls.ben.confirm_words()
        cls.mira.run("verify", "--confirm")

    def first_flight(self, counter, **changed):
        link = self.ben.link
        parts = {"id": link.id, "psk": link.psk, "static": link.own_key, "remote_static": link.their_key, **changed}
        return Handshake(CONNECTING, initiator=True, **parts).message(First(counter).write())

    def answered_flight(self):
        """A first flight that the program has answered, and its counter."""
        counter = self.ben.store.next_dial_counter()
        flight = self.first_flight(counter)
        with dialled(self.mira.address) as sock:
            sock.sendall(flight)
            read_message(sock)
        return flight, counter

    def unanswered(self):
        replayed, counter = self.answered_flight()
        higher = 2**63
        return {
            "random bytes": os.urandom(256),
            "zeros": bytes(256),
            "half a message": os.urandom(128),
            "much more than a message": os.urandom(100_000),
            "a web browser": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "a recorded flight": replayed,
            "a counter that is not higher": self.first_flight(counter),
            "a lower counter": self.first_flight(1),
            "a wrong psk": self.first_flight(higher, psk=flipped(self.ben.link.psk, 31)),
            "a wrong link": self.first_flight(higher, id=bytes(16)),
            "another's static key": self.first_flight(higher, static=new_key()),
            "a changed ephemeral key": flipped(self.first_flight(higher), 0),
            "a changed payload": flipped(self.first_flight(higher), 100),
            "a changed tag": flipped(self.first_flight(higher), 255),
            "an ephemeral key of zeros": bytes(32) + self.first_flight(higher)[32:],
            "an invite that was used": pairing_flight(self.used),
        }

    def test_are_met_with_silence_and_do_not_keep_the_partner_out(self):
        unanswered = self.unanswered()
        with ThreadPoolExecutor(len(unanswered)) as at_once:
            outcomes = at_once.map(lambda message: probe(self.mira.address, message), unanswered.values())
            self.ben.dial(self.mira.address)
            self.ben.flush()
            for name, (answer, seconds) in zip(unanswered, outcomes):
                with self.subTest(name):
                    self.assertEqual(answer, b"")
                    self.assertIn(int(seconds), CLOSED_AFTER)

    def test_in_a_crowd_do_not_keep_the_partner_out(self):
        crowd = [dialled(self.mira.address) for _ in range(CROWD)]
        self.ben.dial(self.mira.address)
        self.ben.flush()
        for sock in crowd:
            sock.close()


class Invites(WithProgram):
    @classmethod
    def setUpClass(cls):
        cls.mira = cls.program()

    def test_are_spent_after_many_first_messages_and_answer_none_twice(self):
        given = invite.read(self.mira.invite())
        flights = [pairing_flight(given) for _ in range(INVITE_FIRST_MESSAGES)]
        self.assertTrue(self.is_answered(flights[0]))
        with ThreadPoolExecutor(1) as beside:
            again = beside.submit(probe, self.mira.address, flights[0])
            for flight in flights[1:]:
                self.assertTrue(self.is_answered(flight))
            answer, seconds = probe(self.mira.address, pairing_flight(given))
            self.assertEqual((answer, again.result()[0]), (b"", b""))
            self.assertIn(int(seconds), CLOSED_AFTER)

    def is_answered(self, flight):
        with dialled(self.mira.address) as sock:
            sock.sendall(flight)
            return len(read_message(sock)) == 256


def pairing_flight(given):
    return Handshake(PAIRING, given.id, given.secret, True, new_key()).message(First(0).write())


if __name__ == "__main__":
    unittest.main()
