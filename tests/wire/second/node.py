"""A whole node: its store, its link, and its connections, each of which a thread serves."""
import socket
import threading

from . import connecting, invite as invites
from .channel import PATIENCE, Closed, read_message
from .conversation import Conversation
from .handshake import HandshakeFailed, Versions
from .messages import frame, pairing_hello, wire
from .records import RuleBroken
from .store import Store


class Connection:
    """One open channel and its conversation. The thread ends when the channel does; `ended` says how."""

    def __init__(self, node, channel):
        self.node = node
        self.channel = channel
        self.conversation = Conversation(node.store)
        self.ended = None
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def start(self):
        with self.node.changed:
            self.thread.start()
            self.conversation.greet()
            self.let_go()

    def serve(self):
        try:
            while True:
                received = self.channel.next_frame(patience=None)
                with self.node.changed:
                    self.conversation.receive(received)
                    self.let_go()
                if self.conversation.over:
                    self.channel.close()
                    raise Closed(in_good_order=True)
        except (Closed, RuleBroken, OSError) as end:
            with self.node.changed:
                self.ended = end
                self.node.changed.notify_all()
            self.channel.cut()

    def let_go(self):
        """Sends what may go now, and tells those who wait that something has changed."""
        self.conversation.advance()
        frames, self.conversation.outgoing = self.conversation.outgoing, []
        if frames and not self.ended:
            self.channel.send_frames(frames)
        self.node.changed.notify_all()

    def close(self):
        self.channel.close()
        self.thread.join(PATIENCE)


class Node:
    def __init__(self, name):
        self.store = Store(name)
        self.versions = Versions()
        self.changed = threading.Condition(threading.RLock())
        self.link = None
        self.given = None  # the invite that may be accepted, and its key pair
        self.connections = []
        self.listener = None
        self.tokens = 0

    # Pairing.

    def invite(self):
        """The text of an invite to this node, which must listen."""
        self.given = connecting.new_invite([self.address])
        return invites.write(self.given[0])

    def accept(self, text):
        """Tries again when it is met with silence, as an acceptor does until the invite expires."""
        for last_attempt in (False, False, True):
            try:
                self.link, channel = connecting.pair_as_acceptor(invites.read(text), self.versions)
                self.meet(connecting.introduce(channel, self.hello()))
                return
            except (Closed, TimeoutError):
                self.link = None
                if last_attempt:
                    raise

    def hello(self):
        return pairing_hello(self.store.name, self.store.addresses)

    def meet(self, hello):
        self.store.partner_name = hello.name
        self.store.partner_addresses = list(hello.addresses)

    def confirm_words(self):
        with self.changed:
            self.store.words_confirmed = True
            if self.connected:
                self.connection.conversation.confirm_words()
        self.let_go()

    # Connections.

    def dial(self, address):
        """Connects as the initiator."""
        self.disconnect()
        self.serve(connecting.connect(self.link, address, self.store.next_dial_counter(), self.versions))

    def listen(self):
        """From now on answers the partner, or whoever holds the invite; a stranger's connection is left to itself."""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.store.addresses = [self.address]
        threading.Thread(target=self.answer_all, args=[self.listener], daemon=True).start()

    def answer_all(self, listener):
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            sock.settimeout(PATIENCE)
            threading.Thread(target=self.answer, args=[sock], daemon=True).start()

    def answer(self, sock):
        try:
            first = read_message(sock)
            if self.link:
                accepts = self.store.accepts_counter
                self.serve(connecting.answer_connection(sock, first, self.link, accepts, self.versions))
            elif self.given:
                self.answer_acceptor(sock, first)
        except (HandshakeFailed, Closed, RuleBroken, OSError):
            sock.close()

    def answer_acceptor(self, sock, first):
        link, hello = connecting.answer_invite(sock, first, *self.given, self.hello(), self.versions)
        with self.changed:
            self.link, self.given = link, None
            self.meet(hello)
            self.changed.notify_all()

    def serve(self, channel):
        connection = Connection(self, channel)
        with self.changed:
            self.connections.append(connection)
            connection.start()

    @property
    def connection(self):
        """The newest that lasts, or None."""
        return next((each for each in reversed(self.connections) if each.ended is None), None)

    @property
    def connected(self):
        return self.connection is not None

    def disconnect(self):
        with self.changed:
            connection = self.connection
        if connection:
            connection.close()

    def stop(self):
        if self.listener:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
        self.disconnect()

    # What its person does. All of it goes out by itself when the conversation is open.

    def share(self, id, copy):
        with self.changed:
            self.store.feed.share(id, copy)
        self.let_go()

    def take_back(self, id):
        with self.changed:
            self.store.feed.take_back(id)
        self.let_go()

    def farewell(self):
        self.connection.channel.send_frames([frame(farewell=wire.Farewell())])

    def let_go(self):
        with self.changed:
            if self.connected:
                self.connection.let_go()

    # Waiting for the other.

    def wait_until(self, true, patience=PATIENCE):
        with self.changed:
            if not self.changed.wait_for(true, patience):
                raise TimeoutError("it did not come to that")

    def flush(self):
        """Returns when the other says that all is done, and all of this side's is."""
        self.tokens += 1
        with self.changed:
            self.wait_until(lambda: self.connected and self.connection.conversation.open)
            conversation = self.connection.conversation
            conversation.flush(self.tokens)
            self.let_go()
            self.wait_until(lambda: self.tokens in conversation.flushes_answered and conversation.all_done)

    def copies(self):
        with self.changed:
            return self.store.following.copies()
