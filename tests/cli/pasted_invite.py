"""Taking an invite at a terminal, pasted as it came out of somebody's mail."""
import os
import subprocess
import sys

from terminal import PROGRAM, Terminal, expect, in_a_folder, makes_a_vault


class Person:
    def __init__(self, folder, name):
        self.home = os.path.join(folder, name)
        self.file = self.home + ".passphrase"
        with open(self.file, "w") as file:
            file.write("the passphrase of " + name)
        makes_a_vault(self.home, name, "the passphrase of " + name)
        self.node = self.at("run", "--listen", "127.0.0.1:0")
        self.node.see("ready")

    def at(self, *words, **more):
        return Terminal(self.home, *words, ALONGSIDE_PASSPHRASE_FILE=self.file, **more)

    def says(self, *words):
        environment = {**os.environ, "ALONGSIDE_HOME": self.home, "ALONGSIDE_PASSPHRASE_FILE": self.file}
        return subprocess.run([PROGRAM, *words], env=environment, check=True, capture_output=True, text=True).stdout

    def stops(self):
        self.node.type("\x03")
        expect(self.node.end() == 0, "a node did not end well")


def takes_an_invite_in_pieces_and_leaves_nothing_for_the_shell(mira, ben):
    invite = mira.says("invite").strip()
    pieces = "\r\n".join(invite[at:at + 60] for at in range(0, len(invite), 60))
    # What comes after our program on this terminal is what a shell would have got.
    at = ben.at(argv=["sh", "-c", '"$1" accept; IFS= read -r left; echo "left: <$left>"', "sh", PROGRAM])
    at.see("The invite: ")
    at.type("\x1b[200~Here it is:\n\n" + pieces + "\nIt works once.\nrm -rf diary\n\x1b[201~")
    at.see("Trying to reach them")
    at.see("You are connected with")
    at.see("alongside leave")
    at.type("mine\n")
    at.see("left: <mine>")
    at.end()


def says_that_it_is_paired_before_it_asks(ben):
    at = ben.at("accept")
    at.see("You are paired already")
    expect(at.end() == 1, "a second pairing was not refused")
    expect("The invite" not in at.everything, "an invite was asked for in vain")


def ends_what_is_no_invite_at_an_empty_line(mira):
    at = mira.at("accept")
    at.see("The invite: ")
    at.type("alongside1-abcdefgh\n")
    at.see("not whole yet")
    at.type("\n")
    at.see("not a whole invite")
    expect(at.end() == 1, "half an invite was taken")
    expect("Trying" not in at.everything, "half an invite was tried")


def main(folder):
    mira = Person(folder, "mira")
    ben = Person(folder, "ben")
    ends_what_is_no_invite_at_an_empty_line(mira)
    takes_an_invite_in_pieces_and_leaves_nothing_for_the_shell(mira, ben)
    says_that_it_is_paired_before_it_asks(ben)
    mira.stops()
    ben.stops()


if __name__ == "__main__":
    sys.exit(in_a_folder(main))
