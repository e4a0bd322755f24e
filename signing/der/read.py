"""DER octets to values. Whatever DER does not allow is refused, so that a value has one spelling.

Only what the writer of this package makes and certificates need: tags of one octet, definite
lengths. Data from outside is read with it: it MUST NOT raise anything but `SignatureError`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from signing.der import write
from signing.errors import SignatureError

LONGEST_OID = 64
"""In octets. Beyond it, turning an arc to decimals could take a hostile length of time."""


class Reader:
    """One level of an encoding, read from left to right.

    Raises:
        SignatureError: ``not_der`` from every method, with the octet ``at`` which it failed.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def next_is(self, tag: int) -> bool:
        """Return whether there is another value, and ``tag`` is its tag."""
        return self._at < len(self._data) and self._data[self._at] == tag

    def contents(self, tag: int) -> bytes:
        """Return the contents of the next value, which has this tag."""
        start, end = self._span(tag)
        self._at = end
        return self._data[start:end]

    def whole(self, tag: int) -> bytes:
        """Return the next value, which has this tag, with its tag and length."""
        first = self._at
        self._at = self._span(tag)[1]
        return self._data[first : self._at]

    def inside(self, tag: int) -> Reader:
        """Return a reader of the contents of the next value, which has this tag."""
        return Reader(self.contents(tag))

    def end(self) -> None:
        """Promise that nothing is left."""
        if self._at != len(self._data):
            raise self._refusal()

    def integer(self) -> int:
        """Return the next value, a non-negative INTEGER."""
        contents = self.contents(write.INTEGER)
        value = int.from_bytes(contents, "big", signed=True)
        if value < 0 or write.integer(value) != write.encode(write.INTEGER, contents):
            raise self._refusal()
        return value

    def oid(self) -> str:
        """Return the next value, an OBJECT IDENTIFIER, in its dotted form."""
        contents = self.contents(write.OID)
        arcs = _arcs(contents[:LONGEST_OID]) or [0]
        first = min(arcs[0] // 40, 2)
        dotted = ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))
        if write.oid(dotted) != write.encode(write.OID, contents):
            raise self._refusal()
        return dotted

    def text(self, tag: int) -> str:
        """Return the next value, a string type of this tag whose octets are UTF-8 or ASCII."""
        try:
            return self.contents(tag).decode("utf-8" if tag == write.UTF8_STRING else "ascii")
        except UnicodeDecodeError as wrong:
            raise self._refusal() from wrong

    def time(self) -> datetime:
        """Return the next value, a GeneralizedTime in UTC and whole seconds."""
        text = self.text(write.GENERALIZED_TIME)
        try:
            instant = datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
        except ValueError as wrong:
            raise self._refusal() from wrong
        if write.generalized_time(instant) != write.encode(write.GENERALIZED_TIME, text.encode()):
            raise self._refusal()
        return instant

    def _span(self, tag: int) -> tuple[int, int]:
        header = self._data[self._at : self._at + 2]
        if len(header) < 2 or header[0] != tag:
            raise self._refusal()
        start = self._at + 2
        size = header[1]
        if size >= 0x80:
            octets = self._data[start : start + (size & 0x7F)]
            start += size & 0x7F
            size = int.from_bytes(octets, "big")
        end = start + size
        shortest = write.encode(tag, self._data[start:end])
        if end > len(self._data) or shortest != self._data[self._at : end]:
            raise self._refusal()
        return start, end

    def _refusal(self) -> SignatureError:
        return SignatureError("not_der", at=self._at)


def whole(data: bytes, tag: int) -> Reader:
    """Return a reader of the contents of ``data``, which is one value of this tag and no more.

    Raises:
        SignatureError: ``not_der``.
    """
    outer = Reader(data)
    inner = outer.inside(tag)
    outer.end()
    return inner


def _arcs(contents: bytes) -> list[int]:
    arcs, value = list[int](), 0
    for octet in contents:
        value = value << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(value)
            value = 0
    return arcs
