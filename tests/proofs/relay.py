"""A tap on the way between two nodes: it passes on every byte and keeps it; and it can hold, echo, damage and cut."""
import socket
import threading
import time

DIALLED, ANSWERED = "dialled", "answered"  # who sent it: the side that dialled, or the other
RECORD_BYTES, HANDSHAKE_BYTES = 4096, 256
PATIENCE = 60


class Connection:
    def __init__(self, near):
        self.near = near
        self.sent = {DIALLED: bytearray(), ANSWERED: bytearray()}

    def end(self, *sides):
        for side in sides:
            try:
                side.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            side.close()


class Relay:
    """Listens on a port of its own and passes every connection on to `target`, unless told otherwise; each piece after
    `delay` seconds, as a long way would."""

    def __init__(self, target, delay=0):
        self.delay = delay
        host, _, port = target.rpartition(":")
        self.target = host, int(port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.changed = threading.Condition()
        self.connections = []  # passed on
        self.stopped = []      # held back
        self.treatment = "pass"
        self.damage = None     # (who, at which byte, cut) of the next connection
        self.damaged = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            connection = Connection(near)
            if self.treatment == "pass":
                self.pass_on(connection)
            else:
                self.stopped.append(connection)
                threading.Thread(target=self.keep, args=(connection, self.treatment == "echo"), daemon=True).start()

    def pass_on(self, connection):
        try:
            far = socket.create_connection(self.target)
        except OSError:
            connection.near.close()
            return
        self.connections.append(connection)
        damage, self.damage = self.damage, None
        for source, sink, who in ((connection.near, far, DIALLED), (far, connection.near, ANSWERED)):
            fault = damage if damage and damage[0] == who else None
            threading.Thread(target=self.carry, args=(connection, source, sink, who, fault), daemon=True).start()

    def carry(self, connection, source, sink, who, fault):
        kept = connection.sent[who]
        try:
            while piece := source.recv(65536):
                begins = len(kept)
                kept += piece
                time.sleep(self.delay)
                self.note()
                if fault and begins <= fault[1] < len(kept):
                    piece, over = self.damaged_piece(piece, fault[1] - begins, cut=fault[2])
                    sink.sendall(piece)
                    if over:
                        break
                else:
                    sink.sendall(piece)
        except OSError:
            pass
        connection.end(source, sink)

    def damaged_piece(self, piece, at, cut):
        with self.changed:
            self.damaged += 1
            self.changed.notify_all()
        if cut:
            return piece[:at], True
        return piece[:at] + bytes([piece[at] ^ 1]) + piece[at + 1:], False

    def keep(self, connection, echo):
        """Nothing gets to the other side; at most it comes back to where it came from."""
        try:
            while piece := connection.near.recv(65536):
                connection.sent[DIALLED] += piece
                self.note()
                if echo:
                    connection.near.sendall(piece)
        except OSError:
            pass
        connection.end(connection.near)

    def note(self):
        with self.changed:
            self.last = time.monotonic()
            self.changed.notify_all()

    def wait_for(self, so, what):
        with self.changed:
            if not self.changed.wait_for(so, PATIENCE):
                raise AssertionError(what)

    def wait_for_quiet(self, seconds):
        """Until nothing has passed for that long."""
        self.last = time.monotonic()
        with self.changed:
            while (left := self.last + seconds - time.monotonic()) > 0:
                self.changed.wait(left)

    def counts(self):
        """Bytes so far of each connection and direction."""
        return [{who: len(sent) for who, sent in connection.sent.items()} for connection in self.connections]

    def hold(self):
        """From now on connections are taken and nothing is passed on."""
        self.treatment = "hold"

    def held(self, count):
        """The first `count` bytes of a connection that was held back."""
        self.wait_for(lambda: any(len(one.sent[DIALLED]) >= count for one in self.stopped), "nobody dialled")
        return bytes(next(one for one in self.stopped if len(one.sent[DIALLED]) >= count).sent[DIALLED][:count])

    def echo(self):
        """Gives whoever dials next their own words back; how many connections that were, once one of them has ended."""
        self.treatment = "echo"
        echoed = len(self.stopped)
        self.end_stopped()
        self.wait_for(lambda: any(len(one.sent[DIALLED]) >= HANDSHAKE_BYTES for one in self.stopped[echoed:]),
                      "nobody dialled")
        return len(self.stopped) - echoed

    def pass_on_again(self):
        self.treatment = "pass"
        self.end_stopped()

    def end_stopped(self):
        for connection in self.stopped:
            connection.end(connection.near)

    def damage_next(self, who, at, cut):
        """In the next connection, what `who` sends is cut before its byte `at`, or has a bit of that byte flipped."""
        self.expected = self.damaged + 1
        self.damage = who, at, cut

    def wait_until_damaged(self):
        self.wait_for(lambda: self.damaged >= self.expected, "that byte never came")
