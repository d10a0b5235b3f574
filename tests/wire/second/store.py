"""What one node keeps on disk between connections, here in memory."""
import os
import time

from .attachments import sealed_chunks
from .feed import Feed
from .following import Following
from .messages import item, wire


class Store:
    def __init__(self, name=""):
        self.name = name
        self.addresses = []
        self.partner_name = ""
        self.partner_addresses = []
        self.words_confirmed = False
        self.feed = Feed()
        self.following = Following()
        self.files = {}  # attachment id -> sealed chunks of my own
        self.fetching = {}  # attachment id -> Fetching
        self.dial_counter = 0  # the last that I used
        self.counter_accepted = 0  # the highest of the other's that I accepted
        self.farewell = False

    def next_dial_counter(self):
        self.dial_counter = max(self.dial_counter + 1, int(time.time() * 1000))
        return self.dial_counter

    def accepts_counter(self, counter):
        if counter <= self.counter_accepted:
            return False
        self.counter_accepted = counter
        return True

    def attach(self, name, content):
        """A file of mine, ready to be named in a body."""
        attachment = item.Attachment(id=os.urandom(16), key=os.urandom(32), name=name, size=len(content))
        self.files[attachment.id] = sealed_chunks(attachment.id, attachment.key, content)
        return attachment


def note(text="", welcome=(), **body):
    """A note of now, as the other shall have it."""
    now = item.Moment(unix_ms=int(time.time() * 1000))
    return wire.Copy(kind="note", written=now, changed=now, body=item.Body(text=text, **body), welcome=welcome)


def response(to, answer, text):
    now = item.Moment(unix_ms=int(time.time() * 1000))
    body = item.Body(text=text, fields=[item.Field(name="as", value=answer)],
                     links=[item.Link(role=item.Link.ROLE_ANSWERS, item=to)])
    return wire.Copy(kind="response", written=now, changed=now, body=body)
