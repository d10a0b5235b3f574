"""The program's feed, batch by batch, to a follower that acknowledges only when the test says so."""
import os
import unittest

from second.messages import frame, parsed, wire
from second.store import note
from support import Driven

UNACKNOWLEDGED = 4


class TheFeed(Driven):
    def setUp(self):
        self.mira, self.ben = self.program(), self.node()
        self.pair(self.mira, self.ben)
        self.ben.disconnect()
        self.received = self.ben.store.following.received

    def shared(self, text):
        id = self.mira.write(text)
        self.mira.run("share", id)
        return id

    def next_batch(self, channel):
        """Its number and the texts of its changes, "" for a retraction."""
        batch = self.heard(channel, "batch")
        changes = [parsed(wire.Change, each) for each in batch.changes]
        return batch.number, [wire.Copy.FromString(change.copy).body.text for change in changes]

    def acknowledge(self, channel, number):
        channel.send_frames([frame(ack=wire.Ack(number=number))])

    def test_numbers_rise_by_one_and_at_most_four_wait_for_their_ack(self):
        channel, _ = self.connected()
        for ahead in range(1, UNACKNOWLEDGED + 1):
            self.shared(str(ahead))
            self.assertEqual(self.next_batch(channel), (self.received + ahead, [str(ahead)]))
        self.shared("five")
        self.shared("six")
        self.acknowledge(channel, self.received + 2)
        number, texts = self.next_batch(channel)
        self.assertEqual((number, sorted(texts)), (self.received + 5, ["five", "six"]))

    def test_what_was_overtaken_is_not_sent_again(self):
        channel, _ = self.connected()
        edited = self.shared("draft")
        self.assertEqual(self.next_batch(channel), (self.received + 1, ["draft"]))
        taken = self.shared("regretted")
        self.assertEqual(self.next_batch(channel), (self.received + 2, ["regretted"]))
        channel.cut()
        self.mira.run("edit", edited, "--text", "final")
        self.mira.run("unshare", taken)
        channel, theirs = self.connected()
        self.assertEqual(theirs.last_formed, self.received + 2)
        self.assertEqual(self.next_batch(channel), (self.received + 1, []))
        self.assertEqual(self.next_batch(channel), (self.received + 2, []))
        number, texts = self.next_batch(channel)
        self.assertEqual((number, sorted(texts)), (self.received + 3, ["", "final"]))

    def test_what_was_received_counts_as_acknowledged(self):
        channel, _ = self.connected()
        self.shared("once")
        self.next_batch(channel)
        channel.cut()
        channel, _ = self.connected(received=self.received + 1)
        self.shared("twice")
        self.assertEqual(self.next_batch(channel), (self.received + 2, ["twice"]))

    def test_a_locked_node_goes_on_receiving(self):
        self.ben.dial(self.mira.address)
        self.ben.flush()
        self.mira.run("lock")
        self.ben.share(id := os.urandom(16), note("good night"))
        self.ben.flush()
        self.mira.run("unlock")
        self.assertEqual(self.mira.theirs()[id.hex()]["text"], "good night")


if __name__ == "__main__":
    unittest.main()
