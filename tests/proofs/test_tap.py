"""A tap on the way between two real nodes: what it sees is the same beside 0 and beside 500 private entries, and
nothing that it replays, echoes, cuts or changes is answered or changes anything."""
import random
import unittest
from concurrent.futures import ThreadPoolExecutor

import isolation
from people import pair
from probes import Probes
from relay import ANSWERED, DIALLED, HANDSHAKE_BYTES, RECORD_BYTES
from support import figures, stride
from tapped import ANY_PORT, Tapped

PRIVATE = 500
WRITERS = 2
QUIET_SECONDS = 1.5
LONG_WAY_SECONDS = 0.3  # one way
EVERY_CONNECTION_BYTES = HANDSHAKE_BYTES + 3 * RECORD_BYTES  # that either side says when they have met


def setUpModule():
    # Here neither node has an address of its own that it could tell the other, so all goes over the relay.
    isolation.own_network()


class WhatIsPrivate(Tapped):
    """Which frames share a record hangs on which side was quicker. So the line is left to fall quiet between two acts,
    and is so long that either side has said all it has to say before the other's answer comes."""

    def history(self, private):
        """Bytes that have passed each way, of each connection, after each act of one evening."""
        mira, ben, relay = self.couple(LONG_WAY_SECONDS)
        seen = []

        def after(act):
            act()
            relay.wait_for_quiet(QUIET_SECONDS)
            seen.append(relay.counts())

        def write_privately(count):
            photo = mira.file("private.jpg", bytes(100_000))
            with ThreadPoolExecutor(WRITERS) as writers:
                list(writers.map(lambda number: mira.write(f"private thought {number}"), range(count)))
            if count:
                mira.write("private, with a file", "--attach", photo)

        write_privately(private // 2)
        after(lambda: ben.run("accept", "-", given=mira.ask("invite", "--address", relay.address)["invite"]))
        after(lambda: mira.run("verify", "--confirm"))
        after(lambda: ben.run("verify", "--confirm"))
        kept, of_ben = mira.write("rain on the window"), ben.write("the owl again")
        after(lambda: mira.run("share", kept, "--yes"))
        write_privately(private - private // 2)
        after(lambda: mira.run("edit", kept, "--text", "rain, and the smell of it"))
        after(lambda: ben.run("share", of_ben, "--welcome", "reflect", "--yes"))
        self.until(lambda: mira.entries("--theirs"))
        after(lambda: mira.run("respond", of_ben, "--as", "reflect", "--text", "I hear it too"))
        after(lambda: mira.run("unshare", kept))
        after(lambda: self.start_again(ben, mira))
        return seen

    def assert_same_but_for_sharing(self, one, other, acts):
        """Whether two frames share a record hangs on which thread was quicker: one record more or less for each act so far."""
        self.assertEqual([sorted(connection) for connection in one], [sorted(connection) for connection in other])
        for here, there in zip(one, other):
            for who, count in here.items():
                self.assertLessEqual(abs(count - there[who]), acts * RECORD_BYTES)

    def until(self, so):
        for _ in range(200):
            if so():
                return
        self.fail("it does not come")

    def start_again(self, ben, mira):
        ben.stop()
        ben.start("--listen", ANY_PORT)
        self.until(lambda: mira.ask("status")["partner"]["connected"])

    def test_can_not_be_told_from_what_passes(self):
        without, beside = self.history(0), self.history(PRIVATE)
        self.assertEqual(len(without), len(beside))
        for act, (one, other) in enumerate(zip(without, beside)):
            self.assert_same_but_for_sharing(one, other, act + 1)
        connections = without[-1]
        self.assertGreaterEqual(len(connections), 3)
        for connection in connections[1:]:
            for count in connection.values():
                self.assertEqual((count - HANDSHAKE_BYTES) % RECORD_BYTES, 0)
        passed = sum(sum(connection.values()) for connection in connections)
        figures(f"the tap: {len(without)} acts, {passed} bytes over {len(connections)} connections, alike, but for "
                f"one record an act, beside 0 and beside {PRIVATE} private entries")


class WhatIsRecorded(Tapped):
    def setUp(self):
        self.mira, self.ben, self.relay = self.couple()
        pair(self.mira, self.ben, self.relay.address)
        self.mira.run("share", self.mira.write("rain on the window"), "--yes")
        self.ben.run("share", self.ben.write("the owl again"), "--yes")
        self.in_step()

    def in_step(self):
        """Ben first: he is the one who can dial."""
        for person in (self.ben, self.mira):
            person.run("sync")

    def all_that_there_is(self):
        """What both have, without what moves by itself."""
        told = []
        for person in (self.mira, self.ben):
            partner = person.ask("status")["partner"]
            told.append((person.entries(), {key: partner[key] for key in ("name", "verified", "pendingOut", "left")}))
        return told

    def flight_never_delivered(self):
        """Ben's next first message, held back by the relay: Mira's node would answer it."""
        self.relay.hold()
        self.ben.stop()
        self.ben.start("--listen", ANY_PORT)
        return self.relay.held(HANDSHAKE_BYTES)

    def test_is_answered_by_nobody_and_changes_nothing(self):
        before = self.all_that_there_is()
        recorded = [(connection.sent[DIALLED], connection.sent[ANSWERED]) for connection in self.relay.connections]
        fresh = self.flight_never_delivered()
        probes = {address: Probes(address) for address in (self.mira.address, self.own_address(self.ben))}
        for probe in probes.values():
            for name, message in self.messages(recorded, fresh):
                probe.send(name, message)
            probe.finish()
            self.assertEqual(probe.answered, [])
        # The probes would see an answer.
        self.assertEqual(Probes.answer(self.mira.address, bytes(fresh)), HANDSHAKE_BYTES)
        echoes = self.relay.echo()
        self.relay.pass_on_again()
        self.in_step()
        self.assertEqual(self.all_that_there_is(), before)
        sent = sum(probe.sent for probe in probes.values())
        figures(f"the tap: {sent} replayed, cut, changed and reordered flights and {echoes} echoes, none answered")
        self.assertGreaterEqual(sent, 300)
        self.assertGreaterEqual(echoes, 1)

    def own_address(self, person):
        return "127.0.0.1:" + person.ask("status")["listening"][0].rpartition(":")[2]

    def messages(self, recorded, fresh):
        """What is sent to each of the two: every flight as it was, reordered, cut, changed."""
        for number, (dialled, answered) in enumerate(recorded):
            yield f"connection {number}, dialler", bytes(dialled)
            yield f"connection {number}, answerer", bytes(answered)
            yield f"connection {number}, reordered", bytes(dialled[HANDSHAKE_BYTES:] + dialled[:HANDSHAKE_BYTES])
            yield f"connection {number}, both", bytes(answered[:HANDSHAKE_BYTES] + dialled)
        step = stride(13)
        flights = {"fresh": fresh, "pairing": recorded[0][0][:HANDSHAKE_BYTES],
                   "connecting": recorded[-1][0][:HANDSHAKE_BYTES]}
        for name, flight in flights.items():
            for at in range(0, HANDSHAKE_BYTES, step):
                yield f"{name} cut at {at}", bytes(flight[:at])
            for bit in range(0, 8 * HANDSHAKE_BYTES, step * 3):
                yield f"{name}, bit {bit} flipped", flipped(flight, bit)

    def test_in_passing_ends_the_connection_and_nothing_else(self):
        """A bit flipped or the line cut, in a connection of the two that is under way."""
        before = self.all_that_there_is()
        for who, place, cut in self.damages():
            with self.subTest(who=who, place=place, cut=cut):
                self.relay.damage_next(who, place, cut)
                self.ben.stop()
                self.ben.start("--listen", ANY_PORT)
                self.mira.attempt("sync")
                self.relay.wait_until_damaged()
                self.in_step()
        self.assertEqual(self.all_that_there_is(), before)
        figures(f"the tap: {self.relay.damaged} connections damaged in passing, all made again")
        self.assertGreaterEqual(self.relay.damaged, 6)

    def damages(self):
        """A changed first message is met with ten seconds of silence, so there is only one of those."""
        yield DIALLED, 100, False
        yield ANSWERED, 100, False
        draw = random.Random(7)
        for number in range(4 if stride(2) > 1 else 200):
            first = 0 if number % 2 else HANDSHAKE_BYTES
            yield (DIALLED, ANSWERED)[number // 2 % 2], draw.randrange(first, EVERY_CONNECTION_BYTES), bool(number % 2)


def flipped(message, bit):
    changed = bytearray(message)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


if __name__ == "__main__":
    unittest.main()
