"""The second implementation against the document and against itself, without the program."""
import copy
import os
import unittest

from second import attachments, invite, records
from second.conversation import Conversation
from second.handshake import CONNECTING, MESSAGE_BYTES, PAIRING, Handshake, HandshakeFailed, new_key
from second.messages import frame, wire
from second.records import RuleBroken
from second.store import Store, note

INVITE = invite.Invite(bytes(range(32)), bytes(range(32, 64)), 1_800_000_000, ("127.0.0.1:4433", "[fe80::1%eth0]:9"))


class Invites(unittest.TestCase):
    def test_reads_what_it_wrote_however_it_is_typed(self):
        text = invite.write(INVITE)
        typed = " \n" + "\t ".join(text[at:at + 7] for at in range(0, len(text), 7)).upper()
        self.assertEqual(invite.read(typed), INVITE)

    def test_each_changed_or_missing_character_is_refused(self):
        text = invite.write(INVITE)
        for at, character in enumerate(text):
            for other in ("", "b" if character != "b" else "c", "0"):
                with self.assertRaises(invite.BadInvite, msg=(at, other)):
                    invite.read(text[:at] + other + text[at + 1:])

    def test_only_addresses_are_addresses(self):
        for good in ("a:1", "10.0.0.1:65535", "[::1]:80", "[fe80::1%br-lan]:1", "[fe80::1%eth0.100]:1",
                     "[fe80::1%a+b@2\\^~]:1", "my-host_1.example:443"):
            self.assertTrue(invite.is_address(good), good)
        too_long = "a" * 254 + ":1"
        for bad in ("", "a", "a:", ":1", "a:0", "a:01", "a:65536", "a b:1", "::1:80", "[::1]", "é:1", "a:1\n",
                    too_long, "[fe80::1%]:1", "[fe80::1%a b]:1", "[fe80::1%a/b]:1", "[fe80::1%a:b]:1",
                    "[fe80::1%a%b]:1", "[fe80::1%a]b]:1", "[fe80::1%a[b]:1", "[fe80::1%sixteen--letters]:1"):
            self.assertFalse(invite.is_address(bad), bad)


class Handshakes(unittest.TestCase):
    def ends(self, purpose, **changed):
        keys = [new_key(), new_key()]
        agreed = {"id": bytes(16), "psk": bytes(range(32))}
        known = [key.public.data if purpose is CONNECTING else None for key in keys]
        return (Handshake(purpose, **agreed, initiator=True, static=keys[0], remote_static=known[1]),
                Handshake(purpose, **{**agreed, **changed}, initiator=False, static=keys[1], remote_static=known[0]))

    def carry_out(self, purpose):
        writer, reader = ends = self.ends(purpose)
        while not writer.done or not reader.done:
            message = writer.message(b"payload")
            self.assertEqual(len(message), MESSAGE_BYTES)
            self.assertEqual(reader.read(message).rstrip(b"\0"), b"payload")
            writer, reader = reader, writer
        return ends

    def test_both_ends_agree(self):
        for purpose in (PAIRING, CONNECTING):
            initiator, responder = self.carry_out(purpose)
            self.assertEqual(initiator.hash, responder.hash)

    def test_a_first_message_opens_under_the_right_psk_and_prologue_only(self):
        for purpose in (PAIRING, CONNECTING):
            for changed in ({"psk": bytes(32)}, {"id": bytes(15) + b"\1"}):
                initiator, responder = self.ends(purpose, **changed)
                with self.assertRaises(HandshakeFailed):
                    responder.read(initiator.message(b""))

    def test_records_go_on_over_a_change_of_key(self):
        initiator, responder = self.carry_out(CONNECTING)
        sender, receiver = records.RecordCipher(initiator.sending), records.RecordCipher(responder.receiving)
        sender.records = receiver.records = records.RECORDS_PER_KEY - 1
        for used in (b"before", b"after"):
            self.assertEqual(receiver.open(sender.seal(records.DATA, used)), (records.DATA, used))


class Frames(unittest.TestCase):
    def test_come_out_whole_however_they_are_cut(self):
        frames = [b"a", b"b" * 10_000, b"c" * 3]
        stream = records.framed(frames)
        for size in (1, 3, 4077):
            reader = records.FrameReader()
            found = [each for at in range(0, len(stream), size) for each in reader.take(stream[at:at + size])]
            self.assertEqual(found, frames)

    def test_of_impossible_length_are_refused(self):
        for length in (0, records.MAX_FRAME_BYTES + 1):
            with self.assertRaises(RuleBroken):
                records.FrameReader().take(length.to_bytes(4, "little"))


class Attachments(unittest.TestCase):
    def test_open_where_they_belong_and_nowhere_else(self):
        id, key, content = os.urandom(16), os.urandom(32), os.urandom(3 * 65536 - 5)
        sealed = attachments.sealed_chunks(id, key, content)
        self.assertEqual([len(chunk) for chunk in sealed], [attachments.SEALED_BYTES] * 3)
        opened = [attachments.opened_chunk(id, key, len(content), at, chunk) for at, chunk in enumerate(sealed)]
        self.assertEqual(b"".join(opened), content)
        self.assertIsNone(attachments.opened_chunk(id, key, len(content), 0, sealed[1]))
        self.assertIsNone(attachments.opened_chunk(id, key, 2 * 65536, 1, sealed[1]))


