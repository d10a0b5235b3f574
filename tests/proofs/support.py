"""How much a proof does, and how it says what it did."""
import os
import sys

# Every how-manieth step is tried; ./dev prove tries every one.
STRIDE = int(os.environ.get("ALONGSIDE_PROOF_STRIDE", "0"))


def stride(usual):
    return STRIDE or usual


def figures(line):
    """One line, seen also where a test's own output is not."""
    print(line, file=sys.stderr, flush=True)
