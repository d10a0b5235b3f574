"""Our Noise and dissononce's, which share no code, carry out the same random handshakes and must agree on every
message: on its bytes, on what it carries, and on whether it is refused. Each end is there twice, once by each
implementation, with the same keys; what one end writes, both halves of the other read. In most cases one message is
damaged on its way.

ALONGSIDE_NOISE_PEER names noise_peer, ALONGSIDE_NOISE_CASES says how many cases to run, and ALONGSIDE_NOISE_SEED
replays.
"""
import collections
import copy
import logging
import os
import random
import subprocess
import unittest

from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.x25519.private import PrivateKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.exceptions.decrypt import DecryptFailedException
from dissononce.extras.dh.dangerous.dh_nogen import NoGenDH
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState

from make_noise_vectors import HASHES, base_patterns, pattern_named

logging.getLogger("dissononce").setLevel(logging.ERROR)

SEED = int(os.environ.get("ALONGSIDE_NOISE_SEED") or random.SystemRandom().getrandbits(32))
CASES = int(os.environ.get("ALONGSIDE_NOISE_CASES") or 300)
MAX_MESSAGE_BYTES = 65535  # dissononce knows no limit, so Theirs keeps it
KEY_BYTES = 32
ROLES = ("initiator", "responder")
REFUSED = "refused"
DAMAGES = ("flipped", "cut", "extended", "swapped", "weak point", "too long")

# Points of small order: with each of them every Diffie-Hellman result is zero.
WEAK_POINTS = [bytes.fromhex(point) for point in (
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
)]


class Protocol:
    """A pattern with its modifiers, over one hash."""

    def __init__(self, chance, base, hash_class):
        places = len(pattern_named(base).message_patterns)
        modifiers = sorted(chance.sample(range(places + 1), chance.choice((0, 0, 1, 1, 2, 3)) % (places + 1)))
        if {0, 1} <= set(modifiers):  # both in the first message: more than dissononce knows
            modifiers.remove(1)
        name = base + "+".join(f"psk{place}" for place in modifiers)
        self.pattern, self.hash_class, self.psk_count = pattern_named(name), hash_class, len(modifiers)
        self.name = f"Noise_{name}_25519_ChaChaPoly_{hash_class().name}"
        self.messages = self.pattern.message_patterns
        self.one_way = len(self.messages) == 1

    def begins_with_key(self, turn):
        return [token for token in self.messages[turn] if token != "psk"][:1] == ["e"]

    def has_static(self, role):
        at = ROLES.index(role)
        return self.knows_static(role) or any("s" in tokens for tokens in self.messages[at::2])

    def knows_static(self, of_role):
        """Whether the other side knows it beforehand."""
        known = (self.pattern.initiator_pre_message_pattern, self.pattern.responder_pre_message_pattern)
        return "s" in known[ROLES.index(of_role)]

    def room(self, turn):
        """How long a payload the message of that turn can hold."""
        keyed, size = False, 0
        for tokens in self.messages[:turn + 1]:
            size = 0
            for token in tokens:
                size += KEY_BYTES if token == "e" else KEY_BYTES + 16 * keyed if token == "s" else 0
                keyed = keyed or (token != "s" and (token != "e" or self.psk_count > 0))
        return MAX_MESSAGE_BYTES - size - 16 * keyed


class Keys:
    """All that both ends of a session begin with."""

    def __init__(self, chance, protocol):
        self.prologue = chance.randbytes(chance.choice((0, 1, 23, 300)))
        self.psks = [chance.randbytes(32) for _ in range(protocol.psk_count)]
        self.statics = {role: key_pair(chance) for role in ROLES}
        self.ephemerals = {role: key_pair(chance) for role in ROLES}

    def of_another_session(self, chance, protocol):
        """The same two people once more; now and then about something else, or others where they need not be known."""
        other = copy.copy(self)
        other.ephemerals = {role: key_pair(chance) for role in ROLES}
        if chance.random() < 0.2:
            other.prologue = chance.randbytes(16)
        if chance.random() < 0.5:
            known = protocol.knows_static
            other.statics = {role: self.statics[role] if known(role) else key_pair(chance) for role in ROLES}
        return other


