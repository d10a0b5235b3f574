"""A node that receives what its partner shared, and is disturbed while it does."""
import faults
from couple import PHOTO, SAID
from operations import must, no_plaintext, sound
from people import Person

SHARED = 12
IN_STEP_SECONDS = 30


class Evening:
    """Mira has shared more than Ben's node has heard of: entries, one with a file, and one taken back."""

    def __init__(self, couple):
        self.ben = couple.ben
        self.mira = Person("Mira", like=couple.mira)
        self.texts = [f"said in the evening, {number}" for number in range(SHARED)]
        photo = self.mira.file("photo.jpg", PHOTO)
        for number, text in enumerate(self.texts):
            more = ["--attach", photo] if number == 0 else []
            self.mira.run("share", self.mira.write(text, *more), "--yes")
        self.mira.run("unshare", couple.said)

    def discard(self):
        self.mira.discard()

    def begin(self):
        """Copies of both as they were, for a copy that is put back alone is an old one to the other's node."""
        mira, ben = Person("Mira", like=self.mira), Person("Ben", like=self.ben)
        mira.start()
        return mira, ben

    def steps(self):
        return faults.steps(self.receive_under)

    def receive_under(self, trace):
        mira, ben = self.begin()
        try:
            traced, _ = ben.start(under=trace.under)
            mira.run("sync")
            ben.run("stop")
            traced.wait(IN_STEP_SECONDS)
        finally:
            mira.discard()
            ben.discard()

    def killed(self, step):
        """Whether Ben's node was killed at that step; all is well after that."""
        mira, ben = self.begin()
        try:
            trace = faults.killed_at(step)
            traced, _ = ben.start(under=trace.under)
            fired = self.dies(traced, mira, ben)
            trace.lines()
            self.check(mira, ben)
            return fired
        finally:
            mira.discard()
            ben.discard()

    def dies(self, traced, mira, ben):
        """Until all has come or the node is gone, whichever is first."""
        while traced.poll() is None:
            if mira.attempt("sync", "--timeout", 1).status == 0:
                ben.attempt("stop")
                traced.wait(IN_STEP_SECONDS)
        return faults.was_killed(traced.returncode)

    def check(self, mira, ben):
        ben.start()
        for person in (mira, ben):
            person.run("sync")
        self.has_all(ben)
        for person in (mira, ben):
            sound(person)
        no_plaintext(ben)

    def has_all(self, ben):
        entries = ben.entries("--theirs")
        texts = sorted(entry["text"] for entry in entries)
        must(texts == sorted(self.texts), f"not each exactly once: {texts}")
        must(SAID not in texts, "what was taken back is still there")
        with_file = next(entry for entry in entries if entry["text"] == self.texts[0])
        saved = ben.folder / "saved"
        ben.run("save", with_file["id"], "--to", saved)
        must(saved.read_bytes() == PHOTO, "the file is not as it was")
