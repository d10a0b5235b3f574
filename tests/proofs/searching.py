"""A thief's search for words: plain, in UTF-16 of both kinds, in base64 of any alignment, and in what inflates."""
import base64
import zlib

WINDOW_BITS = (zlib.MAX_WBITS, -zlib.MAX_WBITS, zlib.MAX_WBITS | 16)  # zlib, bare deflate, gzip
SHORTEST_INFLATED = 24  # bytes; what inflates to less is chance
MOST_INFLATED = 1 << 22
ZLIB_STARTS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08")
DEFLATED_STARTS = 1 << 12  # of each file, at how many places bare deflate is tried


def forms(word):
    """Every way in which the word may stand in some bytes."""
    encoded = word.encode()
    yield encoded
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    for before in range(3):
        # Only the characters that hang on nothing but the word.
        text = base64.b64encode(bytes(before) + encoded)
        inner = text[(0, 2, 3)[before]:len(text) // 4 * 4 - 4]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))


class Search:
    def __init__(self, words):
        self.forms = {form: word for word in words for form in forms(word)}

    def found_in(self, content):
        """The words that stand somewhere in these bytes."""
        found = {word for form, word in self.forms.items() if form in content}
        for inflated in inflations(content):
            found |= {word for form, word in self.forms.items() if form in inflated}
        return found


def inflations(content):
    for start in ZLIB_STARTS:
        at = content.find(start)
        while at >= 0:
            yield from inflated(content[at:], WINDOW_BITS[2 if start[0] == 0x1f else 0])
            at = content.find(start, at + 1)
    for at in range(min(DEFLATED_STARTS, len(content))):
        yield from inflated(content[at:at + (1 << 16)], WINDOW_BITS[1])


def inflated(content, bits):
    inflater = zlib.decompressobj(bits)
    try:
        out = inflater.decompress(content, MOST_INFLATED)
    except zlib.error:
        return
    if len(out) >= SHORTEST_INFLATED:
        yield out
