"""The keys of a vault, from its file and passphrase, as core/VAULT.md gives them."""
import contextlib
import hashlib
import sqlite3

import nacl.bindings
import nacl.pwhash

PASSPHRASE_SLOT = 1
LABELS = ("alongside vault personal rows", "alongside vault personal digest", "alongside vault inbox")


def keys_of(person):
    """The vault key first, then what nothing but an unlocked node may have. Nobody has the vault open."""
    with contextlib.closing(sqlite3.connect(person.home / "vault.db")) as database:
        (vault_id,) = database.execute("SELECT vault_id FROM header").fetchone()
        salt, passes, memory, wrapped = database.execute(
            "SELECT salt, passes, memory_bytes, wrapped FROM key_slot WHERE kind = ?", (PASSPHRASE_SLOT,)).fetchone()
    typed = person.passphrase_file.read_text().rstrip("\n").encode()
    wrapping = nacl.pwhash.argon2id.kdf(32, typed, salt, passes, memory)
    place = (b"alongside key slot v1" + vault_id + bytes([PASSPHRASE_SLOT]) + salt + passes.to_bytes(4, "little") +
             memory.to_bytes(8, "little"))
    key = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(wrapped[24:], place, wrapped[:24], wrapping)
    return [key, *(hashlib.blake2b(label.encode(), key=key, digest_size=32).digest() for label in LABELS)]
