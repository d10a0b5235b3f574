"""A second implementation of alongside's wire protocol, from proto/PROTOCOL.md alone.

Read in the order of the document: hashing, invite, handshake, link, records, messages, feed, reconciliation, following,
attachments, conversation. None of these does I/O. node.py puts them on sockets.
"""
