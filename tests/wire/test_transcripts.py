"""The worked transcripts of tests/vectors/transcripts, carried out anew by the second implementation, byte by byte."""
import json
import unittest

from second import invite, link, records
from second.handshake import CONNECTING, PAIRING, First, Handshake, Second, new_key
from second.messages import PROJECT, frame, pairing_hello, parsed, wire

TRANSCRIPTS = PROJECT / "tests" / "vectors" / "transcripts"


def transcript(name):
    return json.loads((TRANSCRIPTS / f"{name}.json").read_text())


def bytes_at(part, name):
    return bytes.fromhex(part[name])


def key_of(side, name):
    key = new_key(bytes_at(side, f"{name}_private"))
    assert key.public.data == bytes_at(side, f"{name}_public")
    return key


def end(purpose, id, psk, initiator, side, other):
    """One end of the handshake with the keys of that side."""
    known = bytes_at(other, "static_public") if purpose is CONNECTING else None
    return Handshake(purpose, id, psk, initiator, key_of(side, "static"), known, key_of(side, "ephemeral"))


class Transcripts(unittest.TestCase):
    def assert_messages(self, initiator, responder, payloads, messages):
        writer, reader = initiator, responder
        for payload, message in zip(payloads, messages, strict=True):
            written = writer.message(payload)
            self.assertEqual(written.hex(), message)
            self.assertEqual(reader.read(written).rstrip(b"\0"), payload.rstrip(b"\0"))
            writer, reader = reader, writer

    def assert_records(self, ends, said):
        """`ends` by their names in the transcript."""
        for each in said:
            sender = ends[each["from"]]
            if each.get("close"):
                sealed = sender.seal(records.CLOSE)
            else:
                sealed = records.data_records(sender, records.framed([bytes_at(each, "frame")]))
            self.assertEqual(sealed.hex(), each["records"])

    def test_the_invite(self):
        told = transcript("pairing")["invite"]
        given = invite.read(told["text"])
        self.assertEqual((given.secret, given.static_key), (bytes_at(told, "secret"), bytes_at(told, "inviter")))
        self.assertEqual((given.expiry, list(given.addresses)), (told["expires_unix_seconds"], told["addresses"]))
        self.assertEqual(given.id, bytes_at(told, "id"))
        self.assertEqual(invite.write(given), told["text"])

    def test_the_pairing(self):
        told = transcript("pairing")
        secret, id = bytes_at(told["invite"], "secret"), bytes_at(told["invite"], "id")
        of_acceptor, of_inviter = (bytes_at(told[side], "contribution") for side in ("acceptor", "inviter"))
        acceptor = end(PAIRING, id, secret, True, told["acceptor"], told["inviter"])
        inviter = end(PAIRING, id, secret, False, told["inviter"], told["acceptor"])
        payloads = (First(counter=0).write(), Second(contribution=of_inviter).write(), of_acceptor)
        self.assert_messages(acceptor, inviter, payloads, told["messages"])
        self.assertEqual(acceptor.hash.hex(), told["handshake_hash"])
        derived = link.derive(secret, of_acceptor, of_inviter, acceptor.hash, None, None)
        self.assertEqual((derived.psk.hex(), derived.id.hex()), (told["link_psk"], told["link_id"]))
        self.assertEqual(list(derived.words), told["words"])
        ends = {"acceptor": records.RecordCipher(acceptor.sending), "inviter": records.RecordCipher(inviter.sending)}
        self.assert_records(ends, told["after_the_handshake"])
        hello = bytes_at(told["after_the_handshake"][0], "frame")
        introduced = parsed(wire.PairingHello, hello)
        self.assertEqual(pairing_hello(introduced.name, introduced.addresses), hello)

    def test_the_connection(self):
        told = transcript("connecting")
        id, psk = bytes_at(told, "link_id"), bytes_at(told, "link_psk")
        initiator = end(CONNECTING, id, psk, True, told["initiator"], told["responder"])
        responder = end(CONNECTING, id, psk, False, told["responder"], told["initiator"])
        payloads = (First(told["counter"]).write(), Second().write())
        self.assert_messages(initiator, responder, payloads, told["messages"])
        ends = {"initiator": records.RecordCipher(initiator.sending), "responder": records.RecordCipher(responder.sending)}
        self.assert_records(ends, told["after_the_handshake"])
        kinds = [parsed(wire.Frame, bytes_at(each, "frame")).WhichOneof("body") for each in told["after_the_handshake"]
                 if "frame" in each]
        self.assertEqual(kinds, ["greeting", "greeting", "feed_reset", "batch", "ack"])
        self.assertEqual(frame(ack=wire.Ack(number=1)), bytes_at(told["after_the_handshake"][4], "frame"))


if __name__ == "__main__":
    unittest.main()