def key_pair(chance):
    return X25519DH().generate_keypair(PrivateKey(chance.randbytes(KEY_BYTES)))


def other_of(role):
    return ROLES[1 - ROLES.index(role)]


class Theirs:
    """One end by dissononce. Each step gives bytes or REFUSED."""

    def __init__(self, protocol, role, keys):
        self.initiator = role == "initiator"
        dh = NoGenDH(X25519DH(), keys.ephemerals[role].private)
        self.noise = HandshakeState(SymmetricState(CipherState(ChaChaPolyCipher()), protocol.hash_class()), dh)
        other = other_of(role)
        self.noise.initialize(
            protocol.pattern, self.initiator, keys.prologue, psks=list(keys.psks),
            s=keys.statics[role] if protocol.has_static(role) else None,
            rs=keys.statics[other].public if protocol.knows_static(other) else None)
        assert self.noise.protocol_name == protocol.name

    def write(self, payload):
        message = bytearray()
        return self.step(self.noise.write_message, payload, message)

    def read(self, message):
        payload = bytearray()
        return self.step(self.noise.read_message, message, payload) if len(message) <= MAX_MESSAGE_BYTES else REFUSED

    def step(self, act, given, out):
        try:
            ciphers = act(given, out)
        except (DecryptFailedException, ValueError):  # ValueError: too short for a key, or a result of zero
            return REFUSED
        if ciphers:
            self.sending, self.receiving = ciphers if self.initiator else reversed(ciphers)
        return bytes(out) if len(out) <= MAX_MESSAGE_BYTES else REFUSED

    def seal(self, ad, plain):
        return self.sending.encrypt_with_ad(ad, plain)

    def open(self, ad, sealed):
        if len(sealed) > MAX_MESSAGE_BYTES:
            return REFUSED
        try:
            return self.receiving.decrypt_with_ad(ad, sealed)
        except DecryptFailedException:
            return REFUSED

    @property
    def hash(self):
        return self.noise.symmetricstate.get_handshake_hash()

    @property
    def remote(self):
        return self.noise.rs.data if self.noise.rs else b""


class Peer:
    """noise_peer as a process."""

    def __init__(self):
        self.process = subprocess.Popen([os.environ["ALONGSIDE_NOISE_PEER"]], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, role, command, *words):
        words = [word if isinstance(word, str) else word.hex() or "-" for word in words]
        print(role, command, *words, file=self.process.stdin, flush=True)
        outcome, _, value = self.process.stdout.readline().strip().partition(" ")
        if not outcome:
            raise AssertionError(f"noise_peer ended with {self.process.wait()}")
        return bytes.fromhex(value.replace("-", "")) if outcome == "ok" else outcome

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait()


class End:
    """One end of a session, by both implementations, which must agree on everything."""

    def __init__(self, peer, protocol, role, keys):
        self.peer, self.protocol, self.role, self.keys = peer, protocol, role, keys
        other = other_of(role)
        self.theirs = Theirs(protocol, role, keys)
        static = keys.statics[role].private.data if protocol.has_static(role) else b""
        remote = keys.statics[other].public.data if protocol.knows_static(other) else b""
        self.ours("begin", protocol.name, keys.prologue, static, keys.ephemerals[role].private.data, remote, *keys.psks)

    def ours(self, command, *words):
        return self.peer.ask(self.role, command, *words)

    def agreed(self, ours, theirs):
        assert ours == theirs, f"{self.role}: ours {shown(ours)}, theirs {shown(theirs)}"
        return ours

    def write(self, payload):
        return self.agreed(self.ours("write", payload), self.theirs.write(payload))

    def read(self, message):
        return self.agreed(self.ours("read", message), self.theirs.read(message))

    def try_first(self, message):
        """As read; but a refused message leaves this end as new."""
        outcome = self.agreed(self.ours("try", message), self.theirs.read(message))
        if outcome == REFUSED:
            self.theirs = Theirs(self.protocol, self.role, self.keys)
            self.compare()
        return outcome

    def split(self):
        assert self.ours("split") == b""

    def seal(self, ad, plain):
        return self.agreed(self.ours("seal", ad, plain), self.theirs.seal(ad, plain))

    def open(self, ad, sealed):
        return self.agreed(self.ours("open", ad, sealed), self.theirs.open(ad, sealed))

    def compare(self):
        """The handshake hash, and the other's static key as far as it is known."""
        return self.agreed(self.ours("hash"), self.theirs.hash), self.agreed(self.ours("remote"), self.theirs.remote)

    def assert_dead(self, message):
        for command in (("read", message), ("try", message), ("write", b""), ("split",), ("read", message)):
            assert self.ours(*command) == "dead", command


