"""A machine of the test's own inside this one: file systems that it may mount, and a network with loopback only."""
import ctypes
import errno
import fcntl
import os
import socket
import struct
import unittest

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
MS_REC, MS_PRIVATE, MNT_DETACH = 0x4000, 0x40000, 2
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
PAGE = 4096

libc = ctypes.CDLL(None, use_errno=True)


def leave(what):
    """This process and those it starts from now on leave these namespaces of the machine. Skips where they may not."""
    identity = os.getuid(), os.getgid()
    if libc.unshare(what if identity[0] == 0 else what | CLONE_NEWUSER):
        raise unittest.SkipTest(f"no namespace of its own is permitted here: {os.strerror(ctypes.get_errno())}")
    if identity[0]:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {identity[0]} 1"), ("gid_map", f"0 {identity[1]} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(text)


def own_network():
    leave(CLONE_NEWNET)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def own_mounts():
    leave(CLONE_NEWNS)
    mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None)


def mount(source, target, kind, flags, options):
    if libc.mount(source, target, kind, flags, options):
        raise unittest.SkipTest(f"mounting is not permitted here: {os.strerror(ctypes.get_errno())}")


class SmallDisk:
    """A file system of that many bytes at `folder`, which fills."""

    def __init__(self, folder, size):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"size={size},mode=700".encode())

    def fill(self):
        """Until not a byte more goes in, also where a node writes meanwhile."""
        with open(self.folder / "filler", "wb", buffering=0) as filler:
            try:
                while filler.write(bytes(PAGE)):
                    pass
            except OSError as full:
                if full.errno != errno.ENOSPC:
                    raise

    def make_room(self):
        (self.folder / "filler").unlink()

    def unmount(self):
        libc.umount2(os.fsencode(self.folder), MNT_DETACH)
