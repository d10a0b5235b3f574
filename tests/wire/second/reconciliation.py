"""PROTOCOL.md, "After a restore", as the author: learn what the follower holds, then begin a new life of the feed."""
from dataclasses import dataclass

from .feed import Shared
from .messages import parsed, wire
from .records import RuleBroken

MAX_HOLDINGS = 1024
MAX_ASKED_BACK = 64


@dataclass
class Held:
    revision: int
    retracted: bool


class Reconciliation:
    """Each method takes what came and returns the frame body to send next, as a keyword of messages.frame; None when
    the feed has begun its new life."""

    def __init__(self, feed):
        self.feed = feed
        self.held = {}
        self.to_ask_back = []

    def begin(self):
        return {"inventory_request": wire.InventoryRequest()}

    def page(self, page):
        if len(page.holdings) > MAX_HOLDINGS:
            raise RuleBroken("too many holdings in a page")
        for holding in page.holdings:
            self.note(holding)
        return {"inventory_request": wire.InventoryRequest(**{"from": page.next})} if page.next else self.ask_back()

    def returned(self, returned):
        for encoded in returned.changes:
            self.take_back_in(parsed(wire.Change, encoded))
        return self.ask_back() if returned.last else {}

    def note(self, holding):
        own = self.feed.items.get(holding.item)
        self.held[holding.item] = Held(holding.revision, bool(holding.retraction_seal))
        if holding.retraction_seal:
            sound = holding.retraction_seal == self.feed.seal(holding.item, holding.revision, None)
            if sound and (own is None or holding.revision >= own.revision):
                self.feed.items[holding.item] = Shared(holding.revision, None, left=True, known_there=True)
        elif own is None or self.may_be_of_another_life(holding, own):
            self.to_ask_back.append(holding.item)

    @staticmethod
    def may_be_of_another_life(holding, own):
        """An equal revision that was never acknowledged here may be another text under the same number."""
        return holding.revision > own.revision or (holding.revision == own.revision and not own.known_there)

    def ask_back(self):
        if not self.to_ask_back:
            return self.begin_new_life()
        items, self.to_ask_back = self.to_ask_back[:MAX_ASKED_BACK], self.to_ask_back[MAX_ASKED_BACK:]
        return {"return_request": wire.ReturnRequest(items=items)}

    def take_back_in(self, change):
        held, own = self.held.get(change.item), self.feed.items.get(change.item)
        if not held or change.WhichOneof("what") != "copy":
            return
        if change.seal != self.feed.seal(change.item, change.revision, change.copy):
            return
        if own is not None and own.copy is None:
            return
        if own is None or own.copy == change.copy or changed(own.copy) <= changed(change.copy):
            self.feed.items[change.item] = Shared(change.revision, change.copy, left=True, known_there=True)
        else:
            self.feed.history.setdefault(change.item, []).append(change.copy)
            own.known_there = False

    def begin_new_life(self):
        self.feed.begin_life()
        self.feed.waiting.clear()
        for id, shared in list(self.feed.items.items()):
            if self.differs(shared, self.held.get(id)):
                above = max(shared.revision, self.held[id].revision if id in self.held else 0) + 1
                self.feed.queue(id, Shared(above, shared.copy, left=shared.left or id in self.held))
        return None

    @staticmethod
    def differs(shared, held):
        if shared.copy is None:
            return held is not None and not held.retracted
        return held is None or held.retracted or held.revision != shared.revision or not shared.known_there


def changed(copy):
    return wire.Copy.FromString(copy).changed.unix_ms
