"""Programs of other versions: a newer one that speaks ours too, and says what ours does not know; those with which
there is no version in common; and somebody on the way who meddles with the ranges."""
import os
import pathlib
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

from second import connecting, invite
from second.channel import PATIENCE, dialled, read_message
from second.feed import Feed
from second.handshake import (CONTRIBUTION_BYTES, MESSAGE_BYTES, PAIRING, First, Handshake, HandshakeFailed,
                              NoCommonVersion, Second, Versions, new_key)
from second.messages import frame, parsed, wire
from second.node import Node
from second.store import note
from support import Driven, Refused, WithProgram
from test_strangers import CLOSED_AFTER, flipped, probe

OURS = Versions(1, 1)
NEWER = Versions(1, 3)  # speaks ours too
SAID_OF = {Versions(2, 3): "This program is too old", Versions(0, 0): "Your partner's program is too old"}
TOO_OLD = "too old"  # in both
SYNC_SECONDS = "2"
RANGE_IN_FIRST = (32, 33)  # oldest and newest, after the ephemeral key
CHOSEN_IN_SECOND_OF_PAIRING = 32 + 48  # after the ephemeral key, and the static one with its tag
CHOSEN_IN_SECOND_OF_CONNECTING = 32


def unknown_field(number, wire_type, content):
    tag = number << 3 | wire_type
    return bytes([tag & 127 | 128, tag >> 7 & 127 | 128, tag >> 14]) + content


# One of each shape: a number, eight bytes, four bytes, a message, and something with a length that is no message.
UNKNOWN = [unknown_field(3000, 0, b"\x05"), unknown_field(3001, 1, bytes(8)), unknown_field(3002, 5, bytes(4)),
           unknown_field(3003, 2, b"\x02\x08\x01"), unknown_field(3004, 2, b"\x02\xff\xff")]


def newer(message):
    """The message and all that it holds, with fields that version 1 does not know."""
    for field, value in message.ListFields():
        if field.message_type:
            for each in value if field.label == field.LABEL_REPEATED else [value]:
                newer(each)
    message.MergeFromString(b"".join(UNKNOWN))
    return message


class NewerFeed(Feed):
    def change(self, id, shared):
        return newer(super().change(id, shared))


class NewerNode(Node):
    """It knows more fields in every message and more kinds of frames, and says them all."""

    def __init__(self, name):
        super().__init__(name)
        self.versions = NEWER
        self.store.feed = NewerFeed()

    def hello(self):
        return newer(parsed(wire.PairingHello, super().hello())).SerializeToString()

    def serve(self, channel):
        send = channel.send_frames

        def send_more(frames):
            for encoded in frames:
                send([newer(parsed(wire.Frame, encoded)).SerializeToString(), *UNKNOWN])
        channel.send_frames = send_more
        super().serve(channel)


