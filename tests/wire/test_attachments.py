"""Files in chunks, fetched from the program and served to it."""
import os
import pathlib
import unittest

from second.attachments import CHUNK_BYTES
from second.messages import frame, wire
from second.records import PING
from second.store import note
from support import Driven, WithProgram

THREE_CHUNKS = 2 * CHUNK_BYTES + 4711


class Attachments(WithProgram):
    @classmethod
    def setUpClass(cls):
        cls.mira, cls.ben = cls.program(), cls.node()
        cls.pair(cls.mira, cls.ben)

    def written_by_mira(self, content):
        path = pathlib.Path(self.mira.home, "picture")
        path.write_bytes(content)
        return self.mira.write("a picture", "--attach", str(path))

    def fetched(self, id):
        """What the second implementation has of the one attachment of that item."""
        attachment, = self.ben.copies()[bytes.fromhex(id)].body.attachments
        return self.ben.store.fetching[attachment.id].content

    def test_a_file_of_three_chunks_is_fetched(self):
        for size in (THREE_CHUNKS, 3 * CHUNK_BYTES, 1, 0):
            content = os.urandom(size)
            id = self.written_by_mira(content)
            self.mira.run("share", id)
            self.ben.flush()
            self.ben.wait_until(lambda: self.fetched(id) is not None)
            self.assertEqual(self.fetched(id), content)

    def test_a_file_of_three_chunks_is_served(self):
        content, id = os.urandom(THREE_CHUNKS), os.urandom(16)
        self.ben.share(id, note("listen", attachments=[self.ben.store.attach("sea.ogg", content)]))
        self.ben.flush()
        path = pathlib.Path(self.mira.home, "saved")
        self.mira.run("save", id.hex(), "--to", str(path))
        self.assertEqual(path.read_bytes(), content)

    def test_private_unknown_taken_back_and_missing_chunks_have_the_same_answer(self):
        content = os.urandom(THREE_CHUNKS)
        id = self.written_by_mira(content)
        self.mira.run("share", id)
        self.ben.flush()
        self.ben.wait_until(lambda: self.fetched(id) is not None)
        known = self.ben.copies()[bytes.fromhex(id)].body.attachments[0].id
        self.assertEqual(self.answers(known, 2, 5), ["chunk", "chunk_unavailable"])
        self.assertEqual(self.answers(known, 2**63, 32), ["chunk_unavailable"])
        self.assertEqual(self.answers(os.urandom(16), 0, 1), ["chunk_unavailable"])
        self.mira.run("unshare", id)
        self.assertEqual(self.answers(known, 0, 3), ["chunk_unavailable"])

    def answers(self, attachment, first, count):
        """The frames that answer one request, on a connection of its own where nothing else is said."""
        self.ben.dial(self.mira.address)
        self.ben.flush()
        connection = self.ben.connection
        heard = []
        with self.ben.changed:
            connection.conversation.on_chunk = lambda chunk: heard.append("chunk")
            connection.conversation.on_chunk_unavailable = lambda _: heard.append("chunk_unavailable")
            request = wire.ChunkRequest(attachment=attachment, first=first, count=count)
            connection.channel.send_frames([frame(chunk_request=request)])
            self.ben.wait_until(lambda: "chunk_unavailable" in heard)
        return heard


class AttachmentsOverABrokenConnection(Driven):
    def test_fetching_goes_on_with_the_first_chunk_that_is_missing(self):
        self.pair(self.mira, self.ben)
        self.ben.disconnect()
        content, id, store = os.urandom(THREE_CHUNKS), os.urandom(16), self.ben.store
        attachment = store.attach("wind.ogg", content)
        store.feed.share(id, note("listen again", attachments=[attachment]))
        channel, theirs = self.connected()
        reset = frame(feed_reset=wire.FeedReset(epoch=store.feed.epoch))
        channel.send_frames([reset, frame(batch=store.feed.batch_after(0))])
        self.assertEqual(self.asked(channel), (0, 3))
        self.serve(channel, attachment, 0, 1)
        self.pinged(channel)
        channel.cut()
        channel, theirs = self.connected()
        self.assertEqual(theirs.received, 1)
        self.assertEqual(self.asked(channel), (2, 1))
        self.serve(channel, attachment, 2)
        self.assert_goes_on(channel, 1)
        path = pathlib.Path(self.mira.home, "resumed")
        self.mira.run("save", id.hex(), "--to", str(path))
        self.assertEqual(path.read_bytes(), content)

    def asked(self, channel):
        request = self.heard(channel, "chunk_request")
        return request.first, request.count

    def serve(self, channel, attachment, *indices):
        sealed = self.ben.store.files[attachment.id]
        chunks = [wire.Chunk(attachment=attachment.id, index=at, sealed=sealed[at]) for at in indices]
        channel.send_frames([frame(chunk=chunk) for chunk in chunks])

    def pinged(self, channel):
        """Returns when all that was sent before has been read there."""
        channel.send_record(PING)
        while not channel.pongs:
            channel.take_record()


if __name__ == "__main__":
    unittest.main()
