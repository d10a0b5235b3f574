"""What a person shares, changes and takes back, from the program to the second implementation and the other way round."""
import os
import unittest

from second import connecting
from second.messages import item, wire
from second.store import note, response
from support import Refused, WithProgram


class Sharing(WithProgram):
    @classmethod
    def setUpClass(cls):
        cls.mira, cls.ben = cls.program(), cls.node()
        cls.pair(cls.mira, cls.ben)

    def shared_by_mira(self, text, *how):
        id = self.mira.write(text)
        self.mira.run("share", id, *how)
        self.ben.flush()
        return bytes.fromhex(id)

    def shared_by_ben(self, copy):
        id = os.urandom(16)
        self.ben.share(id, copy)
        self.ben.flush()
        return id

    def test_what_the_programs_person_shares_changes_and_takes_back(self):
        id = self.shared_by_mira("rain on the window")
        first = self.ben.store.following.items[id]
        self.assertEqual((first.copy.kind, first.copy.body.text), ("note", "rain on the window"))
        self.mira.run("edit", id.hex(), "--text", "rain, and the smell of it")
        self.ben.flush()
        second = self.ben.store.following.items[id]
        self.assertEqual(second.copy.body.text, "rain, and the smell of it")
        self.assertEqual(second.copy.written, first.copy.written)
        self.assertGreater(second.revision, first.revision)
        self.mira.run("unshare", id.hex())
        self.ben.flush()
        self.assertNotIn(id, self.ben.copies())
        self.assertGreater(self.ben.store.following.items[id].revision, second.revision)

    def test_what_the_nodes_person_shares_changes_and_takes_back(self):
        id = self.shared_by_ben(note("from the other side", tags=["sea"]))
        entry = self.mira.theirs()[id.hex()]
        self.assertEqual((entry["kind"], entry["author"], entry["text"]), ("note", "partner", "from the other side"))
        self.ben.share(id, note("from the other side of the sea"))
        self.ben.flush()
        self.assertEqual(self.mira.theirs()[id.hex()]["text"], "from the other side of the sea")
        self.ben.take_back(id)
        self.ben.flush()
        self.assertNotIn(id.hex(), self.mira.theirs())

    def test_only_the_shared_fields_leave_and_a_private_edit_does_not_show(self):
        id = self.mira.ask("write", "note", "--text", "a long day", "--field", "mood=tired", "--tag", "work")["id"]
        self.mira.run("share", id, "--only", "mood", "--welcome", "reflect,ask")
        self.ben.flush()
        copy = self.ben.copies()[bytes.fromhex(id)]
        self.assertEqual(copy.body, item.Body(fields=[item.Field(name="mood", value="tired")]))
        self.assertEqual(list(copy.welcome), [item.ANSWER_REFLECT, item.ANSWER_ASK])
        received = self.ben.store.following.received
        self.mira.run("edit", id, "--text", "a very long day")
        self.ben.flush()
        self.assertEqual(self.ben.store.following.received, received)
        self.assertEqual(self.ben.copies()[bytes.fromhex(id)], copy)

    def test_answers_reach_the_author_and_unwelcome_ones_are_set_aside(self):
        id = self.shared_by_mira("too much today", "--welcome", "reflect")
        self.shared_by_ben(response(id, "reflect", "that sounds heavy"))
        self.shared_by_ben(response(id, "thanks", "for telling me"))
        self.shared_by_ben(response(id, "advise", "sleep more"))
        self.shared_by_ben(response(os.urandom(16), "thanks", "for nothing"))
        shown = self.mira.ask("show", id.hex())["responses"]
        self.assertEqual([answer["text"] for answer in shown], ["that sounds heavy", "for telling me"])
        self.assertNotIn("sleep more", [entry["text"] for entry in self.mira.theirs().values()])
        self.assertTrue(self.ben.store.feed.all_acknowledged)

    def test_the_programs_person_answers(self):
        id = self.shared_by_ben(note("how was it?", welcome=[item.ANSWER_REFLECT]))
        self.mira.run("respond", id.hex(), "--as", "reflect", "--text", "I hear you")
        with self.assertRaises(Refused):
            self.mira.run("respond", id.hex(), "--as", "advise", "--text", "you should")
        self.ben.flush()
        answer, = [copy for copy in self.ben.copies().values() if copy.kind == "response"]
        self.assertEqual(list(answer.body.links), [item.Link(role=item.Link.ROLE_ANSWERS, item=id)])
        self.assertEqual(list(answer.body.fields), [item.Field(name="as", value="reflect")])
        self.assertEqual(answer.body.text, "I hear you")

    def test_the_nodes_changes_never_touch_an_item_of_the_programs_person(self):
        id = self.shared_by_mira("mine")
        self.ben.share(id, note("no, mine"))
        self.ben.take_back(id)
        self.ben.share(id, note("still mine"))
        self.ben.flush()
        self.assertEqual(self.mira.entries("--mine")[id.hex()]["text"], "mine")

    def test_unsound_copies_are_dropped_alone(self):
        good = os.urandom(16)
        bad = [note("bell \a"), note("x" * 262_145), note(tags=["t"] * 65), note(tags=["t" * 256]), wire.Copy()]
        ids = [os.urandom(16) for _ in bad]
        for id, copy in zip(ids, bad):
            self.ben.store.feed.share(id, copy)
        self.ben.share(good, note("x" * 262_144))
        self.ben.flush()
        self.assertIn(good.hex(), self.mira.theirs())
        self.assertFalse({id.hex() for id in ids} & self.mira.theirs().keys())


