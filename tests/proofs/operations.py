"""What a person does without a node, as things that can be broken off anywhere: where each begins, what it asks, and
what must be so afterwards, however far it came."""
import os

from couple import CHANGED, NEW, NEW_PASSPHRASE, NEXT, TELLTALES
from people import Person


class Broken(AssertionError):
    """What must be so is not."""


def must(so, what):
    if not so:
        raise Broken(what)


def plain(entry):
    """An entry without what differs between two runs."""
    kept = {key: value for key, value in entry.items() if key not in ("id", "writtenAt", "changedAt", "answers")}
    return str(sorted(kept.items()))


def state(person):
    """Everything that the person has, so that runs can be compared. An entry is written first: the next act works."""
    person.write(NEXT)
    entries = sorted(plain(entry) for entry in person.entries() if entry["text"] != NEXT)
    partner = person.ask("status")["partner"] or {}
    files = os.listdir(person.home / "attachments") if (person.home / "attachments").exists() else []
    return entries, partner.get("name", ""), partner.get("verified", False), partner.get("pendingOut", 0), len(files)


def no_plaintext(person):
    for folder in (person.home, person.scratch):
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                must(not any(told in content for told in TELLTALES), f"plaintext in {path.name}")
    must(not any(person.scratch.iterdir()), "something was left in the folder for temporary files")


def sound(person):
    must(person.ask("doctor")["sound"], "doctor is not content")


class Operation:
    stride = 32  # of the sampled steps

    def __init__(self, name, *arguments):
        self.name, self.arguments = name, arguments

    def begin(self, couple):
        return Person("Mira", like=couple.mira)

    def command(self, person):
        return self.arguments

    def learn(self, couple):
        """How it is before and after, from a run that nothing disturbs."""
        self.couple = couple
        self.before = self.state_after(lambda person: None)
        self.after = self.state_after(lambda person: person.run(*self.command(person)))

    def state_after(self, act):
        person = self.begin(self.couple)
        try:
            act(person)
            return self.look(person)
        finally:
            person.discard()

    def look(self, person):
        return state(person)

    def check(self, person, acknowledged):
        """Whole or absent, and whole if it was acknowledged."""
        no_plaintext(person)
        sound(person)
        found = self.look(person)
        must(found in (self.before, self.after), f"neither as before nor as after: {found}")
        must(found == self.after or not acknowledged, "it was acknowledged, and it is not there")
        no_plaintext(person)


class Init(Operation):
    """A vault that nobody was given the recovery code of is as good as none, as long as `init` can be said again."""

    stride = 120

    def __init__(self):
        super().__init__("init", "init", "--name", "Mira", "--unlock-time", "1")

    def begin(self, couple):
        return Person("Mira")

    def learn(self, couple):
        self.couple = couple

    def check(self, person, acknowledged):
        no_plaintext(person)
        again = person.attempt(*self.arguments)
        must(again.status == 0 or (person.home / "vault.db").exists(), f"init does not work again: {again.said}")
        must(not acknowledged or again.status == 1, "init made a second vault over the one that was there")
        must(person.ask("status")["name"] == "Mira", "a vault without its name")
        sound(person)
        state(person)


class Restore(Operation):
    stride = 120

    def __init__(self):
        super().__init__("restore")

    def learn(self, couple):
        self.source = Person("Mira", like=couple.mira)
        self.file = self.source.folder / "made.backup"
        self.source.run("backup", self.file)
        self.couple = couple
        self.after = self.state_after(lambda person: person.run(*self.command(person)))

    def begin(self, couple):
        return Person("Mira")

    def command(self, person):
        return "restore", self.file

    def check(self, person, acknowledged):
        no_plaintext(person)
        if not (person.home / "vault.db").exists():
            must(not acknowledged, "it was acknowledged, and there is no vault")
            person.run(*self.command(person))
        sound(person)
        must(self.look(person) == self.after, "not everything of the backup is there")
        no_plaintext(person)


class Backup(Operation):
    """A file that has the backup's name restores whole; else the same command works again."""

    stride = 120

    def __init__(self):
        super().__init__("backup")

    def command(self, person):
        return "backup", person.folder / "made.backup"

    def check(self, person, acknowledged):
        super().check(person, False)
        made = person.folder / "made.backup"
        must(made.exists() or not acknowledged, "it was acknowledged, and there is no backup")
        if not made.exists():
            person.run(*self.command(person))
        content = made.read_bytes()
        must(not any(told in content for told in TELLTALES), "plaintext in the backup")
        restored = Person("Mira")
        try:
            restored.run("restore", made)
            must(self.look(restored)[:4] == self.after[:4], "not everything is in the backup")
        finally:
            restored.discard()


class Passphrase(Operation):
    """Exactly one of the two opens, the new one if that was acknowledged."""

    def __init__(self):
        super().__init__("passphrase")

    def command(self, person):
        return "passphrase", "--new-passphrase-file", person.file("new", NEW_PASSPHRASE.encode())

    def look(self, person):
        opens = [person.attempt("list", "--passphrase-file", person.folder / name).status == 0
                 for name in ("passphrase", "new") if (person.folder / name).exists()]
        must(sum(opens) == 1, f"of the old passphrase and the new one, these open: {opens}")
        if not opens[0]:
            person.passphrase_file = person.folder / "new"
        return *state(person), opens[0]

    def check(self, person, acknowledged):
        self.look(person)  # finds out which passphrase to use from here on
        super().check(person, acknowledged)


class Inbox(Operation):
    """What came while the vault was locked is taken in by whatever unlocks it next."""

    def __init__(self):
        super().__init__("inbox", "list")

    def begin(self, couple):
        return Person("Ben", like=couple.locked_ben)

    def learn(self, couple):
        couple.fill_inbox()
        super().learn(couple)


def without_a_node(couple):
    photo = str(couple.mira.folder / "canal.jpg")
    return [
        Init(),
        Operation("write", "write", "note", "--text", NEW, "--tag", "towpath", "--attach", photo),
        Operation("edit", "edit", couple.walk, "--text", CHANGED),
        Operation("delete", "delete", couple.walk, "--yes"),
        Operation("delete of what is shared", "delete", couple.said, "--yes"),
        Operation("share", "share", couple.walk, "--welcome", "reflect", "--yes"),
        Operation("unshare", "unshare", couple.said),
        Passphrase(),
        Backup(),
        Restore(),
        Operation("leave", "leave", "--just-stop", "--keep-theirs", "--yes"),
        Operation("leave, dropping theirs", "leave", "--just-stop", "--drop-theirs", "--yes"),
        Inbox(),
    ]