class ANewerProgramThatSpeaksOursToo(Driven):
    def setUp(self):
        self.mira, self.ben = self.program(), NewerNode("Ben")
        self.addCleanup(self.ben.stop)

    def test_pairs_and_shares_as_the_one_who_dials(self):
        self.pair(self.mira, self.ben)
        self.assert_both_share()
        self.assertTrue(self.ben.connection.channel.initiator)

    def test_pairs_and_shares_as_the_one_who_is_dialled(self):
        self.ben.listen()
        self.mira.run("accept", "-", given=self.ben.invite())
        self.ben.wait_until(lambda: self.ben.connected)
        self.ben.confirm_words()
        self.mira.run("verify", "--confirm")
        self.assert_both_share()
        self.assertFalse(self.ben.connection.channel.initiator)

    def test_is_given_back_what_it_shared_with_all_that_is_not_known(self):
        self.pair(self.mira, self.ben)
        id, feed = os.urandom(16), self.ben.store.feed
        self.ben.share(id, newer(note("of another time")))
        self.ben.flush()
        self.ben.disconnect()
        channel, _ = self.connected()
        channel.send_frames([frame(return_request=wire.ReturnRequest(items=[id]))])
        returned = self.heard(channel, "returned")
        self.assertEqual(list(returned.changes), [feed.change(id, feed.items[id]).SerializeToString()])

    def assert_both_share(self):
        mira, ben = self.mira, self.ben
        content, id, taken, hers = os.urandom(100_000), os.urandom(16), os.urandom(16), mira.write("hers")
        file = ben.store.attach("sea.ogg", content)
        ben.share(id, newer(note("of another time", welcome=[1, 99], tags=["later"], attachments=[file])))
        ben.share(taken, newer(note("taken back")))
        mira.run("share", hers)
        ben.flush()
        self.assertEqual(mira.theirs().keys(), {id.hex(), taken.hex()})
        ben.take_back(taken)
        ben.flush()
        kept, = mira.theirs().values()
        self.assertEqual((kept["id"], kept["text"], kept["tags"]), (id.hex(), "of another time", ["later"]))
        saved = pathlib.Path(mira.home, "saved")
        mira.run("save", id.hex(), "--to", str(saved))
        self.assertEqual(saved.read_bytes(), content)
        self.assertEqual(ben.copies()[bytes.fromhex(hers)].body.text, "hers")
        self.assertEqual((ben.store.partner_name, mira.ask("status")["partner"]["name"]), ("Mira", "Ben"))


def next_step(program):
    return program.ask("status")["next"]


def pairing_handshake(given):
    return Handshake(PAIRING, given.id, given.secret, True, new_key())


def answered(address, handshake, first):
    """The second message that answers this first one, and whatever came after it until the program closed, if it did
    before it would close on a stranger."""
    with dialled(address, patience=CLOSED_AFTER[0] - 1) as sock:
        sock.sendall(handshake.message(first.write()))
        second = Second.read(handshake.read(read_message(sock)))
        return second, sock.recv(MESSAGE_BYTES) if second.chosen == 0 else None


class TheAnswerToAFirstMessage(WithProgram):
    """Ben has an invite of one person, and a link with another."""

    @classmethod
    def setUpClass(cls):
        cls.inviter, cls.mira, cls.ben = cls.program(), cls.program(), cls.node()
        cls.given = invite.read(cls.inviter.invite())
        cls.ben.accept(cls.mira.invite())

    def answers(self, versions):
        link, counter = self.ben.link, self.ben.store.next_dial_counter()
        yield answered(self.inviter.address, pairing_handshake(self.given), First(0, versions))
        yield answered(self.mira.address, connecting.connecting_handshake(link, True), First(counter, versions))

    def test_chooses_the_newest_version_that_both_speak(self):
        for versions in (OURS, NEWER, Versions(0, 1), Versions(0, 255)):
            for second, _ in self.answers(versions):
                self.assertEqual((second.chosen, second.versions), (1, OURS))

    def test_says_that_there_is_none_and_closes(self):
        for versions in (*SAID_OF, Versions(3, 1), Versions(255, 255)):
            for second, after in self.answers(versions):
                self.assertEqual((second.chosen, second.versions, after), (0, OURS, b""))

    def test_carries_random_bytes_when_pairing_only(self):
        paired, connected = (second.contribution for second, _ in self.answers(OURS))
        self.assertNotEqual(paired, bytes(CONTRIBUTION_BYTES))
        self.assertEqual(connected, bytes(CONTRIBUTION_BYTES))