class Reconnecting(WithProgram):
    def setUp(self):
        self.mira, self.ben = self.program(), self.node()
        self.pair(self.mira, self.ben)

    def test_as_initiator(self):
        before = self.ben.connection
        self.ben.share(id := os.urandom(16), note("first"))
        self.ben.flush()
        self.ben.dial(self.mira.address)
        self.ben.share(id, note("second"))
        self.ben.flush()
        self.assertIsNot(self.ben.connection, before)
        self.assertEqual(self.mira.theirs()[id.hex()]["text"], "second")

    def test_as_responder(self):
        self.ben.listen()
        self.ben.dial(self.mira.address)  # which tells where it listens
        self.ben.flush()
        self.ben.disconnect()
        self.ben.wait_until(lambda: self.ben.connected and self.ben.connection.conversation.open)
        self.assertFalse(self.ben.connection.channel.initiator)
        id = self.mira.write("over the new connection")
        self.mira.run("share", id)
        self.ben.flush()
        self.assertEqual(self.ben.copies()[bytes.fromhex(id)].body.text, "over the new connection")

    def test_what_was_shared_while_away_comes_at_the_next_connection(self):
        self.ben.disconnect()
        ids = [self.mira.write(f"while you were away {at}") for at in range(3)]
        for id in ids:
            self.mira.run("share", id)
        self.mira.run("unshare", ids[0])
        self.ben.dial(self.mira.address)
        self.ben.flush()
        self.assertNotIn(bytes.fromhex(ids[0]), self.ben.store.following.items)
        self.assertLessEqual({bytes.fromhex(id) for id in ids[1:]}, self.ben.copies().keys())

    def test_after_the_program_was_started_anew(self):
        self.mira.stop()
        self.mira.start()
        id = self.mira.write("good morning")
        self.mira.run("share", id)
        self.ben.dial(self.mira.address)
        self.ben.flush()
        self.assertEqual(self.ben.copies()[bytes.fromhex(id)].body.text, "good morning")


class OneConnection(WithProgram):
    def setUp(self):
        self.mira, self.ben = self.program(), self.node()
        self.pair(self.mira, self.ben)

    def dialled_by_mira(self):
        """The one connection that there is then."""
        self.ben.listen()
        self.ben.dial(self.mira.address)  # which tells where it listens
        self.ben.flush()
        self.ben.disconnect()
        self.ben.wait_until(lambda: self.ben.connected and self.ben.connection.conversation.open)
        self.assertFalse(self.ben.connection.channel.initiator)
        return self.ben.connection

    def dialled_by_ben(self):
        self.ben.serve(connecting.connect(self.ben.link, self.mira.address, self.ben.store.next_dial_counter()))
        return self.ben.connections[-1]

    def assert_stays(self, staying, leaving):
        self.ben.wait_until(lambda: leaving.ended)
        self.ben.flush()
        self.assertIs(self.ben.connection, staying)

    def test_of_two_that_the_same_side_dialled_the_newer_stays(self):
        older, newer = self.ben.connection, self.dialled_by_ben()
        self.assert_stays(newer, older)

    def test_of_two_that_each_dialled_the_one_of_the_smaller_key_stays(self):
        hers, his = self.dialled_by_mira(), self.dialled_by_ben()
        if self.ben.link.own_key.public.data < self.ben.link.their_key:
            self.assert_stays(his, hers)
        else:
            self.assert_stays(hers, his)

    def test_a_ghost_keeps_nobody_out(self):
        ghost = self.dialled_by_mira()
        ghost.channel.send_record = lambda *_: None  # it answers no ping any more
        self.assert_stays(self.dialled_by_ben(), ghost)


if __name__ == "__main__":
    unittest.main()
