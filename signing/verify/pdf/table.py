"""The end of a revision: its cross-reference table and its trailer (ISO 32000-2 clause 7.5.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from signing.errors import SignatureError
from signing.verify.pdf.values import Dictionary, Reader, Reference

MOST_OBJECTS = 50_000
"""In one revision; a contract of twenty pages has two thousand."""
_SECTION = re.compile(rb"(\d{1,8}) ([1-9]\d{0,7})\n")
_ENTRY = re.compile(rb"(\d{10}) 00000 n \n")
_FREE = b"0000000000 65535 f \n"


class Trailer(msgspec.Struct, frozen=True, kw_only=True):
    """What a trailer says (clause 7.5.5). ``previous`` is where the table before it is, or 0."""

    catalogue: Reference
    information: Reference
    identifier: bytes
    size: int
    previous: int


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """``offsets`` are those of the objects by number, from the file's first octet; ``at`` its own.

    Object 0, which nobody can refer to, is left out; it must be there, and free.
    """

    at: int
    offsets: dict[int, int]
    trailer: Trailer


def read_table(pdf: bytes, start: int, end: int) -> Table:
    """Return the table of the revision ``pdf[start:end]``, which ends with it.

    Raises:
        SignatureError: ``file_malformed``, ``too_large``.
    """
    at = _pointed_at(pdf, start, end)
    reader = Reader(pdf, at, end)
    reader.literal(b"xref\n")
    offsets = dict[int, int]()
    for number, offset in _entries(reader, pdf):
        if number in offsets:  # of two definitions, readers take either
            raise SignatureError("file_malformed", at=reader.at)
        offsets[number] = offset
    reader.literal(b"trailer")
    trailer = _trailer(reader.dictionary(), at)
    reader.literal(b"\nstartxref\n%d\n%%%%EOF\n" % at)
    return Table(at=at, offsets=offsets, trailer=trailer)


def _trailer(entries: Dictionary, at: int) -> Trailer:
    """Nothing but these keys: no second table, no encryption."""
    match entries:
        case {
            "/Root": Reference() as catalogue,
            "/Info": Reference() as information,
            "/ID": [bytes(identifier), bytes()],
            "/Size": int(size),
            **rest,
        } if rest.keys() <= {"/Prev"} and isinstance(previous := rest.get("/Prev", 0), int):
            return Trailer(
                catalogue=catalogue,
                information=information,
                identifier=identifier,
                size=size,
                previous=previous,
            )
        case _:
            pass
    raise SignatureError("file_malformed", at=at)


def _pointed_at(pdf: bytes, start: int, end: int) -> int:
    """Return where the revision's last lines say that the table is: within the revision."""
    pointer = re.compile(rb"startxref\n(\d{1,10})\n").match(
        pdf, max(start, pdf.rfind(b"startxref", start, end)), end
    )
    if pointer is None or not start <= int(pointer[1]) < end:
        raise SignatureError("file_malformed", at=end)
    return int(pointer[1])


def _entries(reader: Reader, pdf: bytes) -> Iterator[tuple[int, int]]:
    objects = 0
    while (section := _SECTION.match(pdf, reader.at)) is not None:
        reader.literal(section[0])
        first, count = int(section[1]), int(section[2])
        objects += count
        if objects > MOST_OBJECTS:
            raise SignatureError("too_large", what="objects", found=objects, most=MOST_OBJECTS)
        for number in range(first, first + count):
            if number == 0:
                reader.literal(_FREE)
            else:
                yield number, _offset(reader, pdf)


def _offset(reader: Reader, pdf: bytes) -> int:
    entry = _ENTRY.match(pdf, reader.at)
    if entry is None:
        raise SignatureError("file_malformed", at=reader.at)
    reader.literal(entry[0])
    return int(entry[1])