def flipped(message, at, bit):
    at %= len(message)
    return message[:at] + bytes([message[at] ^ 1 << bit]) + message[at + 1:]


def shown(outcome):
    return outcome if isinstance(outcome, str) else f"{len(outcome)} bytes {outcome[:48].hex()}"


class Case:
    """One session; `damage` names what befalls the message of the turn `damaged`."""

    def __init__(self, peer, chance, base, hash_class, damage):
        self.chance, self.damage = chance, damage
        self.protocol = Protocol(chance, base, hash_class)
        self.keys = Keys(chance, self.protocol)
        self.ends = [End(peer, self.protocol, role, self.keys) for role in ROLES]
        self.handshake_turns = len(self.protocol.messages)
        self.turns = self.handshake_turns + chance.choice((0, 1, 2, 5))
        self.damaged = chance.randrange(self.turns) if damage else None
        self.whole = True  # nothing has been damaged so far
        self.tried = 0

    def run(self):
        """How it ended: whole, refused at the damaged message, refused later, written no more, or unnoticed."""
        for turn in range(self.handshake_turns):
            if end := self.hand_over(turn):
                return end
            for each in self.ends:
                each.compare()
        self.conclude()
        for turn in range(self.handshake_turns, self.turns):
            if end := self.send(turn):
                return end
        return "whole" if self.whole else "unnoticed"

    def sides(self, turn):
        at = 0 if self.protocol.one_way else turn % 2
        return self.ends[at], self.ends[1 - at]

    def conclude(self):
        """After the last message of the handshake."""
        hashes, remotes = zip(*(end.compare() for end in self.ends))
        assert self.whole == (hashes[0] == hashes[1]), "equal hashes must mean that nothing was damaged"
        for end, remote in zip(self.ends, remotes):
            other = other_of(end.role)
            known = self.keys.statics[other].public.data if self.protocol.has_static(other) else b""
            assert remote == known or not self.whole
            end.split()

    def hand_over(self, turn):
        writer, reader = self.sides(turn)
        room = self.protocol.room(turn)
        if turn == self.damaged and self.damage == "too long":
            self.whole = False
            assert writer.write(bytes(room + 1)) == REFUSED
            writer.assert_dead(b"")
            return "refused at once"
        payload = self.payload(room)
        message = writer.write(payload)
        if message == REFUSED:  # over a weak point that was read before
            assert not self.whole and self.damage == "weak point"
            writer.assert_dead(b"")
            return "written no more"
        if turn == 0 and self.chance.random() < 0.5:
            self.let_responder_try(message)
        reader = self.sides(turn)[1]
        return self.deliver(turn, message, payload, reader.read, reader.assert_dead)

    def let_responder_try(self, message):
        """Somebody else comes first; the responder is as new then."""
        tried = self.damaged_form(self.chance.choice(DAMAGES), 0, message)
        if self.ends[1].try_first(tried) == REFUSED:
            self.tried += 1
        else:  # it would have gone on with that one
            self.ends[1] = End(self.ends[1].peer, self.protocol, "responder", self.keys)

    def send(self, turn):
        """A transport message."""
        sender, receiver = self.sides(turn)
        ad, plain = self.chance.randbytes(self.chance.choice((0, 16))), self.payload(MAX_MESSAGE_BYTES - 16)
        sealed = sender.seal(ad, plain)

        def assert_dead(message):
            assert receiver.ours("open", ad, message) == "dead"
        return self.deliver(turn, sealed, plain, lambda message: receiver.open(ad, message), assert_dead)

    def deliver(self, turn, message, payload, read, assert_dead):
        """Hands the message over, damaged if it is its turn. How the case ended, if it did."""
        given = message
        if turn == self.damaged:
            given = self.damaged_form(self.damage, turn, message)
            self.whole = False
        received = read(given)
        if received != REFUSED:
            assert received == payload or turn == self.damaged
            return None
        assert not self.whole
        assert_dead(message)
        return "refused at once" if turn == self.damaged else "refused later"

    def payload(self, room):
        size = self.chance.choice((0, 1, self.chance.randrange(100), self.chance.randrange(3000)))
        if self.chance.random() < 0.05:
            size = self.chance.choice((room, room - 1, self.chance.randrange(room)))
        return self.chance.randbytes(size)

    def damaged_form(self, damage, turn, message):
        chance = self.chance
        if damage == "flipped" and message:
            return flipped(message, chance.randrange(len(message)), chance.randrange(8))
        if damage == "cut" and message:
            return message[:chance.randrange(len(message))]
        if damage == "swapped":
            other = self.of_another_session(turn)
            return flipped(other, -1, 0) if other and chance.random() < 0.5 else other
        if damage == "weak point" and turn < self.handshake_turns and self.protocol.begins_with_key(turn):
            return chance.choice(WEAK_POINTS) + message[KEY_BYTES:]
        beyond = MAX_MESSAGE_BYTES + 1 - len(message)
        return message + chance.randbytes(beyond if damage == "too long" else chance.randint(1, 40))

    def of_another_session(self, turn):
        """What the same two people say at that turn in another session."""
        keys = self.keys.of_another_session(self.chance, self.protocol)
        ends = [Theirs(self.protocol, role, keys) for role in ROLES]
        for at in range(turn + 1):
            writer, reader = ends if self.protocol.one_way or at % 2 == 0 else reversed(ends)
            if at < self.handshake_turns:
                message = writer.write(self.payload(300))
                reader.read(message)
            else:
                message = writer.seal(b"", self.payload(300))
        return message


