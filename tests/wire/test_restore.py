"""After one of the two came back from an older backup, both converge and nothing that either has is lost."""
import copy
import os
import unittest

from second.following import Following
from second.store import note
from support import WithProgram


class Restored(WithProgram):
    @classmethod
    def setUpClass(cls):
        cls.mira, cls.ben = cls.program(), cls.node()
        cls.pair(cls.mira, cls.ben)

    def share_by_mira(self, text):
        id = self.mira.write(text)
        self.mira.run("share", id)
        self.ben.flush()
        return bytes.fromhex(id)

    def share_by_ben(self, text, id=None):
        id = id or os.urandom(16)
        self.ben.share(id, note(text))
        self.ben.flush()
        return id

    def reconnect(self):
        self.ben.dial(self.mira.address)
        self.ben.flush()

    def texts(self):
        return {id: stored.body.text for id, stored in self.ben.copies().items()}

    def texts_at_mira(self):
        return {bytes.fromhex(id): entry["text"] for id, entry in self.mira.theirs().items()}


class TheNode(Restored):
    def test_that_forgot_as_a_follower_gets_all_again(self):
        kept, changed, taken = (self.share_by_mira(text) for text in ("kept", "old", "taken back"))
        for forgotten in (copy.deepcopy(self.ben.store.following), Following()):
            self.mira.run("edit", changed.hex(), "--text", "new")
            if taken in self.ben.copies():
                self.mira.run("unshare", taken.hex())
            lost = self.share_by_mira("came after the backup")
            before = self.texts()
            self.ben.disconnect()
            self.ben.store.following = forgotten
            self.reconnect()
            self.assertEqual(self.texts(), before)
            self.assertEqual((before[kept], before[changed], before[lost]), ("kept", "new", "came after the backup"))

    def test_that_forgot_as_an_author_gets_its_own_back(self):
        changed, taken = self.share_by_ben("old"), self.share_by_ben("taken back")
        backup = copy.deepcopy(self.ben.store.feed)
        self.share_by_ben("new", changed)
        self.ben.take_back(taken)
        lost = self.share_by_ben("came after the backup")
        before = self.texts_at_mira()
        self.ben.disconnect()
        self.ben.store.feed = backup
        self.reconnect()
        self.assertEqual(self.texts_at_mira(), before)
        own = {id: shared.copy for id, shared in self.ben.store.feed.items.items() if shared.copy}
        self.assertLessEqual({changed, lost}, own.keys())
        self.assertNotIn(taken, own)
        later = self.share_by_ben("in the new life")
        self.assertEqual(self.texts_at_mira(), {**before, later: "in the new life"})

    def test_that_forgot_everything_converges_both_ways(self):
        mine, hers = self.share_by_ben("his"), self.share_by_mira("hers")
        backup = copy.deepcopy(self.ben.store)
        self.share_by_ben("his, changed", mine)
        self.mira.run("edit", hers.hex(), "--text", "hers, changed")
        self.ben.flush()
        self.ben.disconnect()
        backup.dial_counter = self.ben.store.dial_counter  # the clock would do it; here too little time has passed
        self.ben.store = backup
        self.reconnect()
        self.assertEqual(self.texts()[hers], "hers, changed")
        self.assertEqual(self.texts_at_mira()[mine], "his, changed")


class TheProgram(Restored):
    def restore(self, backup):
        self.ben.disconnect()
        self.mira.stop()
        self.mira = self.program(backup=backup)

    def setUp(self):
        self.mira, self.ben = self.program(), self.node()
        self.pair(self.mira, self.ben)

    def test_that_came_back_converges_both_ways(self):
        changed, taken = self.share_by_mira("old"), self.share_by_mira("taken back")
        self.share_by_ben("his before")
        backup = self.mira.backup()
        self.mira.run("edit", changed.hex(), "--text", "new")
        self.mira.run("unshare", taken.hex())
        lost = self.share_by_mira("came after the backup")
        self.share_by_ben("his after")
        hers, his = self.texts(), self.texts_at_mira()
        self.restore(backup)
        self.reconnect()
        self.assertEqual(self.texts(), hers)
        self.assertEqual(self.texts_at_mira(), his)
        mine = self.mira.entries("--mine")
        self.assertEqual((mine[changed.hex()]["text"], mine[lost.hex()]["text"]), ("new", "came after the backup"))
        self.assertFalse(mine[taken.hex()]["shared"])
        later = self.share_by_mira("in the new life")
        self.assertEqual(self.texts(), {**hers, later: "in the new life"})

    def test_that_came_back_and_was_written_in_first_shows_what_was_written_last(self):
        id = self.share_by_mira("old")
        backup = self.mira.backup()
        self.mira.run("edit", id.hex(), "--text", "of the lost life")
        self.ben.flush()
        self.restore(backup)
        self.mira.run("edit", id.hex(), "--text", "of this life")
        self.reconnect()
        self.assertEqual(self.mira.entries("--mine")[id.hex()]["text"], "of this life")
        self.assertEqual(self.texts()[id], "of this life")


del Restored  # only what stands on it is run


if __name__ == "__main__":
    unittest.main()
