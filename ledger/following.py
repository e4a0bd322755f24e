"""A log as those read it who fold all of it: each event with its place, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, repeat
from typing import NamedTuple, TypeAlias
from uuid import UUID

from psycopg import sql
from psycopg.rows import TupleRow

from aggregates.vocabulary import Event
from ledger.contents import EventContents
from ledger.errors import LedgerError
from ledger.rows import LAST_POSITION, Rows, query_of


class Happened(NamedTuple):
    """An event as it is stored, less what proves it; ``recorded_at`` is in microseconds."""

    stream_id: UUID
    position: int
    version: int
    type: str
    payload: bytes
    meta: bytes
    recorded_at: int


Course: TypeAlias = list[Happened]
"""Events of one stream, in order and without a gap."""


class Section(NamedTuple):
    """What a part of the log has of one stream: so many ``events`` from version ``first`` on."""

    stream_id: UUID
    first: int
    events: int


_COLUMNS = sql.SQL(", ").join(sql.Identifier("e", field) for field in Happened._fields)
_AFTER = sql.SQL("""
    SELECT {columns} FROM {events} AS e
    WHERE e.log_id = %b AND e.position > %b AND e.position <= %b ORDER BY e.position LIMIT %b
""")
# a row a stream: as many rows as events would take the reader nearly twice the time
_COURSES = sql.SQL("""
    SELECT e.stream_id, {arrays} FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id = ANY(%b) AND e.position <= %b
    GROUP BY e.stream_id ORDER BY e.stream_id
""")
_ARRAYS = sql.SQL(", ").join(
    sql.SQL("array_agg({} ORDER BY e.version)").format(sql.Identifier("e", field))
    for field in Happened._fields[1:]
)
_SECTIONS = sql.SQL("""
    SELECT e.stream_id, min(e.version), count(*) FROM {events} AS e
    WHERE e.log_id = %b AND e.position > %b AND e.position <= %b
    GROUP BY e.stream_id ORDER BY min(e.position)
""")
_CONTINUED = sql.SQL("""
    SELECT {columns} FROM unnest(%b::uuid[], %b::int[], %b::int[]) AS s (stream_id, first, last)
    JOIN {events} AS e
        ON e.log_id = %b AND e.stream_id = s.stream_id AND e.version BETWEEN s.first AND s.last
    ORDER BY e.stream_id, e.version
""")


class Following:
    """The events of one log, by position and by stream, and the way into them.

    Every method raises `LedgerError` as `Rows` does.
    """

    def __init__(self, rows: Rows, contents: EventContents) -> None:
        self._rows = rows
        self._contents = contents
        self._after = query_of(_AFTER, contents.log_id, columns=_COLUMNS)
        self._courses = query_of(_COURSES, contents.log_id, arrays=_ARRAYS)
        self._sections = query_of(_SECTIONS, contents.log_id)
        self._continued = query_of(_CONTINUED, contents.log_id, columns=_COLUMNS)

    def happened(self, after: int, limit: int, through: int = LAST_POSITION) -> list[Happened]:
        """Return what follows position ``after``, at most ``limit``; none is ever passed over.

        Raises:
            LedgerError: ``positions_missing``.
        """
        rows = self._rows.fetch(self._after, [self._contents.log_id, after, through, limit])
        found = [*map(Happened._make, rows)]
        for expected, one in enumerate(found, start=after + 1):
            if one.position != expected:
                raise LedgerError("positions_missing", first=expected, found=one.position)
        return found

    def courses(self, ids: Sequence[UUID], through: int = LAST_POSITION) -> dict[UUID, Course]:
        """Return each stream from its first event on, up to position ``through``.

        Raises:
            LedgerError: ``versions_missing``.
        """
        rows = self._rows.fetch(self._courses, [self._contents.log_id, list(ids), through])
        courses = {row[0]: [*map(Happened, repeat(row[0]), *row[1:])] for row in rows}
        for course in courses.values():
            require_versions(course, 1)
        return courses

    def sections(self, after: int, through: int) -> list[Section]:
        """Return what stands between two positions by stream, whichever came first in front.

        Raises:
            LedgerError: ``positions_missing`` unless every position up to ``through`` is there.
        """
        rows = self._rows.fetch(self._sections, [self._contents.log_id, after, through])
        found = [*map(Section._make, rows)]
        events = sum(section.events for section in found)
        if events != through - after:
            raise LedgerError("positions_missing", first=after + 1, found=after + events)
        return found

    def continued(self, sections: Sequence[Section]) -> dict[UUID, Course]:
        """Return the events of these sections, by stream and in order of version.

        Raises:
            LedgerError: ``versions_missing``.
        """
        last = [one.first + one.events - 1 for one in sections]
        ids, first = [one.stream_id for one in sections], [one.first for one in sections]
        log_id = self._contents.log_id
        courses = _by_stream(self._rows.fetch(self._continued, [ids, first, last, log_id]))
        for section in sections:
            require_versions(courses.get(section.stream_id, ()), section.first)
        return courses

    def opened(self, course: Course) -> list[Event] | None:
        """Return what the events of one stream say; nothing if its key was destroyed.

        Raises:
            LedgerError: as `EventContents.open`.
        """
        names, payloads = [one.type for one in course], [one.payload for one in course]
        try:
            first = course[0]
            return self._contents.open_stream(first.stream_id, names, payloads, first.version)
        except LedgerError as failed:
            if failed.code != "key_destroyed":
                raise
        return None


def require_versions(course: Iterable[Happened], first: int) -> None:
    """Refuse events of one stream that do not follow each other from version ``first`` on.

    Raises:
        LedgerError: ``versions_missing``.
    """
    for expected, one in enumerate(course, start=first):
        if one.version != expected:
            raise LedgerError("versions_missing", stream_id=str(one.stream_id), first=expected)


def _by_stream(rows: Iterable[TupleRow]) -> dict[UUID, Course]:
    by_stream = groupby(map(Happened._make, rows), key=_stream)
    return {stream: list(course) for stream, course in by_stream}


def _stream(one: Happened) -> UUID:
    return one.stream_id
