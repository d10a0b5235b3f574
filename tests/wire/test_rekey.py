"""A connection that lasts longer than its first keys, in both directions."""
import os
import pathlib
import unittest

from second.attachments import CHUNK_BYTES, MAX_CHUNKS_ASKED
from second.messages import frame, wire
from second.records import PING, RECORDS_PER_KEY
from support import Driven

RECORDS_AT_ONCE = 256


class LongConnections(Driven):
    def test_go_on_when_the_keys_change(self):
        self.pair(self.mira, self.ben)
        attachment = self.large_file_of_mira()
        self.ben.disconnect()
        channel, _ = self.connected()
        while channel.sending.records <= RECORDS_PER_KEY:
            channel.sock.sendall(b"".join(channel.sending.seal(PING) for _ in range(RECORDS_AT_ONCE)))
        self.assert_goes_on(channel, 1)
        self.assertGreater(channel.pongs, 0)
        while channel.receiving.records <= RECORDS_PER_KEY:
            self.fetch_all(channel, attachment)
        self.assert_goes_on(channel, 2)

    def large_file_of_mira(self):
        path = pathlib.Path(self.mira.home, "picture")
        path.write_bytes(os.urandom(MAX_CHUNKS_ASKED * CHUNK_BYTES))
        id = self.mira.write("a picture", "--attach", str(path))
        self.mira.run("share", id)
        self.ben.flush()
        attachment, = self.ben.copies()[bytes.fromhex(id)].body.attachments
        return attachment.id

    def fetch_all(self, channel, attachment):
        """The same chunks again and again: what makes the program send most for one small request."""
        channel.send_frames([frame(chunk_request=wire.ChunkRequest(attachment=attachment, count=MAX_CHUNKS_ASKED))])
        for index in range(MAX_CHUNKS_ASKED):
            self.assertEqual(self.heard(channel, "chunk").index, index)


if __name__ == "__main__":
    unittest.main()
