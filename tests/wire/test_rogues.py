"""A partner who breaks the rules: the connection ends or the thing is ignored, as the document says; the node stays up
and what its person has stays as it was."""
import os
import unittest

from second import records
from second.messages import frame, parsed, wire
from second.store import note
from support import Driven

UNKNOWN_FRAME = b"\x9a\x06\x02\x08\x01"  # field 99, a message
TOO_MANY_FIELDS = b"\x98\x06\x01" * 2049
DEEP_GROUPS = b"\x9b\x06" * 1000 + b"\x9c\x06" * 1000


class BeforeTheWordsAreConfirmed(Driven):
    def test_anything_that_is_shared_ends_the_connection(self):
        self.ben.accept(self.mira.invite())
        self.ben.store.words_confirmed = True
        id = os.urandom(16)
        self.ben.store.feed.share(id, note("too early"))
        early = {
            "reset": frame(feed_reset=wire.FeedReset(epoch=self.ben.store.feed.epoch)),
            "batch": frame(batch=self.ben.store.feed.batch_after(0)),
            "ack": frame(ack=wire.Ack()),
            "inventory": frame(inventory_request=wire.InventoryRequest()),
            "chunk": frame(chunk_request=wire.ChunkRequest(attachment=id, count=1)),
            "answer": frame(flushed=wire.Flushed(token=1)),
        }
        for name, each in early.items():
            with self.subTest(name):
                channel, _ = self.connected()
                channel.send_frames([each])
                self.assert_ends(channel)
        self.assertEqual(self.mira.theirs(), {})


class Confirmed(Driven):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair(cls.mira, cls.ben)
        cls.hers = bytes.fromhex(cls.mira.write("hers"))
        cls.mira.run("share", cls.hers.hex())
        cls.mira.write("private")
        cls.his = os.urandom(16)
        cls.ben.share(cls.his, note("his"))
        cls.ben.flush()
        cls.ben.disconnect()
        cls.before = cls.contents()

    @classmethod
    def contents(cls):
        return {id: {**entry, "delivery": None} for id, entry in cls.mira.entries().items()}

    def tearDown(self):
        self.assertEqual(self.contents(), self.before)


class AfterTheWordsAreConfirmed(Confirmed):
    def number(self, ahead):
        return self.ben.store.feed.acknowledged + ahead

    def test_frames_out_of_turn_end_the_connection(self):
        wrong = {
            "a second greeting": frame(greeting=wire.Greeting()),
            "a gap in the numbers": frame(batch=wire.Batch(number=self.number(2))),
            "a number again": frame(batch=wire.Batch(number=self.number(0))),
            "too many changes": frame(batch=wire.Batch(number=self.number(1), changes=[b"\0"] * 1025)),
            "an ack of what was not sent": frame(ack=wire.Ack(number=2**64 - 1)),
            "a page that nobody asked for": frame(inventory_page=wire.InventoryPage()),
            "a return that nobody asked for": frame(returned=wire.Return(last=True)),
            "a chunk that nobody asked for": frame(chunk=wire.Chunk(attachment=self.hers, sealed=bytes(65552))),
            "no chunk, though nobody asked": frame(chunk_unavailable=wire.ChunkUnavailable(attachment=self.hers)),
            "a flush answered that nobody asked for": frame(flushed=wire.Flushed(token=2**64 - 1)),
            "chunks beyond all": frame(chunk_request=wire.ChunkRequest(attachment=self.hers, first=2**64 - 1, count=32)),
            "no chunks asked for": frame(chunk_request=wire.ChunkRequest(attachment=self.hers, count=0)),
            "too many chunks asked for": frame(chunk_request=wire.ChunkRequest(attachment=self.hers, count=33)),
            "too many ids asked back": frame(return_request=wire.ReturnRequest(items=[self.hers] * 65)),
            "an epoch that is none": frame(feed_reset=wire.FeedReset(epoch=b"short")),
            "too many fields": TOO_MANY_FIELDS,
            "groups without end": DEEP_GROUPS,
            "no message": b"\xff" * 100,
        }
        for name, each in wrong.items():
            with self.subTest(name):
                channel, _ = self.connected()
                channel.send_frames([each])
                self.assert_ends(channel)

    def test_a_conversation_without_a_greeting_ends(self):
        for first in (frame(batch=wire.Batch(number=self.number(1))), frame(flush=wire.Flush(token=1)), UNKNOWN_FRAME):
            channel = self.connected_without_greeting()
            channel.send_frames([first])
            self.assert_ends(channel)

    def test_broken_streams_and_records_end_the_connection(self):
        used = lambda count: count.to_bytes(2, "little")
        shapes = {
            "an oversized frame": b"\0" + used(4) + (2_097_153).to_bytes(4, "little"),
            "a frame of no length": b"\0" + used(4) + bytes(4),
            "a frame of all lengths": b"\0" + used(4) + b"\xff" * 4,
            "an unknown kind": b"\4" + used(0),
            "a close that says something": b"\1" + used(1),
            "a ping that says something": b"\2" + used(1),
            "more used than there is": b"\0" + used(4078),
        }
        for name, plain in shapes.items():
            with self.subTest(name):
                channel, _ = self.connected()
                channel.sock.sendall(channel.sending.cipher.encrypt_with_ad(b"", plain.ljust(records.PLAIN_BYTES, b"\0")))
                self.assert_ends(channel)
        channel, _ = self.connected()
        channel.sock.sendall(bytes(records.RECORD_BYTES))
        self.assert_ends(channel)

    def test_what_a_later_version_may_add_is_ignored(self):
        channel, _ = self.connected()
        channel.send_frames([UNKNOWN_FRAME, frame(words_confirmed=wire.WordsConfirmed())])
        self.assert_goes_on(channel, 1)
        channel.send_record(records.DATA, b"")
        for byte in records.framed([frame(flush=wire.Flush(token=2))]):
            channel.send_record(records.DATA, bytes([byte]))
        self.assertEqual(self.heard(channel, "flushed").token, 2)
        channel.send_record(records.PING)
        self.assert_goes_on(channel, 3)
        self.assertEqual(channel.pongs, 1)

    def test_changes_that_break_a_rule_are_dropped_alone(self):
        sound = {"item": os.urandom(16), "revision": 1, "seal": bytes(16), "copy": note("new").SerializeToString()}
        broken = [{**sound, **wrong} for wrong in (
            {"item": bytes(16)}, {"item": b"short"}, {"item": os.urandom(17)}, {"revision": 0}, {"seal": b"short"},
            {"copy": b"\xff\xff"}, {"item": self.his, "revision": 1}, {"revision": 2**64 - 1},
        )]
        changes = [wire.Change(**fields).SerializeToString() for fields in broken]
        changes += [b"\xff", wire.Change(item=sound["item"], revision=1, seal=bytes(16)).SerializeToString()]
        self.assert_acknowledged(changes)

    def test_changes_of_impossible_size_are_dropped_alone(self):
        sound = {"item": os.urandom(16), "revision": 1, "seal": bytes(16)}
        for copy in (None, note("x" * 400_000).SerializeToString()):
            with self.subTest(copy is not None):
                self.assert_acknowledged([wire.Change(**sound, copy=copy).SerializeToString() if copy else b""])

    def assert_acknowledged(self, changes):
        channel, theirs = self.connected()
        number = theirs.received + 1
        channel.send_frames([frame(batch=wire.Batch(number=number, changes=changes))])
        self.assertEqual(self.heard(channel, "ack").number, number)
        self.ben.store.feed.last_formed = self.ben.store.feed.acknowledged = number


