"""What is private can't be told from anything that leaves: one shared history beside 0 and beside 500 private entries."""
import unittest
from concurrent.futures import ThreadPoolExecutor

from support import WithProgram

PRIVATE_ENTRIES = 500
WRITERS = 4


class Heard(WithProgram):
    def history(self, private):
        """What a follower hears of one evening with that many private entries in it: the length of each frame, and what it says
        of numbers. Which frames share a record is left out: it hangs on which side was quicker."""
        mira, ben = self.program(), self.node()
        self.write_privately(mira, private // 2)
        self.pair(mira, ben)
        kept, taken = mira.write("rain on the window"), mira.write("the long day")
        mira.run("share", kept)
        ben.flush()
        self.write_privately(mira, private - private // 2)
        mira.run("edit", kept, "--text", "rain, and the smell of it")
        ben.flush()
        mira.run("share", taken)
        ben.flush()
        mira.run("unshare", taken)
        ben.flush()
        ben.dial(mira.address)
        ben.flush()
        return [self.form_of(connection) for connection in ben.connections], self.changes(ben)

    def write_privately(self, mira, count):
        with ThreadPoolExecutor(WRITERS) as writers:
            list(writers.map(lambda at: mira.write(f"private thought {at}", "--tag", "quiet"), range(count)))

    def form_of(self, connection):
        greeting = connection.conversation.theirs
        return connection.channel.heard, greeting.last_formed, greeting.received, greeting.ByteSize()

    def changes(self, ben):
        stored = ben.store.following.items.values()
        return ben.store.following.received, sorted((change.revision, len(change.encoded)) for change in stored)

    def test_is_the_same(self):
        self.assertEqual(self.history(private=0), self.history(private=PRIVATE_ENTRIES))


if __name__ == "__main__":
    unittest.main()
