"""Two nodes on a network where neither has an address of its own that it could tell the other: all that passes between
them goes the way that the test gives Ben, who alone can dial."""
import unittest

from people import Person
from relay import Relay

ANY_PORT = "0.0.0.0:0"


class Tapped(unittest.TestCase):
    """For modules that have set up isolation.own_network()."""

    def person(self, name):
        person = Person(name)
        self.addCleanup(person.discard)
        person.make_vault()
        _, ready = person.start("--listen", ANY_PORT)
        person.address = "127.0.0.1:" + ready["listening"][0].rpartition(":")[2]
        return person

    def couple(self, delay=0):
        """Mira, Ben, and the relay over which alone he can reach her; not paired yet."""
        mira, ben = self.person("Mira"), self.person("Ben")
        relay = Relay(mira.address, delay)
        self.addCleanup(relay.close)
        return mira, ben, relay
