"""A thief with every file of both nodes, their logs, what the machine shows of their processes, and the memory of a
locked one: of fifty words, written through every way in, none is found; nor is the passphrase, the recovery code or a
key."""
import base64
import hashlib
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import unittest
import zlib

from couple import a_port_to_keep
from keys import keys_of
from memory import contents_of
from people import PROGRAM, Person
from searching import Search
from support import figures

CANARIES = 50


def canary(number):
    """A word that stands nowhere else, of plain letters, so that it can be a file name and a tag too."""
    return "".join(chr(ord("a") + byte % 26) for byte in hashlib.sha256(b"canary %d" % number).digest()[:20])


class Thief(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.words = [canary(number) for number in range(CANARIES)]
        assert len(set(cls.words)) == CANARIES
        cls.given = iter(cls.words)
        cls.searched, cls.bytes_searched = 0, 0
        cls.mira, cls.ben = Person(next(cls.given)), Person(next(cls.given))
        for person in (cls.mira, cls.ben):
            cls.addClassCleanup(person.discard)
            person.passphrase_file.write_text(next(cls.given) + "\n")
            person.recovery_code = person.ask("init", "--name", person.name, "--unlock-time", "1")["recoveryCode"]
            person.keys = keys_of(person)
            person.start("--listen", a_port_to_keep())
        cls.invite = cls.mira.ask("invite")["invite"]
        cls.ben.run("accept", "-", given=cls.invite)
        for person in (cls.mira, cls.ben):
            person.run("verify", "--confirm")
        cls.mira.run("sync")

    def test_finds_nothing_in_any_file_nor_in_the_memory_of_a_locked_node(self):
        self.write_everything()
        self.look("while both run", memory=False)
        for person in (self.mira, self.ben):
            person.run("lock")
        self.look("after both were locked", memory=True)
        for person in (self.mira, self.ben):
            person.run("stop")
            person.nodes[-1].wait()
        self.look("after both were stopped", memory=False)
        figures(f"the thief: {CANARIES} words looked for in {self.searched} files and memories, "
                f"{self.bytes_searched >> 20} MiB")
        self.assertGreaterEqual(self.searched, 10)

    def write_everything(self):
        """Each way in, by both of them, until there are no words left."""
        for me, other in ((self.mira, self.ben), (self.ben, self.mira)):
            kept = me.write(self.word(), "--tag", self.word(), "--field", f"{self.word()}={self.word()}",
                            "--attach", self.file_of(me))
            typed = me.ask("write", "note", "--text", "-", given=self.word())["id"]
            me.run("edit", kept, "--text", self.word(), "--tag", self.word())
            me.run("edit", kept, "--text", self.word())
            me.run("share", kept, "--welcome", "reflect", "--yes")
            taken, gone = me.write(self.word()), me.write(self.word(), "--attach", self.file_of(me))
            me.run("share", taken, "--yes")
            me.run("sync")
            other.run("respond", kept, "--as", "reflect", "--text", self.word())
            other.run("sync")
            me.run("unshare", taken)
            me.run("delete", gone, "--yes")
            me.run("sync")
            me.run("search", self.word())
            me.run("show", kept, "--history")
            me.run("edit", typed, "--text", self.word())
            me.attempt("show", self.word())
            me.attempt("save", kept, self.word())
            me.run("backup", me.home / "made.backup")
        for word in self.given:
            self.mira.run("share", self.mira.write(word), "--yes")
        self.mira.run("sync")

    def word(self):
        return next(self.given)

    def file_of(self, person):
        """A file outside of the home, as a person has them, whose name and content nobody may find inside."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="alongside-own."))
        self.addCleanup(shutil.rmtree, folder)
        path = folder / (self.word() + ".txt")
        path.write_text(self.word() * 5000)
        return path

    def look(self, when, memory):
        secrets = [person.recovery_code for person in (self.mira, self.ben)]
        search = Search([*self.words, *secrets, self.invite])
        names = {self.mira.name, self.ben.name}  # what a locked node still needs, to say it to the other's
        in_memory = Search([word for word in [*self.words, *secrets] if word not in names])
        for person in (self.mira, self.ben):
            for path in person.folder.rglob("*"):
                if path.is_file() and path != person.passphrase_file:
                    self.search(search, path.name, path.read_bytes(), when)
            self.search(search, "the names of the files", "\n".join(map(str, person.home.rglob("*"))).encode(), when)
            node = person.nodes[-1]
            if node.poll() is None:
                for name in ("cmdline", "environ", "comm"):
                    self.search(search, name, readable(f"/proc/{node.pid}/{name}"), when)
                if memory:
                    for number, piece in enumerate(self.memory_of(node)):
                        self.search(in_memory, f"region {number} of the memory", piece, when)
                        self.assertFalse(any(key in piece for key in person.keys), f"{when}, a key in region {number}")

    def memory_of(self, node):
        if os.getuid():
            self.skipTest("only root can read the memory of a node")
        return contents_of(node.pid)

    def search(self, search, name, content, when):
        self.searched += 1
        self.bytes_searched += len(content)
        found = search.found_in(content)
        self.assertFalse(found, f"{when}, in {name}")

    def test_would_find_what_lies_open(self):
        """The search itself, on words planted in every form that it looks for."""
        word = self.words[0]
        search, noise = Search(self.words), os.urandom(5000)
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        planted = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"),
                   zlib.compress(b"some words around the " + word.encode() + b", and after it"),
                   deflate.compress(b"a letter with the word " + word.encode() + b" in it") + deflate.flush()]
        planted += [base64.b64encode(bytes(before) + word.encode() + b"....") for before in range(3)]
        for content in planted:
            self.assertEqual(search.found_in(noise[:700] + content + noise), {word})
        self.assertEqual(search.found_in(noise), set())
        figures(f"the thief: {len(planted)} planted words found")

    def test_finds_the_name_and_the_vault_key_in_the_memory_of_a_node_until_it_is_locked(self):
        """The reader of memories reads: what an unlocked node has at hand is there."""
        if os.getuid():
            self.skipTest("only root can read the memory of a node")
        person = Person("Noor, whose name a node has at hand")
        self.addCleanup(person.discard)
        person.make_vault()
        keys = keys_of(person)
        node, _ = person.start("--listen", "127.0.0.1:0")
        pieces = list(contents_of(node.pid))
        for secret in (person.name.encode(), keys[0]):
            self.assertTrue(any(secret in piece for piece in pieces))
        person.run("lock")
        self.assertFalse(any(key in piece for piece in contents_of(node.pid) for key in keys))

    def test_gets_no_core_dump(self):
        person = Person("Noor")
        self.addCleanup(person.discard)
        person.make_vault()
        node = subprocess.Popen([PROGRAM, "run", "--json", "--listen", "127.0.0.1:0"], env=person.environment(),
                                cwd=person.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                preexec_fn=allow_cores)
        person.nodes.append(node)
        node.stdout.readline()
        before = set(person.folder.rglob("*"))
        node.send_signal(signal.SIGABRT)
        self.assertEqual(node.wait(), -signal.SIGABRT)
        self.assertEqual(set(person.folder.rglob("*")) - before, set())


def allow_cores():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)


def readable(path):
    """What stands there, if this user may read it."""
    try:
        return pathlib.Path(path).read_bytes()
    except PermissionError:
        return b""


if __name__ == "__main__":
    unittest.main()
