"""Faults from outside, by strace: a process that is killed at its N-th call that changes a file, or for which the disk
is full from the N-th on.

strace counts the calls of each thread for itself, and a command has two that write: the vault's, then, to tidy up, the
main one. So a step is (every thread, N), which the busiest one reaches first, or (the main thread only, N)."""
import collections
import pathlib
import re
import shutil
import signal
import tempfile
import unittest

CHANGING = "pwrite64,fdatasync,fsync,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat"
# Only what needs room: a full disk still takes files away.
FILLING = "pwrite64,ftruncate,fallocate,rename,renameat,renameat2,mkdir,mkdirat"
SYNCING = "fdatasync,fsync"

Step = collections.namedtuple("Step", "all_threads number")


def need_strace():
    if not shutil.which("strace"):
        raise unittest.SkipTest("strace is not installed")


class Trace:
    """One run under strace: `under` is what to put before the command."""

    def __init__(self, calls, step=None, fault=""):
        self.record = pathlib.Path(tempfile.mkstemp(prefix="alongside-trace.")[1])
        all_threads = step is None or step.all_threads
        inject = ["-e", f"inject={calls}:{fault}"] if fault else []
        self.under = ["strace", *(["-f"] if all_threads else []), "-qq", "-e", "signal=none", "-o", str(self.record),
                      "-e", f"trace={calls}", *inject]

    def lines(self):
        text = self.record.read_text(errors="replace")
        self.record.unlink()
        return text.splitlines()


def killed_at(step):
    return Trace(CHANGING, step, f"signal=KILL:when={step.number}")


def full_from(step, calls=FILLING):
    return Trace(calls, step, f"error=ENOSPC:when={step.number}+")


def was_killed(status):
    return status in (-signal.SIGKILL, 128 + signal.SIGKILL)


def injected(lines):
    return sum("(INJECTED)" in line for line in lines)


def calls_of_threads(lines):
    return collections.Counter(match.group(1) for line in lines if (match := re.match(r"(\d+) +\w+\(", line)))


def steps(run, calls=CHANGING):
    """The steps of `run`, a function that does the whole once under the trace that it is given."""
    everywhere, mainly = Trace(calls), Trace(calls, Step(False, 0))
    run(everywhere)
    busiest = max(calls_of_threads(everywhere.lines()).values(), default=0)
    run(mainly)
    alone = sum("(" in line for line in mainly.lines())
    return [Step(True, n + 1) for n in range(busiest)] + [Step(False, n + 1) for n in range(alone)]


def steps_of(operation, calls=CHANGING):
    """Those of an operation of operations.py."""
    def run(trace):
        person = operation.begin(operation.couple)
        try:
            person.attempt(*operation.command(person), under=trace.under)
        finally:
            person.discard()
    return steps(run, calls)


def sampled(all_steps, stride):
    """Every stride-th, the first and the last."""
    chosen = all_steps[::stride]
    return chosen if not all_steps or chosen[-1] == all_steps[-1] else chosen + all_steps[-1:]
