"""The second implementation pairs with the real program, as acceptor and as inviter."""
import time
import unittest

from second import connecting, invite
from support import Refused, WithProgram

A_FEW_SECONDS = 8  # that a person waits; on a busy machine


class Pairing(WithProgram):
    def test_the_node_accepts_the_programs_invite(self):
        mira, ben = self.program(), self.node()
        ben.accept(mira.invite())
        self.assertEqual(ben.store.partner_name, "Mira")
        shown = mira.ask("verify")
        self.assertEqual((shown["words"], shown["verified"]), (list(ben.link.words), False))
        ben.confirm_words()
        mira.run("verify", "--confirm")
        ben.dial(mira.address)
        ben.flush()
        self.assertTrue(mira.ask("verify")["verified"])
        partner = mira.ask("status")["partner"]
        self.assertEqual((partner["name"], partner["connected"], partner["pendingOut"]), ("Ben", True, 0))

    def test_the_program_accepts_the_nodes_invite(self):
        mira, ben = self.program(), self.node()
        ben.listen()
        mira.run("accept", "-", given=ben.invite())
        ben.wait_until(lambda: ben.link)
        self.assertEqual(ben.store.partner_name, "Mira")
        self.assertEqual(mira.ask("verify")["words"], list(ben.link.words))
        ben.wait_until(lambda: ben.connected and ben.connection.conversation.theirs)
        self.assertFalse(ben.connection.channel.initiator)
        ben.confirm_words()
        mira.run("verify", "--confirm")
        ben.flush()
        self.assertTrue(mira.ask("verify")["verified"])

    def test_nothing_leaves_before_both_have_confirmed(self):
        mira, ben = self.program(), self.node()
        ben.accept(mira.invite())
        id = bytes.fromhex(mira.write("rain on the window"))
        mira.run("share", id.hex())
        ben.dial(mira.address)
        ben.wait_until(lambda: ben.connection.conversation.theirs)
        ben.confirm_words()
        self.assertFalse(ben.connection.conversation.confirmed_there)
        self.assertEqual(ben.copies(), {})
        mira.run("verify", "--confirm")
        ben.flush()
        self.assertEqual(ben.copies()[id].body.text, "rain on the window")

    def test_a_pairing_cut_before_its_first_record_leaves_the_invite_good(self):
        mira, ben = self.program(), self.node()
        text = mira.invite()
        _, channel = connecting.pair_as_acceptor(invite.read(text))
        channel.cut()
        ben.accept(text)
        self.assertEqual(mira.ask("verify")["words"], list(ben.link.words))

    def test_a_pairing_cut_after_its_first_record_can_be_connected(self):
        mira, ben = self.program(), self.node()
        ben.link, channel = connecting.pair_as_acceptor(invite.read(mira.invite()))
        channel.send_frames([ben.hello()])
        channel.next_frame()
        channel.cut()
        ben.dial(mira.address)
        ben.wait_until(lambda: ben.connection.conversation.theirs)
        self.assertEqual(mira.ask("verify")["words"], list(ben.link.words))

    def test_an_end_of_the_pairing_can_be_told(self):
        mira, ben = self.program(), self.node()
        self.pair(mira, ben)
        self.assertTrue(mira.ask("leave", "--tell", "--drop-theirs")["told"])
        ben.wait_until(lambda: ben.store.farewell)
        with self.assertRaises(Refused):
            mira.ask("verify")

    def test_an_end_of_the_pairing_is_not_taken_for_told_when_nobody_is_there(self):
        mira, ben = self.program(), self.node()
        self.pair(mira, ben)
        ben.stop()
        begun = time.monotonic()
        self.assertFalse(mira.ask("leave", "--tell")["told"])
        self.assertLess(time.monotonic() - begun, A_FEW_SECONDS)

    def test_an_end_of_the_pairing_can_be_heard(self):
        mira, ben = self.program(), self.node()
        self.pair(mira, ben)
        ben.farewell()
        ben.wait_until(lambda: not ben.connected)
        self.assertTrue(ben.connections[-1].ended.in_good_order)
        self.assertTrue(mira.ask("status")["partner"]["left"])


if __name__ == "__main__":
    unittest.main()
