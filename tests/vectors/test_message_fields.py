"""No number of a field in proto/*.proto ever changes its meaning, or is used again."""
import copy
import unittest

import message_fields
from google.protobuf.descriptor_pb2 import FieldDescriptorProto


class MessageFields(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stored = message_fields.stored()

    def test_mean_what_they_meant(self):
        self.assertEqual(message_fields.changed(self.stored, message_fields.of_today()), [])

    def test_are_stored_all(self):
        self.assertEqual(message_fields.added(self.stored, message_fields.of_today()), [], "run message_fields.py")

    def with_greeting(self, change):
        """The stored messages after that was done to Greeting."""
        after = copy.deepcopy(self.stored)
        wire, = (file for file in after.file if file.package == "alongside.wire")
        greeting, = (message for message in wire.message_type if message.name == "Greeting")
        change(greeting)
        return after

    def assert_noticed(self, before, after, count):
        self.assertEqual(len(message_fields.changed(before, after)), count)

    def test_are_noticed_when_their_number_type_or_label_changes(self):
        changes = {"number": 100, "type": FieldDescriptorProto.TYPE_STRING,
                   "label": FieldDescriptorProto.LABEL_REPEATED, "oneof_index": 0}
        for name, value in changes.items():
            with self.subTest(name):
                after = self.with_greeting(lambda greeting: setattr(greeting.field[0], name, value))
                self.assert_noticed(self.stored, after, 1)
                self.assertEqual(len(message_fields.added(self.stored, after)), 1)
        renamed = self.with_greeting(lambda greeting: setattr(greeting.field[0], "name", "another"))
        self.assert_noticed(self.stored, renamed, 0)

    def test_may_go_only_if_their_number_is_reserved_for_ever(self):
        def reserve(greeting):
            del greeting.field[0]
            greeting.reserved_range.add(start=1, end=2)
        gone = self.with_greeting(lambda greeting: greeting.field.pop(0))
        reserved = self.with_greeting(reserve)
        self.assert_noticed(self.stored, gone, 1)
        self.assert_noticed(self.stored, reserved, 0)
        self.assert_noticed(reserved, gone, 1)
        self.assert_noticed(reserved, self.stored, 1)


if __name__ == "__main__":
    unittest.main()
