"""Two people who are paired and in step, with what each has written so far."""
import random
import socket

from people import Person, pair

WALK, RAIN, SAID = "a walk along the canal", "rain on the window", "what I could not say on Sunday"
FROM_BEN = "Ben heard the owl again"
CHANGED, NEW, NEXT = "a walk along the canal, and back by tram", "the lamp in the hall", "written when all was over"
TEXTS = (WALK, RAIN, SAID, FROM_BEN, CHANGED, NEW, NEXT)
PHOTO = b"the canal as a photograph " * 8000
# What may never be found in a file of a home, in plain form.
TELLTALES = [text.encode() for text in TEXTS] + [PHOTO[:64], b"canal.jpg", b"towpath"]
NEW_PASSPHRASE = "another passphrase"


def a_port_to_keep():
    """Where a node can listen again later: not among those that the kernel gives to whoever asks for any."""
    while True:
        with socket.socket() as trial:
            try:
                trial.bind(("127.0.0.1", random.randrange(10000, 32000)))
            except OSError:
                continue
            return "127.0.0.1:%d" % trial.getsockname()[1]


class Couple:
    """Mira and Ben, paired and in step, neither running; what each test begins with, as copies."""

    def __init__(self):
        self.mira, self.ben, self.locked_ben = Person("Mira"), Person("Ben"), None
        photo = self.mira.file("canal.jpg", PHOTO)
        for person in (self.mira, self.ben):
            person.make_vault()
            person.start("--listen", a_port_to_keep())
        pair(self.mira, self.ben)
        self.walk = self.mira.write(WALK, "--tag", "towpath", "--attach", photo)
        self.mira.run("edit", self.walk, "--tag", "water")
        self.rain, self.said = self.mira.write(RAIN), self.mira.write(SAID)
        self.mira.run("share", self.said, "--welcome", "reflect", "--yes")
        self.ben.run("share", self.ben.write(FROM_BEN, "--attach", photo), "--yes")
        for person in (self.mira, self.ben):
            person.run("sync")
        for person in (self.mira, self.ben):
            person.stop()
            person.end_nodes()

    def fill_inbox(self):
        """From here on Ben has, in a copy of his home, what Mira shared while his vault was locked."""
        mira, self.locked_ben = Person("Mira", like=self.mira), Person("Ben", like=self.ben)
        mira.start()
        self.locked_ben.start()
        self.locked_ben.run("lock")
        for shared in (self.walk, self.rain):
            mira.run("share", shared, "--yes")
        mira.run("unshare", self.said)
        mira.run("sync")
        self.locked_ben.stop()
        self.locked_ben.end_nodes()
        mira.discard()

    def discard(self):
        for person in (self.mira, self.ben, self.locked_ben):
            if person:
                person.discard()
