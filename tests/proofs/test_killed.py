"""The real program, killed at every call that changes a file: what it did is whole or absent, what it had acknowledged
is there, `doctor` is content, the next act works, and nothing lies about in plain form."""
import unittest

import faults
import operations
import receiving
from couple import Couple
from support import figures, stride


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        faults.need_strace()
        cls.couple = Couple()
        cls.addClassCleanup(cls.couple.discard)

    def test_at_every_step_of_every_operation_without_a_node(self):
        kills, tried = 0, 0
        for operation in operations.without_a_node(self.couple):
            operation.learn(self.couple)
            fired = self.kill_each_step(operation)
            self.assertGreater(fired, 0, f"nothing was killed in {operation.name}")
            kills, tried = kills + fired, tried + 1
        figures(f"kills: {kills} at {tried} operations")
        self.assertGreaterEqual(kills, tried)

    def kill_each_step(self, operation):
        fired = 0
        for step in faults.sampled(faults.steps_of(operation), stride(operation.stride)):
            with self.subTest(operation=operation.name, step=step):
                fired += self.kill_once(operation, step)
        return fired

    def kill_once(self, operation, step):
        person, trace = operation.begin(self.couple), faults.killed_at(step)
        try:
            done = person.attempt(*operation.command(person), under=trace.under)
            trace.lines()
            operation.check(person, acknowledged=done.status == 0)
            return faults.was_killed(done.status)
        finally:
            person.discard()

    def test_at_every_step_of_a_node_that_receives(self):
        """What its partner shared arrives once, whole, with its file, however often it dies on the way."""
        evening = receiving.Evening(self.couple)
        self.addCleanup(evening.discard)
        kills = 0
        for step in faults.sampled(evening.steps(), stride(9)):
            with self.subTest(step=step):
                kills += evening.killed(step)
        figures(f"kills: {kills} of a node that receives")
        self.assertGreaterEqual(kills, 3)


if __name__ == "__main__":
    unittest.main()
