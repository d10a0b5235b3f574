#!/usr/bin/python3
"""Writes noise-dissononce.json: Noise handshakes as dissononce, an implementation that shares no code with ours,
carries them out. Needs Debian's python3-dissononce and so Debian's own Python.

    /usr/bin/python3 make_noise_vectors.py > noise-dissononce.json

All keys are fixed, so every run writes the same bytes.
"""
import hashlib
import json
import sys

from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.x25519.private import PrivateKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.extras.dh.dangerous.dh_nogen import NoGenDH
from dissononce.extras.meta.pattern import MAP_PATTERN
from dissononce.hash.blake2b import Blake2bHash
from dissononce.hash.sha256 import SHA256Hash
from dissononce.hash.sha512 import SHA512Hash
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState
from dissononce.processing.modifiers.psk import PSKPatternModifier

HASHES = (SHA256Hash, SHA512Hash, Blake2bHash)

# The patterns with psk of the specification's section 10, the ones that alongside ships, and some with several psks.
PSK_PATTERNS = """
    Npsk0 Kpsk0 Xpsk1
    NNpsk0 NNpsk2 NKpsk0 NKpsk2 NXpsk2 XNpsk3 XKpsk3 XXpsk3 KNpsk0 KNpsk2 KKpsk0 KKpsk2 KXpsk2
    INpsk1 INpsk2 IKpsk1 IKpsk2 IXpsk2
    XXpsk0 XXpsk1 XXpsk2
    NNpsk0+psk2 KKpsk0+psk2 IKpsk1+psk2 XXpsk0+psk3 XXpsk1+psk2+psk3 XK1psk0+psk2+psk3
""".split()

PROLOGUE = b"alongside"
TRANSPORT_MESSAGES = 2


def fixed_bytes(label):
    return hashlib.sha256(b"alongside noise vectors " + label.encode()).digest()


def key_pair(label):
    return X25519DH().generate_keypair(PrivateKey(fixed_bytes(label)))


def base_patterns():
    """Every pattern without modifiers that dissononce knows, the plain before the deferred."""
    return sorted((name for name in MAP_PATTERN if "fallback" not in name and "psk" not in name),
                  key=lambda name: (any(c.isdigit() for c in name), len(name), name))


def pattern_named(name):
    base, *modifiers = name.replace("psk", "+psk").replace("++", "+").split("+")
    pattern = MAP_PATTERN[base]()
    for modifier in modifiers:
        pattern = PSKPatternModifier(int(modifier[len("psk"):])).modify(pattern)
    assert pattern.name == name, (pattern.name, name)
    return pattern


class Side:
    """What one end knows, and its handshake."""

    def __init__(self, role, pattern, hash_class, psks):
        self.role = role
        known = {"init": pattern.initiator_pre_message_pattern, "resp": pattern.responder_pre_message_pattern}
        other = "resp" if role == "init" else "init"
        own_messages = pattern.message_patterns[0 if role == "init" else 1::2]
        self.has_static = "s" in known[role] or any("s" in tokens for tokens in own_messages)
        self.knows_remote = "s" in known[other]
        self.has_ephemeral = any("e" in tokens for tokens in own_messages)
        self.static = key_pair(role + " static")
        self.ephemeral = key_pair(role + " ephemeral")
        self.remote_static = key_pair(other + " static").public
        self.handshake = HandshakeState(SymmetricState(CipherState(ChaChaPolyCipher()), hash_class()),
                                        NoGenDH(X25519DH(), self.ephemeral.private))
        self.handshake.initialize(pattern, role == "init", PROLOGUE, s=self.static if self.has_static else None,
                                  rs=self.remote_static if self.knows_remote else None, psks=psks)

    def described(self, psks):
        keys = {"prologue": PROLOGUE.hex()}
        if self.has_static:
            keys["static"] = self.static.private.data.hex()
        if self.has_ephemeral:
            keys["ephemeral"] = self.ephemeral.private.data.hex()
        if self.knows_remote:
            keys["remote_static"] = self.remote_static.data.hex()
        if psks:
            keys["psks"] = [psk.hex() for psk in psks]
        return {f"{self.role}_{name}": value for name, value in keys.items()}


def hand_over(writer, reader, payload):
    """One handshake message; the two cipher states once it was the last."""
    message, received = bytearray(), bytearray()
    ciphers = writer.handshake.write_message(payload, message)
    reader.handshake.read_message(bytes(message), received)
    assert received == payload
    return {"payload": payload.hex(), "ciphertext": message.hex()}, ciphers


def vector(pattern_name, hash_class):
    pattern = pattern_named(pattern_name)
    psks = [fixed_bytes(f"psk {i}") for i in range(len(pattern.modifiers))]
    ends = [Side(role, pattern, hash_class, psks) for role in ("init", "resp")]
    messages, ciphers = [], None
    while ciphers is None:
        turn = len(messages)
        message, ciphers = hand_over(ends[turn % 2], ends[1 - turn % 2], b"payload %d" % turn)
        messages.append(message)
    one_way = len(messages) == 1
    handshake_hash = ends[0].handshake.symmetricstate.get_handshake_hash()
    for turn in range(len(messages), len(messages) + TRANSPORT_MESSAGES):
        payload = b"payload %d" % turn
        sealed = ciphers[0 if one_way else turn % 2].encrypt_with_ad(b"", payload)
        messages.append({"payload": payload.hex(), "ciphertext": sealed.hex()})
    return {
        "protocol_name": ends[0].handshake.protocol_name,
        **ends[0].described(psks),
        **ends[1].described(psks),
        "handshake_hash": handshake_hash.hex(),
        "messages": messages,
    }


def main():
    vectors = [vector(name, hash_class) for name in base_patterns() + PSK_PATTERNS for hash_class in HASHES]
    json.dump({"vectors": vectors}, sys.stdout, indent=0)
    print()


if __name__ == "__main__":
    main()
