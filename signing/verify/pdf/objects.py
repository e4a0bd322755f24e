"""The objects of a revision, which fill it from its first octet to its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from signing.errors import SignatureError
from signing.verify.pdf.table import Table
from signing.verify.pdf.values import Dictionary, Reader, Reference, Value

LONGEST_VALUE = 256 * 1024
"""In octets; without the stream."""


class Object(msgspec.Struct, frozen=True, kw_only=True):
    """An object, and where it stands: ``pdf[start:end]``. ``stream`` is None without one."""

    number: int
    start: int
    end: int
    value: Value
    stream: bytes | None

    @property
    def dictionary(self) -> Dictionary:
        """The value of an object that is a dictionary and no stream; else an empty one."""
        return self.value if isinstance(self.value, dict) and self.stream is None else {}

    @property
    def syntax(self) -> int:
        """How many octets it has, without the stream."""
        return self.end - self.start - len(self.stream or b"")


def read_objects(pdf: bytes, body: int, table: Table) -> Iterator[Object]:
    """Yield the objects in the order of the file; from ``body`` to ``table`` is nothing else.

    Raises:
        SignatureError: ``file_malformed``.
    """
    ordered = sorted((at, number) for number, at in table.offsets.items())
    starts = [at for at, _ in ordered]
    if starts[:1] != [body]:
        raise SignatureError("file_malformed", at=body)
    for (_, number), (start, end) in zip(ordered, pairwise([*starts, table.at]), strict=True):
        yield _object(pdf, number, start, end)


def parts_of(*values: Value) -> Iterator[Value]:
    """Yield ``values`` and all that is in them, however deep."""
    pending = list(values)
    while pending:
        value = pending.pop()
        yield value
        if isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)


def referred(values: Iterable[Value]) -> set[int]:
    """Return the numbers of the objects to which ``values`` refer."""
    return {part.number for part in parts_of(*values) if isinstance(part, Reference)}


def _object(pdf: bytes, number: int, start: int, end: int) -> Object:
    head = Reader(pdf, start, min(end, start + LONGEST_VALUE))
    head.literal(b"%d 0 obj\n" % number)
    value = head.value()
    rest = Reader(pdf, head.at, end)
    stream = _stream(pdf, value, rest) if rest.next_is(b"\nstream") else None
    rest.literal(b"\nendobj\n")
    if rest.at != end:
        raise SignatureError("file_malformed", at=rest.at)
    return Object(number=number, start=start, end=end, value=value, stream=stream)


def _stream(pdf: bytes, value: Value, reader: Reader) -> bytes:
    """Clause 7.3.8; its length stands in the dictionary itself, and its data in no other file."""
    reader.literal(b"\nstream\n")
    length = value.get("/Length") if isinstance(value, dict) and "/F" not in value else None
    if not isinstance(length, int):
        raise SignatureError("file_malformed", at=reader.at)
    start = reader.at
    reader.skip(length)
    if reader.next_is(b"\n"):  # one is written where the stream does not end with it
        reader.skip(1)
    reader.literal(b"endstream")
    return pdf[start : start + length]