class AProgramWithNoVersionInCommon(WithProgram):
    def setUp(self):
        self.mira, self.ben = self.program(), self.node()

    def assert_nobody_is_paired(self, said):
        status = self.mira.ask("status")
        self.assertIsNone(status["partner"])
        self.assertIn(said, status["next"])
        with self.assertRaises(Refused):
            self.mira.run("verify")

    def assert_all_is_well(self):
        self.ben.confirm_words()
        self.mira.run("verify", "--confirm")
        self.ben.flush()
        status = self.mira.ask("status")
        self.assertEqual((status["partner"]["verified"], status["partner"]["pendingOut"]), (True, 0))
        self.assertNotIn(TOO_OLD, status["next"])

    def test_is_not_paired_with_when_it_accepts(self):
        given = self.mira.invite()
        for versions, said in SAID_OF.items():
            self.ben.versions = versions
            with self.assertRaises(NoCommonVersion):
                self.ben.accept(given)
            self.assert_nobody_is_paired(said)
        self.ben.versions = OURS  # one of the two was changed; the invite is as good as it was
        self.ben.accept(given)
        self.ben.dial(self.mira.address)
        self.assert_all_is_well()

    def test_is_not_paired_with_when_it_invites(self):
        self.ben.listen()
        given = self.ben.invite()
        for versions, said in SAID_OF.items():
            self.ben.versions = versions
            answer = self.mira.ask("accept", "-", given=given)
            self.assertIn(said, answer["whyNot"])
            self.assertFalse(answer.get("words"))
            self.assert_nobody_is_paired(said)
            self.assertIsNone(self.ben.link)
        self.ben.versions = OURS  # the program goes on trying by itself
        self.ben.wait_until(lambda: self.ben.connected)
        self.assert_all_is_well()

    def test_is_not_connected_with_when_it_dials(self):
        self.pair(self.mira, self.ben)
        self.ben.disconnect()
        before = self.shared_and_waiting()
        for versions, said in SAID_OF.items():
            self.ben.versions = versions
            with self.assertRaises(NoCommonVersion):
                self.ben.dial(self.mira.address)
            self.assert_only_waiting(said, before)
        self.ben.versions = OURS
        self.ben.dial(self.mira.address)
        self.assert_all_is_well()

    def test_is_not_connected_with_when_it_is_dialled(self):
        self.ben.listen()
        self.mira.run("accept", "-", given=self.ben.invite())
        self.ben.wait_until(lambda: self.ben.connected)
        self.assert_in_step()
        for versions, said in SAID_OF.items():
            self.ben.versions = versions
            self.ben.disconnect()
            before = self.shared_and_waiting()
            with self.assertRaises(Refused) as refused:
                self.mira.run("sync", "--timeout", SYNC_SECONDS)
            self.assertIn(said, str(refused.exception))
            self.assert_only_waiting(said, before)
        self.ben.versions = OURS
        self.ben.wait_until(lambda: self.ben.connected)
        self.assert_all_is_well()

    def assert_in_step(self):
        self.ben.confirm_words()
        self.mira.run("verify", "--confirm")
        self.ben.flush()

    def shared_and_waiting(self):
        """What Ben has, when she has shared something more; and his lies ready too."""
        self.mira.run("share", self.mira.write("hers"))
        self.ben.store.feed.share(os.urandom(16), note("his"))
        return self.ben.copies()

    def assert_only_waiting(self, said, before):
        status = self.mira.ask("status")
        self.assertIn(said, status["next"])
        self.assertFalse(status["partner"].get("connected"))
        self.assertGreater(status["partner"]["pendingOut"], 0)
        self.assertEqual((self.ben.copies(), self.mira.theirs()), (before, {}))


class Tapped:
    """A socket on whose way somebody changes one byte of what is sent first."""

    def __init__(self, sock, place):
        self.sock, self.place = sock, place
        self.heard = b""
        self.ended = threading.Event()

    def __getattr__(self, name):
        return getattr(self.sock, name)

    def sendall(self, sent):
        if self.place is not None:
            sent, self.place = flipped(sent, self.place), None
        self.sock.sendall(sent)

    def recv(self, most):
        try:
            piece = self.sock.recv(most)
        except OSError:
            piece = b""
        self.heard += piece
        if not piece:
            self.ended.set()
        return piece


class TappedNode(Node):
    """Its next answers are changed on their way, one at each of the places."""

    def __init__(self, name):
        super().__init__(name)
        self.places, self.tapped = [], []

    def answer(self, sock):
        if self.places:
            sock = Tapped(sock, self.places.pop(0))
            self.tapped.append(sock)
        super().answer(sock)


