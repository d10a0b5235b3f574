"""PROTOCOL.md, "Feeds" and "Changes", as the follower: what the other shares, as far as it is stored here."""
from dataclasses import dataclass

from .messages import item, parsed, wire
from .records import RuleBroken
from .rules import copy_is_sound

MAX_CHANGES = 1024
HOLDINGS_A_PAGE = 1024
MAX_ASKED_BACK = 64
RETURN_BYTES = 1024 * 1024


@dataclass
class Stored:
    """A change as it came. Of a retraction only id, revision and seal are left."""
    encoded: bytes
    revision: int
    seal: bytes
    copy: object  # a wire.Copy, or None


class Following:
    def __init__(self):
        self.epoch = b""
        self.received = 0
        self.items = {}

    def reset(self, epoch):
        if len(epoch) != 16 or not any(epoch):
            raise RuleBroken("no epoch")
        self.epoch, self.received = epoch, 0

    def store(self, batch):
        if not self.epoch or batch.number != self.received + 1:
            raise RuleBroken("a batch out of turn")
        if len(batch.changes) > MAX_CHANGES:
            raise RuleBroken("too many changes in a batch")
        for encoded in batch.changes:
            self.apply(encoded)
        self.received = batch.number

    def apply(self, encoded):
        """Stores one change, or drops it alone if it breaks a rule."""
        try:
            change = parsed(wire.Change, encoded)
            copy = parsed(wire.Copy, change.copy) if change.WhichOneof("what") == "copy" else None
        except RuleBroken:
            return
        held = self.items.get(change.item)
        if len(change.item) != 16 or len(change.seal) != 16 or not change.WhichOneof("what"):
            return
        if change.revision <= (held.revision if held else 0) or (copy and not copy_is_sound(encoded, copy)):
            return
        self.items[change.item] = Stored(encoded, change.revision, change.seal, copy)

    def copies(self):
        return {id: stored.copy for id, stored in self.items.items() if stored.copy}

    def inventory(self, start):
        """The page from that place on; `next` counts the items in order of their ids, from 0."""
        ids = sorted(self.items)
        page = wire.InventoryPage(next=start + HOLDINGS_A_PAGE if start + HOLDINGS_A_PAGE < len(ids) else 0)
        for id in ids[start:start + HOLDINGS_A_PAGE]:
            stored = self.items[id]
            page.holdings.add(item=id, revision=stored.revision, retraction_seal=b"" if stored.copy else stored.seal)
        return page

    def returned(self, ids):
        if len(ids) > MAX_ASKED_BACK:
            raise RuleBroken("too many ids asked back")
        returns, size = [wire.Return()], 0
        for stored in (self.items[id] for id in ids if id in self.items):
            if size > RETURN_BYTES:
                returns.append(wire.Return())
                size = 0
            returns[-1].changes.append(stored.encoded)
            size += len(stored.encoded)
        returns[-1].last = True
        return returns


def answered(copy):
    """The id of the item that a response answers."""
    links = [link.item for link in copy.body.links if link.role == item.Link.ROLE_ANSWERS]
    return links[0] if copy.kind == "response" and len(links) == 1 else None