class NoiseDifferential(unittest.TestCase):
    def test_both_agree_on_random_handshakes_and_on_every_damage(self):
        print(f"ALONGSIDE_NOISE_SEED={SEED} ALONGSIDE_NOISE_CASES={CASES}")
        peer, bases = Peer(), base_patterns()
        ran, ends, tried = collections.Counter(), collections.Counter(), 0
        for number in range(CASES):
            chance = random.Random(f"{SEED} {number}")
            hash_class = HASHES[number // len(bases) % len(HASHES)]
            case = Case(peer, chance, bases[number % len(bases)], hash_class, chance.choice((None, None) + DAMAGES))
            try:
                end = case.run()
            except Exception as wrong:
                raise AssertionError(f"case {number} of seed {SEED}, {case.protocol.name}, {case.damage} at "
                                     f"{case.damaged} of {case.turns}: {wrong}") from wrong
            self.assertEqual(end == "whole", case.whole)
            ran[case.damage] += 1
            ends[end] += 1
            tried += case.tried
        self.assertEqual(peer.end(), 0)
        damaged = CASES - ran[None]
        print(f"{CASES} cases, {damaged} with a damaged message, {tried} refused tries before the first: "
              + ", ".join(f"{count} {end}" for end, count in ends.most_common()))
        print(", ".join(f"{count} {damage}" for damage, count in ran.most_common() if damage))
        self.assertEqual((sum(ran.values()), sum(ends.values())), (CASES, CASES))
        if CASES >= len(bases) * len(HASHES):
            self.assertGreater(damaged, CASES // 2)
            self.assertEqual(set(ran), {None, *DAMAGES})
            self.assertGreater(ends["refused at once"], CASES // 4)
            for end in ("whole", "refused later"):
                self.assertGreater(ends[end], 0)
            self.assertGreater(tried, CASES // 8)


if __name__ == "__main__":
    unittest.main()