class AfterAFalseRestore(Confirmed):
    """Ben's node says that it follows another life of her feed, and so is asked what it holds."""

    def test_a_false_inventory_changes_nothing_of_hers(self):
        channel, _ = self.connected(following_epoch=os.urandom(16), received=7)
        self.assertEqual(getattr(self.heard(channel, "inventory_request"), "from"), 0)
        page = wire.InventoryPage(holdings=[
            wire.Holding(item=self.hers, revision=1000, retraction_seal=bytes(16)),
            wire.Holding(item=os.urandom(16), revision=5),
        ])
        channel.send_frames([frame(inventory_page=page)])
        asked, = self.heard(channel, "return_request").items
        self.assertEqual(asked, page.holdings[1].item)
        forged = wire.Change(item=asked, revision=5, seal=bytes(16), copy=note("yours, surely").SerializeToString())
        channel.send_frames([frame(returned=wire.Return(changes=[forged.SerializeToString()], last=True))])
        self.assertEqual(len(self.heard(channel, "feed_reset").epoch), 16)
        copies = [parsed(wire.Change, each) for each in self.heard(channel, "batch").changes]
        self.assertEqual([(change.item, change.WhichOneof("what")) for change in copies], [(self.hers, "copy")])

    def test_an_inventory_beyond_its_limits_ends_the_connection(self):
        pages = {
            "too many holdings": wire.InventoryPage(holdings=[wire.Holding(item=os.urandom(16), revision=1)] * 1025),
            "an id that is none": wire.InventoryPage(holdings=[wire.Holding(item=b"short", revision=1)]),
        }
        for name, page in pages.items():
            with self.subTest(name):
                channel, _ = self.connected(following_epoch=os.urandom(16), received=7)
                self.heard(channel, "inventory_request")
                channel.send_frames([frame(inventory_page=page)])
                self.assert_ends(channel)

    def test_a_revision_beyond_which_there_is_none_does_not_end_the_sharing(self):
        channel, _ = self.connected(following_epoch=os.urandom(16), received=7)
        self.heard(channel, "inventory_request")
        last = wire.Holding(item=self.hers, revision=2**64 - 1, retraction_seal=bytes(16))
        channel.send_frames([frame(inventory_page=wire.InventoryPage(holdings=[last]))])
        self.heard(channel, "feed_reset")


del Confirmed  # only what stands on it is run


if __name__ == "__main__":
    unittest.main()