class SomebodyOnTheWay(WithProgram):
    def test_who_changes_the_range_in_a_first_message_is_met_with_silence(self):
        inviter, mira, ben = self.program(), self.program(), self.node()
        given = invite.read(inviter.invite())
        ben.accept(mira.invite())
        flights = {inviter: [], mira: []}
        for place in RANGE_IN_FIRST:
            flights[inviter].append(flipped(pairing_handshake(given).message(First(0).write()), place))
            flights[mira].append(flipped(self.connecting_flight(ben, OURS), place))
        # One of another range that was answered already, in place of the one that is meant.
        flights[inviter].append(self.answered(inviter, pairing_handshake(given).message(First(0, NEWER).write())))
        flights[mira].append(self.answered(mira, self.connecting_flight(ben, NEWER)))
        with ThreadPoolExecutor(6) as at_once:
            outcomes = [at_once.map(probe, [program.address] * 3, flights[program]) for program in flights]
            for each in outcomes:
                for answer, seconds in each:
                    self.assertEqual(answer, b"")
                    self.assertIn(int(seconds), CLOSED_AFTER)
        self.assertIsNone(inviter.ask("status")["partner"])
        for program in (inviter, mira):
            self.assertNotIn(TOO_OLD, next_step(program))

    @staticmethod
    def connecting_flight(ben, versions):
        first = First(ben.store.next_dial_counter(), versions)
        return connecting.connecting_handshake(ben.link, True).message(first.write())

    @staticmethod
    def answered(program, flight):
        with dialled(program.address) as sock:
            sock.sendall(flight)
            read_message(sock)
        return flight

    def test_who_puts_a_held_back_first_message_in_place_of_another_ends_the_handshake(self):
        mira, ben = self.program(), self.node()
        given = invite.read(mira.invite())
        self.assert_cannot_be_answered(mira, [pairing_handshake(given) for _ in range(2)], [0, 0])
        self.assertIsNone(mira.ask("status")["partner"])
        ben.accept(invite.write(given))
        counters = [ben.store.next_dial_counter() for _ in range(2)]
        handshakes = [connecting.connecting_handshake(ben.link, True) for _ in range(2)]
        self.assert_cannot_be_answered(mira, handshakes, counters)
        self.assertFalse(mira.ask("status")["partner"].get("connected"))

    def assert_cannot_be_answered(self, program, handshakes, counters):
        """The initiator offers OURS; what comes in its place offered NEWER, and never arrived."""
        held_back = handshakes[0].message(First(counters[0], NEWER).write())
        handshakes[1].message(First(counters[1], OURS).write())
        with dialled(program.address) as sock:
            sock.sendall(held_back)
            with self.assertRaises(HandshakeFailed):
                handshakes[1].read(read_message(sock))

    def test_who_changes_the_range_in_a_second_message_ends_the_handshake(self):
        mira, ben = self.program(), TappedNode("Ben")
        self.addCleanup(ben.stop)
        ben.listen()
        ben.places = [CHOSEN_IN_SECOND_OF_PAIRING, CHOSEN_IN_SECOND_OF_PAIRING + 2]  # and the newest of the range
        mira.run("accept", "-", given=ben.invite())
        self.assert_only_first_messages_came(ben, 2)
        self.assertEqual(mira.ask("verify")["words"], list(ben.link.words))  # of a later try
        ben.wait_until(lambda: ben.connected)
        ben.places = [CHOSEN_IN_SECOND_OF_CONNECTING]
        ben.disconnect()
        ben.wait_until(lambda: not ben.places and ben.connected and ben.connection.conversation.theirs)
        self.assert_only_first_messages_came(ben, 1)
        self.assertNotIn(TOO_OLD, next_step(mira))

    def assert_only_first_messages_came(self, ben, count):
        tapped, ben.tapped = ben.tapped, []
        self.assertEqual(len(tapped), count)
        for sock in tapped:
            self.assertTrue(sock.ended.wait(PATIENCE))
            self.assertEqual(len(sock.heard), MESSAGE_BYTES)


if __name__ == "__main__":
    unittest.main()
