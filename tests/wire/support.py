"""What the tests of this folder share: running the real program as a person would, and homes that vanish."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from second import connecting
from second.channel import Closed
from second.conversation import Conversation
from second.messages import frame, parsed, wire
from second.node import Node

PROGRAM = os.environ.get("ALONGSIDE", "")
COMMAND_SECONDS = 30


class Refused(Exception):
    """A command that did not end with 0; its text is what was said on standard error."""


class Program:
    """One person's home and, between start and stop, their node."""

    def __init__(self, name, backup=None):
        self.home = tempfile.mkdtemp(prefix="alongside-wire-home.")
        passphrase = pathlib.Path(self.home, "passphrase")
        passphrase.write_text(f"the passphrase of {name}\n")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ALONGSIDE")}
        self.environment = {**kept, "ALONGSIDE_HOME": str(pathlib.Path(self.home, "vault")),
                            "ALONGSIDE_PASSPHRASE_FILE": str(passphrase), "NO_COLOR": "1"}
        self.process = None
        self.address = "127.0.0.1:0"
        self.run(*(["restore", backup] if backup else ["init", "--name", name, "--unlock-time", "1"]))

    def start(self):
        """The node, ready when this returns, where it listened before if it ever did."""
        with open(pathlib.Path(self.home, "log"), "ab") as log:
            self.process = subprocess.Popen([PROGRAM, "run", "--listen", self.address, "--json"], env=self.environment,
                                            stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL)
        ready = self.process.stdout.readline()
        if not ready:
            raise Refused(self.log())
        self.address = json.loads(ready)["listening"][0]

    def stop(self):
        self.run("stop")
        status = self.process.wait(COMMAND_SECONDS)
        self.process.stdout.close()
        self.process = None
        if status:
            raise Refused(f"the node ended with {status}: {self.log()}")

    def discard(self):
        """The end of this person, whatever came before. Fails if the node had ended by itself."""
        alive = self.process is not None and self.process.poll() is None
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
        log = self.log()
        shutil.rmtree(self.home)
        if self.process and not alive:
            raise AssertionError(f"the node ended by itself with {self.process.returncode}: {log}")

    def log(self):
        log = pathlib.Path(self.home, "log")
        return log.read_text() if log.exists() else ""

    def run(self, *arguments, given=None):
        done = subprocess.run([PROGRAM, *arguments], env=self.environment, input=given, capture_output=True, text=True,
                              timeout=COMMAND_SECONDS)
        if done.returncode:
            raise Refused(f"{' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def ask(self, *arguments, given=None):
        return json.loads(self.run(*arguments, "--json", given=given))

    def backup(self):
        """A backup as of now: where it lies."""
        path = tempfile.mktemp(prefix="backup.", dir=self.home)
        self.run("backup", path)
        return path

    def invite(self):
        return self.ask("invite", "--address", self.address)["invite"]

    def write(self, text, *more):
        return self.ask("write", "note", "--text", text, *more)["id"]

    def entries(self, *which):
        return {entry["id"]: entry for entry in self.ask("list", *which)}

    def theirs(self):
        return self.entries("--theirs")


class WithProgram(unittest.TestCase):
    """Tests that need people with real nodes; each is discarded at the end, and must still be alive then."""

    @classmethod
    def program(cls, name="Mira", backup=None):
        program = Program(name, backup)
        cls.addClassCleanup(program.discard)
        program.start()
        return program

    @classmethod
    def node(cls, name="Ben"):
        node = Node(name)
        cls.addClassCleanup(node.stop)
        return node

    @classmethod
    def pair(cls, program, node):
        """Paired, confirmed on both sides, and connected by the node."""
        node.accept(program.invite())
        node.confirm_words()
        program.run("verify", "--confirm")
        node.dial(program.address)
        node.wait_until(lambda: node.store.following.epoch)
        node.flush()


class Driven(WithProgram):
    """Ben's node, once paired, is driven frame by frame by the test."""

    @classmethod
    def setUpClass(cls):
        cls.mira, cls.ben = cls.program(), cls.node()

    def connected(self, **greeting):
        """A channel on which greetings were exchanged, ours with these fields changed; and theirs."""
        channel = self.connected_without_greeting()
        conversation = Conversation(self.ben.store)
        conversation.greet()
        ours = wire.Frame.FromString(conversation.outgoing[0]).greeting
        for name, value in greeting.items():
            setattr(ours, name, value)
        channel.send_frames([frame(greeting=ours)])
        return channel, self.heard(channel, "greeting")

    def connected_without_greeting(self):
        channel = connecting.connect(self.ben.link, self.mira.address, self.ben.store.next_dial_counter())
        self.addCleanup(channel.cut)
        return channel

    def heard(self, channel, kind):
        """The next frame of that kind; others are passed over."""
        while True:
            received = parsed(wire.Frame, channel.next_frame())
            if received.WhichOneof("body") == kind:
                return getattr(received, kind)

    def assert_ends(self, channel):
        with self.assertRaises((Closed, ConnectionError)):
            while True:
                channel.next_frame()

    def assert_goes_on(self, channel, token):
        channel.send_frames([frame(flush=wire.Flush(token=token))])
        self.assertEqual(self.heard(channel, "flushed").token, token)
