"""A person at a terminal: a pseudo terminal with the real program in it. Shared by the scripts of this folder."""
import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import tempfile
import termios

PROGRAM = os.environ["ALONGSIDE"]
PATIENCE_SECONDS = 60


class Terminal:
    """One command at a terminal. `see` waits for words; what was shown since the last is in `shown`."""

    def __init__(self, home, *words, rows=24, columns=80, argv=None, **environment):
        self.shown = ""
        self.everything = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            for name in ("ALONGSIDE_PASSPHRASE_FILE", "ALONGSIDE_EDITOR", "NO_COLOR"):
                os.environ.pop(name, None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(ALONGSIDE_HOME=home, TERM="xterm", **environment)
            try:
                argv = argv or [PROGRAM, *words]
                os.execvp(argv[0], argv)
            finally:
                os._exit(127)

    def read_more(self):
        ready, _, _ = select.select([self.fd], [], [], PATIENCE_SECONDS)
        if not ready:
            raise AssertionError(f"nothing more came after: {self.everything!r}")
        try:
            piece = os.read(self.fd, 4096).decode(errors="replace").replace("\r\n", "\n")
        except OSError:  # the other end is closed
            piece = ""
        self.shown += piece
        self.everything += piece
        return piece != ""

    def see(self, words):
        while words not in self.shown:
            if not self.read_more():
                raise AssertionError(f"{words!r} did not come; this did: {self.everything!r}")
        before, _, self.shown = self.shown.partition(words)
        return before

    def type(self, text):
        os.write(self.fd, text.encode())

    def echoes(self):
        return bool(termios.tcgetattr(self.fd)[3] & termios.ECHO)

    def end(self):
        """Reads to the end; the exit status, negative for a signal."""
        while self.read_more():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


def makes_a_vault(home, name, passphrase, unlock_time="1"):
    """Its recovery code."""
    made = subprocess.run([PROGRAM, "init", "--name", name, "--unlock-time", unlock_time, "--json", "--passphrase-fd", "0"],
                          input=passphrase, env={**os.environ, "ALONGSIDE_HOME": home}, capture_output=True, text=True)
    expect(made.returncode == 0, made.stderr)
    return json.loads(made.stdout)["recoveryCode"]


NOT_TRIED = 77


def in_a_folder(act):
    """The exit status of a script whose whole is `act(folder)`."""
    try:
        for end in os.openpty():
            os.close(end)
    except OSError:
        print("not tried: this machine has no pseudo terminals (is /dev/pts mounted?)")
        return NOT_TRIED
    folder = tempfile.mkdtemp(prefix="alongside-terminal.")
    try:
        act(folder)
    finally:
        shutil.rmtree(folder)
    return 0
