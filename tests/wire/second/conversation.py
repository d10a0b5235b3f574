"""PROTOCOL.md, "The conversation": one connection's frames, as a machine. Frames go in, frames come out; no I/O.

                greetings exchanged        both persons confirmed the words
    greeting ----------------------> provisional ----------------------> open
"""
from . import attachments
from .feed import MAX_UNACKNOWLEDGED
from .invite import MAX_ADDRESSES, is_address
from .messages import frame, parsed, wire
from .reconciliation import Reconciliation
from .records import RuleBroken
from .rules import name_or_nothing

WHILE_PROVISIONAL = {"words_confirmed", "flush", "farewell"}


class Conversation:
    def __init__(self, store):
        self.store = store
        self.outgoing = []  # encoded frames, first to go first
        self.theirs = None  # their Greeting
        self.confirmed_here = self.confirmed_there = False
        self.begun = False  # both directions run
        self.over = False  # they have said farewell; the connection is to be closed
        self.sent = None  # the newest batch sent here; None while the feed may not go on
        self.reconciliation = None
        self.asked = None  # (attachment id, chunks still to come) of the one request under way
        self.given_up = set()  # attachments that are not asked for again in this connection
        self.flush_asked = None
        self.flushes_answered = set()

    def greet(self):
        store = self.store
        self.confirmed_here = store.words_confirmed
        self.say(greeting=wire.Greeting(
            feed_epoch=store.feed.epoch, last_formed=store.feed.last_formed, following_epoch=store.following.epoch,
            received=store.following.received, name=store.name, addresses=store.addresses,
            words_confirmed=store.words_confirmed, dial_counter_seen=store.counter_accepted))

    @property
    def open(self):
        return self.theirs is not None and self.confirmed_here and self.confirmed_there

    def confirm_words(self):
        self.store.words_confirmed = self.confirmed_here = True
        self.say(words_confirmed=wire.WordsConfirmed())

    def flush(self, token):
        self.say(flush=wire.Flush(token=token))

    def receive(self, encoded):
        received = parsed(wire.Frame, encoded)
        kind = received.WhichOneof("body")
        if kind is None:
            return
        if (kind == "greeting") != (self.theirs is None):
            raise RuleBroken("a Greeting comes first, and once")
        if kind != "greeting" and not self.open and kind not in WHILE_PROVISIONAL:
            raise RuleBroken("nothing is shared before both have confirmed the words")
        getattr(self, "on_" + kind)(getattr(received, kind))

    def advance(self):
        """Lets go what may go now. To be called after each change here, and after each frame."""
        if not self.open:
            return
        if not self.begun:
            self.begin()
        self.send_batches()
        self.ask_for_chunks()
        if self.flush_asked is not None and self.all_done:
            self.say(flushed=wire.Flushed(token=self.flush_asked))
            self.flush_asked = None

    @property
    def all_done(self):
        return self.reconciliation is None and self.store.feed.all_acknowledged and self.asked is None

    # Both sides of the whole.

    def on_greeting(self, greeting):
        self.theirs = greeting
        self.confirmed_there = greeting.words_confirmed
        self.store.partner_name = name_or_nothing(greeting.name) or self.store.partner_name
        addresses = [address for address in greeting.addresses[:MAX_ADDRESSES] if is_address(address)]
        self.store.partner_addresses = addresses or self.store.partner_addresses
        self.store.dial_counter = max(self.store.dial_counter, greeting.dial_counter_seen)

    def on_words_confirmed(self, _):
        self.confirmed_there = True

    def on_flush(self, flush):
        self.flush_asked = flush.token

    def on_flushed(self, flushed):
        self.flushes_answered.add(flushed.token)

    def on_farewell(self, _):
        self.store.farewell = self.over = True

    # As the author.

    def begin(self):
        self.begun = True
        feed = self.store.feed
        if feed.lost_its_place(self.theirs):
            self.reconciliation = Reconciliation(feed)
            self.say(**self.reconciliation.begin())
        elif not self.theirs.following_epoch:
            self.begin_life()
        else:
            self.sent = self.theirs.received
            feed.acknowledge(self.sent)

    def begin_life(self):
        self.say(feed_reset=wire.FeedReset(epoch=self.store.feed.epoch))
        self.sent = 0

    def send_batches(self):
        feed = self.store.feed
        while self.sent is not None and self.sent - feed.acknowledged < MAX_UNACKNOWLEDGED:
            batch = feed.batch_after(self.sent)
            if batch is None:
                return
            self.say(batch=batch)
            self.sent = batch.number

    def on_ack(self, ack):
        if self.sent is None or ack.number > self.sent:
            raise RuleBroken("an Ack of what was not sent")
        self.store.feed.acknowledge(ack.number)

    def on_inventory_page(self, page):
        self.go_on_reconciling(self.reconciling().page(page))

    def on_returned(self, returned):
        self.go_on_reconciling(self.reconciling().returned(returned))

    def reconciling(self):
        if self.reconciliation is None:
            raise RuleBroken("an answer that nobody asked for")
        return self.reconciliation

    def go_on_reconciling(self, body):
        if body is None:
            self.reconciliation = None
            self.begin_life()
        elif body:
            self.say(**body)

    def on_chunk_request(self, request):
        if not 1 <= request.count <= attachments.MAX_CHUNKS_ASKED:
            raise RuleBroken("too many chunks asked for")
        shared = self.store.feed.shares_attachment(request.attachment)
        chunks = self.store.files.get(request.attachment, []) if shared else []
        for index in range(request.first, request.first + request.count):
            if index >= len(chunks):
                self.say(chunk_unavailable=wire.ChunkUnavailable(attachment=request.attachment))
                return
            self.say(chunk=wire.Chunk(attachment=request.attachment, index=index, sealed=chunks[index]))

    # As the follower.

    def on_feed_reset(self, reset):
        self.store.following.reset(reset.epoch)

    def on_batch(self, batch):
        self.store.following.store(batch)
        self.say(ack=wire.Ack(number=batch.number))

    def on_inventory_request(self, request):
        self.say(inventory_page=self.store.following.inventory(getattr(request, "from")))

    def on_return_request(self, request):
        for returned in self.store.following.returned(request.items):
            self.say(returned=returned)

    def ask_for_chunks(self):
        if self.asked:
            return
        for copy in self.store.following.copies().values():
            for attachment in copy.body.attachments:
                fetching = self.store.fetching.setdefault(attachment.id, attachments.Fetching(attachment))
                if not fetching.complete and attachment.id not in self.given_up:
                    self.ask_for(fetching)
                    return

    def ask_for(self, fetching):
        first = len(fetching.chunks)
        count = min(attachments.MAX_CHUNKS_ASKED, fetching.count - first)
        self.asked = fetching.id, count
        self.say(chunk_request=wire.ChunkRequest(attachment=fetching.id, first=first, count=count))

    def on_chunk(self, chunk):
        if not self.asked or self.asked[0] != chunk.attachment:
            raise RuleBroken("a chunk that nobody asked for")
        if not self.store.fetching[chunk.attachment].take(chunk.index, chunk.sealed):
            self.given_up.add(chunk.attachment)
        left = self.asked[1] - 1
        self.asked = (chunk.attachment, left) if left else None

    def on_chunk_unavailable(self, unavailable):
        if not self.asked or self.asked[0] != unavailable.attachment:
            raise RuleBroken("an answer that nobody asked for")
        self.given_up.add(unavailable.attachment)
        self.asked = None

    def say(self, **body):
        self.outgoing.append(frame(**body))
