"""A whole file: a base, and the revisions upon it (ISO 32000-2 clause 7.5.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from signing.errors import SignatureError
from signing.verify.pdf.objects import Object, read_objects, referred
from signing.verify.pdf.table import Table, Trailer, read_table
from signing.verify.pdf.values import Dictionary, Reference, Value

MOST_OCTETS = 32 * 1024 * 1024
MOST_SYNTAX = 2 * 1024 * 1024
"""Octets outside of streams; a contract of twenty pages has a quarter of a million."""
MOST_REVISIONS = 64
HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_END = b"%%EOF\n"


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """The octets ``start`` to ``end`` of the file, which hold ``objects`` and their table."""

    start: int
    end: int
    objects: Mapping[int, Object]
    table: Table


class File(msgspec.Struct, frozen=True, kw_only=True):
    """``revisions`` fill ``pdf`` from its first octet to its last; the first is the base."""

    pdf: bytes
    revisions: tuple[Revision, ...]

    @property
    def base(self) -> Revision:
        """What was there before anybody signed."""
        return self.revisions[0]

    def seen(self, update: int, number: int) -> Object | None:
        """Return an object as it was after so many updates, if it was there."""
        found = (one.objects.get(number) for one in reversed(self.revisions[: update + 1]))
        return next((one for one in found if one is not None), None)

    def in_base(self, value: Value | None) -> Dictionary:
        """Return the dictionary to which ``value`` refers in the base.

        Raises:
            SignatureError: ``part_missing``.
        """
        held = self.base.objects[value.number].value if isinstance(value, Reference) else None
        if not isinstance(held, dict):
            raise SignatureError("part_missing")
        return held


def read_file(pdf: bytes) -> File:
    """Return ``pdf`` in its revisions.

    Raises:
        SignatureError: ``not_one_pdf``, ``too_large`` in ``what``, or ``file_malformed`` with the
            octet ``at`` which it failed.
    """
    _require_at_most("octets", len(pdf), MOST_OCTETS)
    if not pdf.startswith(HEADER):
        raise SignatureError("not_one_pdf")
    revisions = list[Revision]()
    end, syntax = 0, 0
    while end < len(pdf):
        revision = _read(pdf, end, syntax)
        if revisions:
            _require_upon(revisions, revision)
        elif revision.table.trailer.previous:
            raise SignatureError("file_malformed", at=revision.table.at)
        revisions.append(revision)
        _require_led(revisions)
        _require_at_most("revisions", len(revisions), MOST_REVISIONS)
        syntax += sum(one.syntax for one in revision.objects.values())
        end = revision.end
    return File(pdf=pdf, revisions=tuple(revisions))


def _read(pdf: bytes, start: int, syntax: int) -> Revision:
    end = pdf.find(_END, start) + len(_END)
    if end < len(_END):
        raise SignatureError("file_malformed", at=start)
    body = start or len(HEADER)
    table = read_table(pdf, body, end)
    objects = dict[int, Object]()
    for one in read_objects(pdf, body, table):
        syntax += one.syntax
        _require_at_most("syntax", syntax, MOST_SYNTAX)
        objects[one.number] = one
    return Revision(start=start, end=end, objects=objects, table=table)


def _require_upon(before: Sequence[Revision], revision: Revision) -> None:
    """It names the table before it, keeps what the trailer says, and takes up new numbers only."""
    old, new = before[-1].table, revision.table
    known = set[int]().union(*(one.objects for one in before))
    upon = (
        new.trailer.previous == old.at
        and _kept(new.trailer) == _kept(old.trailer)
        and old.trailer.size <= new.trailer.size
        and all(number in known or number >= old.trailer.size for number in new.offsets)
        and all(number < new.trailer.size for number in new.offsets)
    )
    if not upon:
        raise SignatureError("file_malformed", at=new.at)


def _require_led(revisions: Sequence[Revision]) -> None:
    """No reference leads nowhere: what it should lead to could be put there later."""
    newest = revisions[-1]
    trailer = newest.table.trailer
    values = [one.value for one in newest.objects.values()]
    known = set[int]().union(*(one.objects for one in revisions))
    if referred([*values, trailer.catalogue, trailer.information]) - known:
        raise SignatureError("file_malformed", at=newest.table.at)


def _kept(trailer: Trailer) -> tuple[Reference, Reference, bytes]:
    return trailer.catalogue, trailer.information, trailer.identifier


def _require_at_most(what: str, found: int, most: int) -> None:
    if found > most:
        raise SignatureError("too_large", what=what, found=found, most=most)
