#!/usr/bin/python3
"""What each number in proto/*.proto means: its field's type and label, or that it is reserved. For ever, because vaults
and partners' nodes outlive a release. messages.txt is the set of descriptors as it was stored last. After a field was
added,

    /usr/bin/python3 message_fields.py

stores it too, if nothing that is stored there already has changed.
"""
import pathlib
import subprocess
import sys
import tempfile

from google.protobuf import text_format
from google.protobuf.descriptor_pb2 import FileDescriptorSet

PROJECT = pathlib.Path(__file__).resolve().parents[2]
STORED = pathlib.Path(__file__).with_name("messages.txt")
RESERVED = "reserved"


def of_today():
    sources = sorted(str(each.relative_to(PROJECT)) for each in PROJECT.glob("proto/*.proto"))
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(["protoc", f"--proto_path={PROJECT}", f"--descriptor_set_out={out.name}", *sources], check=True)
        return FileDescriptorSet.FromString(out.read())


def stored():
    return text_format.Parse(STORED.read_text(), FileDescriptorSet())


def meanings(descriptors):
    """{message or enum: {number: what it means}}"""
    found = {}
    for file in descriptors.file:
        for message in file.message_type:
            add_message(found, file.package, message)
        for enum in file.enum_type:
            add_enum(found, file.package, enum)
    return found


def add_message(found, scope, message):
    name = f"{scope}.{message.name}"
    numbers = found[name] = {}
    for field in message.field:
        shape = (f"{field.Label.Name(field.label)} {field.Type.Name(field.type)} {field.type_name}"
                 + " in a oneof" * field.HasField("oneof_index"))
        # In JSON it is the name that counts.
        numbers[field.number] = f"{shape} {field.name}" if name.startswith("alongside.api.") else shape
    for gone in message.reserved_range:
        numbers.update(dict.fromkeys(range(gone.start, gone.end), RESERVED))
    for inner in message.nested_type:
        add_message(found, name, inner)
    for enum in message.enum_type:
        add_enum(found, name, enum)


def add_enum(found, scope, enum):
    numbers = found[f"{scope}.{enum.name}"] = {value.number: value.name for value in enum.value}
    for gone in enum.reserved_range:
        numbers.update(dict.fromkeys(range(gone.start, gone.end + 1), RESERVED))


def changed(before, after):
    """What meant something and now means something else, or nothing without being reserved; in words."""
    before, after = meanings(before), meanings(after)
    return [f"{name} {number}: was {meaning}, is {after.get(name, {}).get(number, 'gone, and not reserved')}"
            for name, numbers in before.items() for number, meaning in numbers.items()
            if after.get(name, {}).get(number) not in (meaning, RESERVED)]


def added(before, after):
    before, after = meanings(before), meanings(after)
    return [f"{name} {number}: {meaning}" for name, numbers in after.items() for number, meaning in numbers.items()
            if before.get(name, {}).get(number) != meaning]


def main():
    today = of_today()
    wrong = changed(stored(), today) if STORED.exists() else []
    if wrong:
        sys.exit("\n".join(wrong))
    STORED.write_text(text_format.MessageToString(today))


if __name__ == "__main__":
    main()
