"""What a person sees and types at a terminal."""
import os
import re
import sys

from terminal import Terminal, expect, in_a_folder


def makes_a_vault_at_the_terminal(home):
    at = Terminal(home, "init", "--unlock-time", "1")
    at.see("Your name")
    at.type("Mira\n")
    at.see("Five or six words")
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
    at.see("Your vault is made")
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


def names_what_a_deletion_takes(home, passphrase_file, folder):
    opened = {"ALONGSIDE_PASSPHRASE_FILE": passphrase_file}
    photo = os.path.join(folder, "photo.jpg")
    with open(photo, "w") as file:
        file.write("bytes")
    at = Terminal(home, "write", "note", "--text", "with a picture", "--attach", photo, **opened)
    entry = re.search(r"[0-9a-f]{6}", at.see(". Only you")).group()
    expect(at.end() == 0, "write did not end well")
    at = Terminal(home, "delete", entry, **opened)
    at.see("with a picture")
    at.see("[photo.jpg, 5 bytes]")
    at.see("(y/N) ")
    at.type("y\n")
    expect(at.end() == 0, "delete did not end well")


def breaks_no_word_at_the_edge(home):
    for words in ("list", "--since", "someday"), ("unlock",), ("leave",):
        at = Terminal(home, *words, columns=44, ALONGSIDE_PASSPHRASE_FILE="/nowhere")
        at.end()
        widest = max(len(line) for line in at.everything.splitlines())
        expect(widest <= 44, f"a line of {widest} columns in a window of 44: {at.everything!r}")


def invites_with_a_picture_where_it_fits(home, passphrase_file):
    words = ("invite", "--address", "127.0.0.1:4711")
    for rows, picture in ((60, True), (24, False)):
        at = Terminal(home, *words, rows=rows, ALONGSIDE_PASSPHRASE_FILE=passphrase_file)
        expect(at.end() == 0, "invite did not end well")
        expect(("▀" in at.everything) == picture, f"the picture in a window of {rows} lines")
        expect("It works once, until" in at.everything, "the invite does not say how long it works")


def runs_a_node(home):
    at = Terminal(home, "run", "--listen", "127.0.0.1:0")
    at.see("Passphrase")
    at.type("wrong\n")
    at.see("Passphrase")
    at.type("correct horse battery\n")
    at.see("ready")
    at.see("Leave this window open")
    elsewhere = Terminal(home, "status")
    elsewhere.see("unlocked")
    expect(elsewhere.end() == 0, "status did not end well")
    open_already = Terminal(home, "unlock")
    open_already.see("unlocked already")
    expect(open_already.end() == 0, "unlock of an open vault did not end well")
    second = Terminal(home, "run", "--listen", "127.0.0.1:0")
    second.see("running here already")
    expect(second.end() == 1, "a second node was not refused")
    expect("Leave this window" not in second.everything, "a node that does not run asks for its window")
    at.type("\x03")
    expect(at.end() == 0, "Ctrl-C is a good end for a node")


def main(folder):
    home = os.path.join(folder, "home")
    passphrase_file = os.path.join(folder, "passphrase")
    with open(passphrase_file, "w") as file:
        file.write("correct horse battery\n")
    makes_a_vault_at_the_terminal(home)
    writes_at_the_terminal(home)
    gives_up_after_three_wrong_passphrases(home)
    shows_and_deletes(home, passphrase_file)
    names_what_a_deletion_takes(home, passphrase_file, folder)
    if os.path.isdir("/dev/shm"):
        writes_in_an_editor(home, passphrase_file, folder)
    breaks_no_word_at_the_edge(home)
    invites_with_a_picture_where_it_fits(home, passphrase_file)
    runs_a_node(home)


if __name__ == "__main__":
    sys.exit(in_a_folder(main))
