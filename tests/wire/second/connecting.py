"""PROTOCOL.md, "Pairing" and "Handshakes", on sockets: each function ends with a Channel, and pairing with a Link."""
import os
import time

from . import link as links
from .channel import Channel, Closed, dialled, read_message
from .handshake import (CONNECTING, CONTRIBUTION_BYTES, PAIRING, First, Handshake, HandshakeFailed, NoCommonVersion,
                        Second, Versions, new_key)
from .invite import LIFE_SECONDS, Invite
from .messages import pairing_hello, parsed, wire

HANDSHAKE_PATIENCE = 4  # seconds; shorter than the other's silence, so that a next attempt comes soon


def new_invite(addresses):
    """An invite and the key pair that belongs to it."""
    key = new_key()
    return Invite(os.urandom(32), key.public.data, int(time.time()) + LIFE_SECONDS, tuple(addresses)), key


def pair_as_acceptor(invite, versions=Versions()):
    """The acceptor's side: a link that is not established yet, and the channel on which to introduce oneself."""
    key, contribution = new_key(), os.urandom(CONTRIBUTION_BYTES)
    handshake = Handshake(PAIRING, invite.id, invite.secret, True, key)
    sock = dialled(invite.addresses[0], HANDSHAKE_PATIENCE)
    sock.sendall(handshake.message(First(0, versions).write()))
    second = Second.read(handshake.read(read_message(sock)))
    if handshake.remote_static != invite.static_key:
        sock.close()
        raise HandshakeFailed("not the inviter")
    end_without_version(sock, second.chosen)
    sock.sendall(handshake.message(contribution))
    link = links.derive(invite.secret, contribution, second.contribution, handshake.hash, key, invite.static_key)
    return link, Channel(sock, handshake)


def introduce(channel, hello):
    """The acceptor's first frame; the other's PairingHello. The link is established when this returns."""
    channel.send_frames([hello])
    theirs = parsed(wire.PairingHello, channel.next_frame())
    channel.close()
    return theirs


def answer_invite(sock, first, invite, key, hello, versions=Versions()):
    """The inviter's side of a connection whose first message has been read: the link and the other's PairingHello.
    Raises HandshakeFailed, having sent nothing, when the message is not from somebody who holds the invite."""
    handshake = Handshake(PAIRING, invite.id, invite.secret, False, key)
    chosen = versions.newest_common(First.read(handshake.read(first)).versions)
    contribution = os.urandom(CONTRIBUTION_BYTES)
    sock.sendall(handshake.message(Second(chosen, contribution, versions).write()))
    end_without_version(sock, chosen)
    of_acceptor = handshake.read(read_message(sock))[:CONTRIBUTION_BYTES]
    channel = Channel(sock, handshake)
    theirs = parsed(wire.PairingHello, channel.next_frame())
    link = links.derive(invite.secret, of_acceptor, contribution, handshake.hash, key, handshake.remote_static)
    channel.send_frames([hello])
    wait_for_close(channel)
    return link, theirs


def wait_for_close(channel):
    try:
        channel.next_frame()
    except Closed:
        pass
    channel.close()


def end_without_version(sock, chosen):
    if chosen == 0:
        sock.close()
        raise NoCommonVersion()


def connecting_handshake(link, initiator):
    return Handshake(CONNECTING, link.id, link.psk, initiator, link.own_key, link.their_key)


def connect(link, address, counter, versions=Versions()):
    handshake = connecting_handshake(link, initiator=True)
    sock = dialled(address)
    sock.sendall(handshake.message(First(counter, versions).write()))
    end_without_version(sock, Second.read(handshake.read(read_message(sock))).chosen)
    return Channel(sock, handshake)


def answer_connection(sock, first, link, accepts_counter, versions=Versions()):
    """The responder's side. Raises HandshakeFailed, having sent nothing, when the message is a stranger's."""
    handshake = connecting_handshake(link, initiator=False)
    offered = First.read(handshake.read(first))
    if not accepts_counter(offered.counter):
        raise HandshakeFailed("a counter that was used before")
    chosen = versions.newest_common(offered.versions)
    sock.sendall(handshake.message(Second(chosen, versions=versions).write()))
    end_without_version(sock, chosen)
    return Channel(sock, handshake)
