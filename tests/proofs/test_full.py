"""A disk that is full: the command says so in a sentence, ends with 1 and has lost nothing; when there is room again
the same command works. A node that receives while its disk is full goes on by itself when there is room."""
import shutil
import time
import unittest

import faults
import isolation
import operations
from couple import Couple
from operations import must
from people import Person
from receiving import Evening
from support import figures, stride

SENTENCES = ("The disk is full, so this did not happen. All that was saved before is safe; make room and try again.",
             "No space left on device. Choose another folder with ALONGSIDE_HOME.")
ROOM_AGAIN_SECONDS = 20
MiB = 1024 * 1024


class Full(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        faults.need_strace()
        cls.couple = Couple()
        cls.addClassCleanup(cls.couple.discard)

    def test_from_any_step_on_of_every_operation_without_a_node(self):
        refusals, faults_fired, tried = 0, 0, 0
        for operation in operations.without_a_node(self.couple):
            operation.learn(self.couple)
            refused, fired = self.fill_at_each_step(operation)
            self.assertGreater(fired, 0, f"the disk never was full in {operation.name}")
            refusals, faults_fired, tried = refusals + refused, faults_fired + fired, tried + 1
        figures(f"disk full: {faults_fired} calls failed, {refusals} refusals at {tried} operations")
        self.assertGreaterEqual(refusals, tried - 3)  # a sampled step may be one that needs no room

    def fill_at_each_step(self, operation):
        refusals, fired = 0, 0
        for step in faults.sampled(faults.steps_of(operation, faults.FILLING), stride(operation.stride)):
            with self.subTest(operation=operation.name, step=step):
                refused, failed = self.fill_once(operation, step)
                refusals, fired = refusals + refused, fired + failed
        return refusals, fired

    def fill_once(self, operation, step):
        """Whether it was refused, and how many calls failed."""
        person, trace = operation.begin(self.couple), faults.full_from(step)
        try:
            done = person.attempt(*operation.command(person), under=trace.under)
            failed = faults.injected(trace.lines())
            must(done.status in (0, 1), f"it ended with {done.status}")
            if done.status == 1:
                must(any(words in done.said for words in SENTENCES), f"it said: {done.said.strip()}")
                must(done.said.count("\n") == 1, f"more than one line: {done.said}")
            operation.check(person, acknowledged=done.status == 0)
            return done.status == 1, failed
        finally:
            person.discard()


class Filled(unittest.TestCase):
    """On a small file system that really fills."""

    @classmethod
    def setUpClass(cls):
        isolation.own_mounts()
        cls.couple = Couple()
        cls.addClassCleanup(cls.couple.discard)

    def disk(self, person, size=16 * MiB):
        """The person's home on a small disk."""
        disk = isolation.SmallDisk(person.folder / "disk", size)
        self.addCleanup(disk.unmount)
        person.home = shutil.copytree(person.home, disk.folder / "vault")
        return disk

    def test_every_command_says_so_and_works_when_there_is_room(self):
        full = 0
        for operation in operations.without_a_node(self.couple):
            if isinstance(operation, (operations.Init, operations.Restore)):
                continue
            with self.subTest(operation=operation.name):
                operation.learn(self.couple)
                full += self.fill_for(operation)
        figures(f"disk really full: {full} refusals")
        self.assertGreaterEqual(full, 3)

    def fill_for(self, operation):
        person = operation.begin(self.couple)
        self.addCleanup(person.discard)
        disk = self.disk(person)
        disk.fill()
        done = person.attempt(*operation.command(person))
        must(done.status in (0, 1), f"it ended with {done.status}: {done.said}")
        must(done.status == 0 or SENTENCES[0] in done.said, f"it said: {done.said}")
        disk.make_room()
        if done.status == 1:
            person.run(*operation.command(person))
        operation.check(person, acknowledged=True)
        disk.unmount()
        return done.status

    def test_a_node_that_receives_goes_on_by_itself(self):
        evening = Evening(self.couple)
        self.addCleanup(evening.discard)
        mira, ben = Person("Mira", like=evening.mira), Person("Ben", like=evening.ben)
        self.addCleanup(mira.discard)
        self.addCleanup(ben.discard)
        disk = self.disk(ben)
        node, _ = ben.start()
        disk.fill()
        mira.start()
        self.assertEqual(mira.attempt("sync", "--timeout", 3).status, 1)
        self.assertIsNone(node.poll(), "the node ended")
        self.assertIn("The disk is full", ben.ask("status")["next"])
        self.assertEqual(ben.attempt("list").status, 0)
        disk.make_room()
        seconds = self.until_all_has_come(mira, ben)
        figures(f"disk full for a node that receives: went on {seconds:.1f} s after there was room")
        evening.has_all(ben)
        operations.sound(ben)
        ben.end_nodes()
        disk.unmount()

    def until_all_has_come(self, mira, ben):
        """Nobody asks for anything: it goes on by itself."""
        began = time.monotonic()
        while len(ben.entries("--theirs")) < len(mira.entries("--shared")) or \
                mira.ask("status")["partner"]["pendingOut"]:
            self.assertLess(time.monotonic() - began, ROOM_AGAIN_SECONDS, "it does not go on by itself")
        return time.monotonic() - began


if __name__ == "__main__":
    unittest.main()
