"""How a person is asked for passphrases and recovery codes at a terminal, and what holds when they stop half way."""
import os
import re
import signal
import subprocess
import sys

from terminal import PROGRAM, Terminal, expect, in_a_folder, makes_a_vault

RIGHT = "correct horse battery"


def expect_ended_with_echo(at, sent, by):
    # The terminal outlives the program only as long as we hold it, so look before reading to the end.
    os.waitid(os.P_PID, at.pid, os.WEXITED | os.WNOWAIT)
    expect(at.echoes(), f"the echo stayed off after {by}")
    expect(at.end() == -sent, f"{by} did not end it by its signal")


def an_interrupt_gives_the_echo_back(home):
    at = Terminal(home, "list")
    at.see("Passphrase: ")
    expect(not at.echoes(), "the echo is on while a passphrase is typed")
    at.type("\x03")
    expect_ended_with_echo(at, signal.SIGINT, "Ctrl-C")


def whatever_ends_it_gives_the_echo_back(home):
    for sent in signal.SIGTERM, signal.SIGHUP, signal.SIGABRT:
        at = Terminal(home, "list")
        at.see("Passphrase: ")
        os.kill(at.pid, sent)
        expect_ended_with_echo(at, sent, sent.name)


def an_interrupt_while_a_try_is_checked_gives_the_echo_back(home):
    at = Terminal(home, "list")
    at.see("Passphrase: ")
    at.type(RIGHT + "\n")
    at.see("\n")
    expect(not at.echoes(), "the echo is on while the passphrase is checked")
    at.type("\x03")
    expect_ended_with_echo(at, signal.SIGINT, "Ctrl-C")


def what_is_typed_early_is_hidden_and_counts(home):
    at = Terminal(home, "list")
    at.see("Passphrase: ")
    at.type("wrong\n" + RIGHT + "\n")
    at.see("does not open it")
    expect(not at.echoes(), "the echo came back between two tries")
    at.see("Nothing here yet")
    expect(at.end() == 0, "list did not end well")
    expect(RIGHT not in at.everything, "a passphrase was shown")


def whoever_is_asked_keeps_nobody_out(home):
    waiting = Terminal(home, "list")
    waiting.see("Passphrase: ")
    node = Terminal(home, "run", "--listen", "127.0.0.1:0")
    node.see("Passphrase")
    node.type(RIGHT + "\n")
    node.see("ready")
    waiting.type(RIGHT + "\n")
    waiting.see("Nothing here yet")
    expect(waiting.end() == 0, "list did not end well")
    node.type("\x03")
    expect(node.end() == 0, "the node did not end well")


def the_present_passphrase_is_tried_before_a_new_one_is_asked_for(home):
    at = Terminal(home, "passphrase")
    at.see("Present passphrase: ")
    at.type("wrong\n")
    expect("New passphrase" not in at.see("does not open it"), "a new passphrase was asked for in vain")
    at.see("Present passphrase: ")
    at.type(RIGHT + "\n")
    for question in "New passphrase: ", "Once more: ":
        at.see(question)
        expect(not at.echoes(), "the echo is on while a passphrase is typed")
        at.type(RIGHT + "\n")
    at.see("The passphrase is changed")
    expect(at.end() == 0, "passphrase did not end well")
    expect(RIGHT not in at.everything, "a passphrase was shown")


def opens(home, code):
    """Whether the vault opens with that recovery code; its passphrase stays what it was."""
    environment = {**os.environ, "ALONGSIDE_HOME": home}
    read_end, write_end = os.pipe()
    os.write(write_end, RIGHT.encode())
    os.close(write_end)
    words = [PROGRAM, "passphrase", "--recovery", "--passphrase-fd", "0", "--new-passphrase-fd", str(read_end)]
    tried = subprocess.run(words, input=code, env=environment, capture_output=True, text=True, pass_fds=[read_end])
    os.close(read_end)
    return tried.returncode == 0


def is_shown_a_new_code(home):
    at = Terminal(home, "passphrase", "--recovery-code")
    at.see("Passphrase: ")
    at.type(RIGHT + "\n")
    at.see("Your recovery code")
    code = re.search(r"([0-9A-Z]{3,5}-)+[0-9A-Z]+", at.see("type its last group: ")).group()
    return at, code


def a_new_recovery_code_holds_only_once_it_was_typed_back(home, old):
    at, fresh = is_shown_a_new_code(home)
    at.type("\x03")
    expect(at.end() == -signal.SIGINT, "Ctrl-C did not end it by its signal")
    expect(opens(home, old) and not opens(home, fresh), "a code came into force that nobody has on paper")

    at, fresh = is_shown_a_new_code(home)
    at.type("no\nno\nno\n")
    at.see("the old recovery code still holds")
    expect(at.end() == 1, "a code that was not typed back is no success")
    expect(opens(home, old) and not opens(home, fresh), "a code came into force that nobody has on paper")

    at, fresh = is_shown_a_new_code(home)
    at.type(fresh.rsplit("-", 1)[1] + "\n")
    at.see("holds from now on")
    expect(at.end() == 0, "passphrase --recovery-code did not end well")
    expect(opens(home, fresh) and not opens(home, old), "the new code does not hold")


def stopping_init_at_its_code_leaves_a_vault_that_was_spoken_of(home):
    at = Terminal(home, "init", "--name", "Ben", "--unlock-time", "1")
    for question in "New passphrase: ", "Once more: ":
        at.see(question)
        at.type(RIGHT + "\n")
    at.see("Your vault is made")
    code = re.search(r"([0-9A-Z]{3,5}-)+[0-9A-Z]+", at.see("type its last group: ")).group()
    expect("the vault stays and this code opens it" in " ".join(at.everything.split()), "nobody said what stays")
    at.type("\x03")
    expect(at.end() == -signal.SIGINT, "Ctrl-C did not end it by its signal")
    expect(opens(home, code), "the code that was shown does not open the vault")


def main(folder):
    home = os.path.join(folder, "home")
    code = makes_a_vault(home, "Mira", RIGHT)
    slow = os.path.join(folder, "slow")
    makes_a_vault(slow, "Sara", RIGHT, unlock_time="1500")
    an_interrupt_gives_the_echo_back(home)
    whatever_ends_it_gives_the_echo_back(home)
    an_interrupt_while_a_try_is_checked_gives_the_echo_back(slow)
    what_is_typed_early_is_hidden_and_counts(home)
    whoever_is_asked_keeps_nobody_out(home)
    the_present_passphrase_is_tried_before_a_new_one_is_asked_for(home)
    a_new_recovery_code_holds_only_once_it_was_typed_back(home, code)
    stopping_init_at_its_code_leaves_a_vault_that_was_spoken_of(os.path.join(folder, "other"))


if __name__ == "__main__":
    sys.exit(in_a_folder(main))
