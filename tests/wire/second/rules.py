"""PROTOCOL.md, "Limits": what a copy must hold to."""
MAX_CHANGE_BYTES = 393_216
MAX_TEXT_BYTES = 262_144
MAX_ENTRIES = 64
MAX_NAME_BYTES = 255
MAX_ATTACHMENT_BYTES = 4 * 2**30

ALLOWED_CONTROLS = "\n\r\t"


def copy_is_sound(encoded_change, copy):
    body = copy.body
    texts = [body.text] + [field.value for field in body.fields]
    names = [copy.kind] + [field.name for field in body.fields] + list(body.tags) + [file.name for file in body.attachments]
    lists = (body.fields, body.tags, body.attachments, body.links)
    return (len(encoded_change) <= MAX_CHANGE_BYTES
            and copy.kind != ""
            and sum(size(text) for text in texts) <= MAX_TEXT_BYTES
            and all(size(name) <= MAX_NAME_BYTES for name in names)
            and all(len(entries) <= MAX_ENTRIES for entries in lists)
            and all(is_plain(text) for text in texts + names)
            and all(attachment_is_sound(attachment) for attachment in body.attachments))


def attachment_is_sound(attachment):
    return len(attachment.id) == 16 and len(attachment.key) == 32 and attachment.size <= MAX_ATTACHMENT_BYTES


def size(text):
    return len(text.encode())


def is_plain(text):
    """Whether it is free of control characters other than line feed, carriage return and tab."""
    return not any((ord(c) < 32 and c not in ALLOWED_CONTROLS) or 127 <= ord(c) < 160 for c in text)


def name_or_nothing(name):
    return name if size(name) <= MAX_NAME_BYTES and not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in name) else ""
