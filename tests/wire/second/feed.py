"""PROTOCOL.md, "Feeds" and "Changes", as the author: what is shared, what is on its way, what the other has.

A Feed stands for what is durable; a test makes a backup of it with copy.deepcopy.
"""
import os
from dataclasses import dataclass

from .hashing import keyed, u8, u64le
from .messages import wire
from .records import RuleBroken

MAX_CHANGES = 1024
BATCH_BYTES = 1024 * 1024
MAX_UNACKNOWLEDGED = 4

COPY, RETRACTION = 1, 2


@dataclass
class Shared:
    """An item that is shared, or was: then it has no copy."""
    revision: int
    copy: bytes | None
    left: bool = False  # some form of it was given out in a batch
    known_there: bool = False  # this revision of it is acknowledged


class Feed:
    def __init__(self):
        self.seal_key = os.urandom(32)
        self.ever_acknowledged = False
        self.items = {}
        self.history = {}  # item -> the copies that a restore found to be older than the present one
        self.waiting = {}  # item -> its Change, for the next batch
        self.begin_life()

    def begin_life(self):
        self.epoch = os.urandom(16)
        self.last_formed = 0
        self.acknowledged = 0
        self.batches = {}  # number -> {item: Change}, given out and not acknowledged

    def share(self, id, copy):
        """`copy` is a wire.Copy: what the other shall have of this item from now on."""
        before = self.items.get(id) or Shared(0, None)
        self.queue(id, Shared(before.revision + 1, copy.SerializeToString(), before.left))

    def take_back(self, id):
        before = self.items[id]
        if before.left:
            self.queue(id, Shared(before.revision + 1, None, left=True))
        else:  # nobody has heard of it, and nobody will
            before.copy = None
            del self.waiting[id]

    def queue(self, id, shared):
        for overtaken in self.batches.values():
            overtaken.pop(id, None)
        self.items[id] = shared
        self.waiting[id] = self.change(id, shared)

    def change(self, id, shared):
        change = wire.Change(item=id, revision=shared.revision, seal=self.seal(id, shared.revision, shared.copy))
        if shared.copy is None:
            change.retraction.SetInParent()
        else:
            change.copy = shared.copy
        return change

    def seal(self, id, revision, copy):
        kind = RETRACTION if copy is None else COPY
        return keyed(self.seal_key, id, u64le(revision), u8(kind), copy or b"")[:16]

    def batch_after(self, number):
        """The batch to send after that one, formed now if need be; None when there is nothing to send."""
        if number == self.last_formed and not self.form():
            return None
        changes = self.batches.get(number + 1, {})
        return wire.Batch(number=number + 1, changes=[change.SerializeToString() for change in changes.values()])

    def form(self):
        changes, size = {}, 0
        while self.waiting and len(changes) < MAX_CHANGES and size < BATCH_BYTES:
            id = next(iter(self.waiting))
            changes[id] = self.waiting.pop(id)
            size += changes[id].ByteSize()
            self.items[id].left = True
        if changes:
            self.last_formed += 1
            self.batches[self.last_formed] = changes
        return bool(changes)

    def acknowledge(self, number):
        if number > self.last_formed:
            raise RuleBroken("an Ack of what was never given out")
        for stored in range(self.acknowledged + 1, number + 1):
            self.note_known(self.batches.pop(stored))
            self.ever_acknowledged = True
        self.acknowledged = max(self.acknowledged, number)

    def note_known(self, changes):
        for id, change in changes.items():
            if self.items[id].revision == change.revision:
                self.items[id].known_there = True

    @property
    def all_acknowledged(self):
        return not self.waiting and self.acknowledged == self.last_formed

    def lost_its_place(self, greeting):
        """Whether the follower, or this feed, has come back from an older backup."""
        if not greeting.following_epoch and not self.ever_acknowledged:
            return False
        return (greeting.following_epoch != self.epoch or greeting.received > self.last_formed
                or greeting.received < self.acknowledged)

    def shares_attachment(self, id):
        copies = (wire.Copy.FromString(shared.copy) for shared in self.items.values() if shared.copy is not None)
        return any(attachment.id == id for copy in copies for attachment in copy.body.attachments)
