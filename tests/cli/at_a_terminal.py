"""What a person sees and types at a terminal: a pseudo-terminal of 80 columns, the real program in it."""
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios

PROGRAM = os.environ["ALONGSIDE"]
PATIENCE_SECONDS = 60


class Terminal:
    """One command at a terminal. `see` waits for words; what was shown since the last is in `shown`."""

    def __init__(self, home, *words, rows=24, **environment):
        self.shown = ""
        self.everything = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            for name in ("ALONGSIDE_PASSPHRASE_FILE", "ALONGSIDE_EDITOR", "NO_COLOR"):
                os.environ.pop(name, None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 80, 0, 0))
            os.environ.update(ALONGSIDE_HOME=home, TERM="xterm", **environment)
            try:
                os.execv(PROGRAM, [PROGRAM, *words])
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


def makes_a_vault(home):
    at = Terminal(home, "init", "--unlock-time", "1")
    at.see("Your name")
    at.type("Mira\n")
    at.see("New passphrase: ")
    expect(not at.echoes(), "the echo is on while a passphrase is typed")
    at.type("\n")
    at.see("would protect nothing")
    at.see("New passphrase: ")
    at.type("short\n")
    at.see("That is short")
    at.see("Once more: ")
    at.type("shorter\n")
    at.see("differ")
    at.see("New passphrase: ")
    at.type("correct horse battery\n")
    at.see("Once more: ")
    at.type("correct horse battery\n")
    at.see("Your recovery code")
    code = re.search(r"([0-9A-Z]{3,5}-)+[0-9A-Z]+", at.see("type its last group: ")).group()
    expect(at.echoes(), "the echo stayed off")
    at.type("nonsense\n")
    at.see(code)
    at.see("type its last group: ")
    at.type(code.rsplit("-", 1)[1].lower() + "\n")
    at.see("Good.")
    at.see("alongside run")
    expect(at.end() == 0, "init did not end well")
    expect("correct horse" not in at.everything, "a passphrase was shown")


def writes_at_the_terminal(home):
    at = Terminal(home, "write", "note")
    at.see("Passphrase: ")
    at.type("wrong\n")
    at.see("does not open it")
    at.see("Passphrase: ")
    at.type("correct horse battery\n")
    at.see("Ctrl-D")
    at.type("rain on\nthe window\n\x04")
    at.see("Kept as ")
    at.see("Only you can see it")
    expect(at.end() == 0, "write did not end well")


def gives_up_after_three_wrong_passphrases(home):
    at = Terminal(home, "list")
    for _ in range(3):
        at.see("Passphrase: ")
        at.type("wrong\n")
    expect(at.end() == 1, "three wrong passphrases were not refused")


def shows_and_deletes(home, passphrase_file):
    opened = {"ALONGSIDE_PASSPHRASE_FILE": passphrase_file}
    at = Terminal(home, "list", **opened)
    line = at.see("rain on")
    entry = re.search(r"[0-9a-f]{6,}", re.sub(r"\x1b\[[0-9;]*m", "", line)).group()
    expect("\x1b[1m" in line, "no emphasis on a terminal")
    expect(at.end() == 0, "list did not end well")
    at = Terminal(home, "list", NO_COLOR="1", **opened)
    expect(at.end() == 0 and "\x1b" not in at.everything.replace("\r\x1b[K", ""), "NO_COLOR was not heard")

    for answer, status in (("\n", 1), ("n\n", 1), ("\x04", 1), ("Y\n", 0)):
        at = Terminal(home, "delete", entry, **opened)
        at.see("rain on")
        at.see("(y/N) ")
        at.type(answer)
        expect(at.end() == status, f"delete answered by {answer!r}")
    at = Terminal(home, "list", **opened)
    at.see("Nothing here yet")
    expect(at.end() == 0, "list did not end well")


def writes_in_an_editor(home, passphrase_file, folder):
    editor = os.path.join(folder, "editor")
    note = os.path.join(folder, "seen-by-editor")
    with open(editor, "w") as script:
        script.write(f'#!/bin/sh\nstat -f -c %T "$1" >{note}\nstat -c %a "$1" >>{note}\necho "$1" >>{note}\n'
                     'echo "from the editor" >"$1"\n')
    os.chmod(editor, 0o700)
    at = Terminal(home, "write", "note", ALONGSIDE_PASSPHRASE_FILE=passphrase_file, ALONGSIDE_EDITOR=editor)
    at.see("Kept as ")
    expect(at.end() == 0, "write did not end well")
    kind, mode, path = open(note).read().splitlines()
    expect(kind == "tmpfs" and mode == "600", f"the editor's file lies on {kind} with mode {mode}")
    expect(not os.path.exists(os.path.dirname(path)), "the editor's file is still there")
    at = Terminal(home, "list", ALONGSIDE_PASSPHRASE_FILE=passphrase_file)
    at.see("from the editor")
    expect(at.end() == 0, "list did not end well")


def an_interrupt_gives_the_echo_back(home):
    at = Terminal(home, "list")
    at.see("Passphrase: ")
    expect(not at.echoes(), "the echo is on while a passphrase is typed")
    at.type("\x03")
    # The terminal outlives the program only as long as we hold it, so look before reading to the end.
    os.waitid(os.P_PID, at.pid, os.WEXITED | os.WNOWAIT)
    expect(at.echoes(), "the echo stayed off after Ctrl-C")
    expect(at.end() == -signal.SIGINT, "Ctrl-C did not end it by its signal")


def invites_with_a_picture_where_it_fits(home, passphrase_file):
    words = ("invite", "--address", "127.0.0.1:4711")
    for rows, picture in ((60, True), (24, False)):
        at = Terminal(home, *words, rows=rows, ALONGSIDE_PASSPHRASE_FILE=passphrase_file)
        expect(at.end() == 0, "invite did not end well")
        expect(("▀" in at.everything) == picture, f"the picture in a window of {rows} lines")
        expect("It works once, until" in at.everything, "the invite does not say how long it works")


def runs_a_node(home):
    at = Terminal(home, "run", "--listen", "127.0.0.1:0")
    at.see("Leave this window open")
    at.see("Passphrase")
    at.type("wrong\n")
    at.see("Passphrase")
    at.type("correct horse battery\n")
    at.see("ready")
    elsewhere = Terminal(home, "status")
    elsewhere.see("unlocked")
    expect(elsewhere.end() == 0, "status did not end well")
    at.type("\x03")
    expect(at.end() == 0, "Ctrl-C is a good end for a node")


NOT_TRIED = 77


def main():
    try:
        for end in os.openpty():
            os.close(end)
    except OSError:
        print("not tried: this machine has no pseudo terminals (is /dev/pts mounted?)")
        return NOT_TRIED
    folder = tempfile.mkdtemp(prefix="alongside-terminal.")
    try:
        home = os.path.join(folder, "home")
        passphrase_file = os.path.join(folder, "passphrase")
        with open(passphrase_file, "w") as file:
            file.write("correct horse battery\n")
        makes_a_vault(home)
        writes_at_the_terminal(home)
        gives_up_after_three_wrong_passphrases(home)
        shows_and_deletes(home, passphrase_file)
        if os.path.isdir("/dev/shm"):
            writes_in_an_editor(home, passphrase_file, folder)
        an_interrupt_gives_the_echo_back(home)
        invites_with_a_picture_where_it_fits(home, passphrase_file)
        runs_a_node(home)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