def talk(*stores):
    """One connection of two nodes, until neither has anything to say; the frames that went, by their sender."""
    ends = [Conversation(store) for store in stores]
    for end in ends:
        end.greet()
    said = ([], [])
    while any(end.outgoing for end in ends):
        for at, end in enumerate(ends):
            frames, end.outgoing = end.outgoing, []
            said[at].extend(frames)
            for each in frames:
                ends[1 - at].receive(each)
            ends[1 - at].advance()
            end.advance()
    return [[wire.Frame.FromString(each).WhichOneof("body") for each in frames] for frames in said]


class Conversations(unittest.TestCase):
    def setUp(self):
        self.ann, self.bob = Store("Ann"), Store("Bob")
        self.ann.words_confirmed = self.bob.words_confirmed = True

    def share(self, text, id=None, store=None):
        id = id or os.urandom(16)
        (store or self.ann).feed.share(id, note(text))
        return id

    def texts(self, store=None):
        return {id: copy.body.text for id, copy in (store or self.bob).following.copies().items()}

    def test_share_change_and_take_back(self):
        kept, taken = self.share("kept"), self.share("taken back")
        talk(self.ann, self.bob)
        self.share("changed", kept)
        self.ann.feed.take_back(taken)
        talk(self.ann, self.bob)
        self.assertEqual(self.texts(), {kept: "changed"})

    def test_what_changed_before_it_left_leaves_no_trace(self):
        once, often = self.share("one"), self.share("draft")
        self.ann.feed.take_back(self.share("never"))
        self.share("final", often)
        talk(self.ann, self.bob)
        self.assertEqual(self.texts(), {once: "one", often: "final"})
        self.assertEqual(self.ann.feed.last_formed, 1)

    def test_nothing_goes_before_both_have_confirmed(self):
        self.bob.words_confirmed = False
        self.share("too early")
        self.assertEqual(talk(self.ann, self.bob), [["greeting"], ["greeting"]])
        end = Conversation(self.bob)
        end.receive(frame(greeting=wire.Greeting()))
        with self.assertRaises(RuleBroken):
            end.receive(frame(batch=wire.Batch(number=1)))

    def test_a_reconnect_in_step_costs_one_greeting(self):
        self.share("known")
        talk(self.ann, self.bob)
        self.assertEqual(talk(self.ann, self.bob), [["greeting"], ["greeting"]])

    def test_a_follower_that_forgot_gets_all_again(self):
        before = copy.deepcopy(self.bob)
        kept, taken = self.share("kept"), self.share("taken back")
        talk(self.ann, self.bob)
        middle = copy.deepcopy(self.bob)
        self.ann.feed.take_back(taken)
        talk(self.ann, self.bob)
        for restored in (before, middle):
            talk(self.ann, restored)
            self.assertEqual(self.texts(restored), {kept: "kept"})

    def test_an_author_that_forgot_gets_its_own_back(self):
        changed, taken = self.share("old"), self.share("taken back")
        talk(self.ann, self.bob)
        restored = copy.deepcopy(self.ann)
        self.share("new", changed)
        lost = self.share("lost")
        self.ann.feed.take_back(taken)
        talk(self.ann, self.bob)
        later = self.share("written after the restore", store=restored)
        talk(restored, self.bob)
        self.assertEqual(self.texts(), {changed: "new", lost: "lost", later: "written after the restore"})
        self.assertEqual({id for id, shared in restored.feed.items.items() if shared.copy}, {changed, lost, later})

    def test_an_author_that_forgot_and_wrote_again_under_the_same_revision_is_believed(self):
        id = self.share("old")
        talk(self.ann, self.bob)
        restored = copy.deepcopy(self.ann)
        self.share("of the lost life", id)
        talk(self.ann, self.bob)
        changed = note("of this life")
        changed.changed.unix_ms += 1000
        restored.feed.share(id, changed)
        talk(restored, self.bob)
        self.assertEqual(self.texts(), {id: "of this life"})
        self.assertEqual(len(restored.feed.history[id]), 1)

    def test_large_feeds_go_in_batches(self):
        ids = {self.share(str(at)) for at in range(2500)}
        talk(self.ann, self.bob)
        self.assertEqual(self.texts().keys(), ids)
        self.assertEqual(self.ann.feed.last_formed, 3)

    def test_unsound_copies_are_dropped_alone(self):
        good = self.share("good")
        for bad in (note("bell \a"), note("x" * 262_145), note(tags=["t"] * 65), nameless_kind()):
            self.ann.feed.share(os.urandom(16), bad)
        talk(self.ann, self.bob)
        self.assertEqual(self.texts(), {good: "good"})
        self.assertTrue(self.ann.feed.all_acknowledged)


def nameless_kind():
    nameless = note("of no kind")
    nameless.kind = ""
    return nameless


if __name__ == "__main__":
    unittest.main()
