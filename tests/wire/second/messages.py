"""The messages of proto/wire.proto and proto/item.proto, compiled when this is first imported, and how they are framed."""
import atexit
import importlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

from google.protobuf.message import DecodeError

from .records import RuleBroken

PROJECT = pathlib.Path(__file__).resolve().parents[3]


def compiled():
    folder = tempfile.mkdtemp(prefix="alongside-wire.")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    subprocess.run(["protoc", f"--proto_path={PROJECT}", f"--python_out={folder}", "proto/item.proto", "proto/wire.proto"],
                   check=True)
    sys.path.insert(0, folder)
    return importlib.import_module("proto.item_pb2"), importlib.import_module("proto.wire_pb2")


item, wire = compiled()


def frame(**body):
    """frame(ack=wire.Ack(number=1)): the encoded Frame."""
    return wire.Frame(**body).SerializeToString()


def parsed(kind, encoded):
    try:
        return kind.FromString(encoded)
    except DecodeError as wrong:
        raise RuleBroken(f"no {kind.DESCRIPTOR.name}") from wrong


def pairing_hello(name="", addresses=()):
    """A PairingHello as a frame; an empty one is two bytes, for no frame is empty."""
    return wire.PairingHello(name=name, addresses=addresses).SerializeToString() or b"\x0a\x00"
