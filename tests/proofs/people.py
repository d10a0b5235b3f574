"""People with homes of their own, who use the real program as a person would."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

PROGRAM = os.environ.get("ALONGSIDE", "")
PATIENCE = 60  # seconds that any command may take on a busy machine


class Refused(Exception):
    """A command that did not end with 0; its text is what was said on standard error."""


class Done:
    """How a command ended. A negative status is the signal that ended it."""

    def __init__(self, status, out, said):
        self.status, self.out, self.said = status, out, said


class Person:
    """One person's home; between start() and the end of the process it gives, their node."""

    def __init__(self, name, like=None):
        """Without a vault, or with everything that another person's folder holds."""
        self.name = name
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="alongside-proof."))
        if like:
            shutil.copytree(like.folder, self.folder, dirs_exist_ok=True)
        self.home = self.folder / "vault"
        self.scratch = self.folder / "scratch"
        self.scratch.mkdir(exist_ok=True)
        self.passphrase_file = self.folder / "passphrase"
        if not like:
            self.passphrase_file.write_text(f"the passphrase of {name}\n")
        self.log = self.folder / "log"
        self.nodes = []

    def environment(self):
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ALONGSIDE")}
        return {**kept, "ALONGSIDE_HOME": str(self.home), "ALONGSIDE_PASSPHRASE_FILE": str(self.passphrase_file),
                "TMPDIR": str(self.scratch), "NO_COLOR": "1"}

    def attempt(self, *arguments, given=None, under=()):
        """A command, started by the program `under` if that is said."""
        done = subprocess.run([*under, PROGRAM, *map(str, arguments)], env=self.environment(), input=given,
                              capture_output=True, text=True, timeout=PATIENCE)
        return Done(done.returncode, done.stdout, done.stderr)

    def run(self, *arguments, given=None):
        done = self.attempt(*arguments, given=given)
        if done.status:
            raise Refused(f"{self.name}: {arguments[0]}: {done.status}: {done.said.strip()}")
        return done.out

    def ask(self, *arguments, given=None):
        return json.loads(self.run(*arguments, "--json", given=given))

    def make_vault(self):
        self.run("init", "--name", self.name, "--unlock-time", "1")

    def start(self, *arguments, under=()):
        """The node's process, and what it said when it was ready; None instead if it ended before that."""
        with open(self.log, "ab") as log:
            node = subprocess.Popen([*under, PROGRAM, "run", "--json", *arguments], env=self.environment(),
                                    stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL)
        self.nodes.append(node)
        ready = node.stdout.readline()
        return node, json.loads(ready) if ready else None

    def stop(self):
        self.run("stop")
        self.nodes[-1].wait(PATIENCE)

    def end_nodes(self):
        for node in self.nodes:
            if node.poll() is None:
                node.kill()
            node.wait()
            node.stdout.close()
        self.nodes.clear()

    def discard(self):
        self.end_nodes()
        shutil.rmtree(self.folder)

    def write(self, text, *more):
        return self.ask("write", "note", "--text", text, *more)["id"]

    def entries(self, *which):
        return self.ask("list", *which)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path


def pair(mira, ben, address=None):
    """Both nodes run. Ben takes her invite, to the address where he can reach her, and both confirm the words."""
    ben.run("accept", "-", given=mira.ask("invite", *(["--address", address] if address else []))["invite"])
    for person in (mira, ben):
        person.run("verify", "--confirm")
    mira.run("sync")
