"""The clause matrix: the rows of each instrument's table, and what every principal says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, LiteralString, TypeVar

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.state import Instrument, Progress
from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import (
    ClauseId,
    DealId,
    InstrumentId,
    Kind,
    Language,
    OrganisationId,
    Sha256,
)
from projections.batch import Batch
from projections.change import Change, Replace
from projections.course.moved import COURSE
from projections.course.state import Course, Said, Written
from projections.course.table import rows_answered
from projections.differing import differing
from projections.reader import Reader
from projections.rows import rows_of
from projections.view import Wall

R = TypeVar("R")

NAME: Final = "matrix"
VERSION: Final = 3
TABLES: Final = {"matrix": Wall.TERMS}
DDL: Final[LiteralString] = """
CREATE TABLE matrix (
    id text PRIMARY KEY,
    deal text NOT NULL,
    instrument text NOT NULL,
    clause text NOT NULL,
    ordinal int NOT NULL,
    sha256 text NOT NULL,
    principal text NOT NULL,
    position bigint NOT NULL,
    titles jsonb NOT NULL,
    linked text[] NOT NULL,
    cells jsonb NOT NULL,
    translations jsonb NOT NULL
);
CREATE INDEX matrix_deal ON matrix (deal, instrument, ordinal);
COMMENT ON TABLE matrix IS 'clause is "frame" for the frame, which has ordinal 0'
"""

_ROWS: Final[LiteralString] = """
SELECT m.deal, m.instrument, m.clause, m.ordinal, m.sha256, m.principal, m.position, m.titles,
    m.linked, m.cells, m.translations
FROM projections.matrix AS m
WHERE m.deal = %(deal)s
AND (%(whole)s OR EXISTS (
    SELECT FROM projections.deal_readers AS r
    WHERE r.deal = m.deal AND r.organisation = ANY(%(granted)s::text[])
    AND 'terms' = ANY(r.scopes)))
AND (%(instrument)s::text IS NULL OR m.instrument = %(instrument)s)
ORDER BY m.instrument, m.ordinal
"""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What a principal says of a row.

    ``state``: ``agreed`` accepts it as it stands; ``reserved`` has noted that it does not;
    ``countered`` had accepted a wording that another has replaced; ``open`` has said nothing yet.
    ``position`` is that of the last thing it said, or that befell what it had said; 0 for none.
    """

    principal: OrganisationId
    state: str
    position: int


class TranslationState(msgspec.Struct, frozen=True, kw_only=True):
    """A translation: ``stale`` when the clause has moved on, ``certified`` if somebody did."""

    language: Language
    stale: bool
    certified: bool


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table as it stands.

    ``sha256`` is what an acceptance of it cites, ``principal`` put this wording at ``position``.
    ``titles`` are in the authentic languages; ``linked`` are clauses to be accepted with it.
    """

    deal: DealId
    instrument: InstrumentId
    clause: ClauseId
    ordinal: int
    sha256: Sha256
    principal: OrganisationId
    position: int
    titles: Mapping[Language, str]
    linked: tuple[ClauseId, ...]
    cells: tuple[Cell, ...]
    translations: tuple[TranslationState, ...]


class Stored(MatrixRow, frozen=True, kw_only=True):
    """A row as the table has it."""

    id: str


def change(batch: Batch) -> Iterator[Change]:
    """Write each row of which something has changed."""
    if gone := batch.gone():
        yield Replace("matrix", "deal", gone)
    keys: list[str] = []
    rows: list[Stored] = []
    for moved in batch.moved(COURSE):
        for instrument, clause in touched(moved.before, moved.state):
            keys.append(_id(moved.state.deal.id, instrument, clause))
            row = _row_of(partial(Stored, id=keys[-1]), moved.state, instrument, clause)
            rows += [] if row is None else [row]
    if keys:
        yield Replace("matrix", "id", keys, rows)


async def deal_matrix(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    deal: DealId,
    instrument: InstrumentId | None = None,
) -> Sequence[MatrixRow]:
    """Return the rows of a deal, or of one instrument, in order; none if its terms are not seen."""
    arguments = {**reader.asking(), "deal": deal, "instrument": instrument}
    return await rows_of(connection, MatrixRow, _ROWS, arguments)


def matrix_rows(course: Course) -> Iterator[MatrixRow]:
    """Yield every row of every instrument as the table has it at this point of the course."""
    for instrument in course.deal.instruments.values():
        for clause in _clauses(instrument):
            row = row_of(course, instrument.id, clause)
            if row is not None:
                yield row


def row_of(course: Course, instrument_id: InstrumentId, clause: ClauseId) -> MatrixRow | None:
    """Return one row, or nothing if it is not on the table."""
    return _row_of(MatrixRow, course, instrument_id, clause)


def _row_of(
    row: Callable[..., R], course: Course, instrument_id: InstrumentId, clause: ClauseId
) -> R | None:
    instrument = course.deal.instruments[instrument_id]
    ordinal = _ordinal(instrument, clause)
    if ordinal is None:
        return None
    wording = course.rows[instrument_id, clause]
    principals = sorted(course.deal.parties.principals)
    return row(
        deal=course.deal.id,
        instrument=instrument_id,
        clause=clause,
        ordinal=ordinal,
        sha256=wording.sha256,
        principal=wording.principal,
        position=wording.position,
        titles=_titles(instrument, clause),
        linked=_linked(instrument, clause),
        cells=tuple(_cell(course, instrument, clause, wording, side) for side in principals),
        translations=tuple(_translations(instrument, clause, wording)),
    )


def touched(before: Course, after: Course) -> Iterator[tuple[InstrumentId, ClauseId]]:
    """Yield the rows of which something may have changed, those that are gone included."""
    sides_same = before.deal.parties.principals is after.deal.parties.principals
    reworded = set(differing(before.rows, after.rows))
    answered = {key[:2] for key in differing(before.said, after.said)}
    for instrument in after.deal.instruments.values():
        was = before.deal.instruments.get(instrument.id)
        if was is instrument and sides_same:
            continue
        every = dict.fromkeys([*(_clauses(was) if was else ()), *_clauses(instrument)])
        if not sides_same or was is None or not _is_alike(was, instrument):
            yield from ((instrument.id, clause) for clause in every)
            continue
        changed = {
            *rows_answered(was, instrument),
            *differing(was.matrix.clauses, instrument.matrix.clauses),
        }
        for clause in every:
            key = instrument.id, clause
            if clause in changed or key in reworded or key in answered:
                yield key


def _is_alike(was: Instrument, now: Instrument) -> bool:
    """Return whether nothing has changed that concerns every row."""
    return (
        was.matrix.frame is now.matrix.frame
        and was.matrix.links == now.matrix.links
        and (was.progress is Progress.EXECUTED) is (now.progress is Progress.EXECUTED)
        and (was.signing is now.signing or now.kind is not Kind.LETTER_OF_INTENT)
        and was.acceded is now.acceded
    )


def _clauses(instrument: Instrument) -> tuple[ClauseId, ...]:
    frame = instrument.matrix.frame
    return () if frame is None else (FRAME, *frame.clause_ids)


def _ordinal(instrument: Instrument, clause: ClauseId) -> int | None:
    """Return the place of a row, 0 for the frame; none of what is not on the table."""
    frame = instrument.matrix.frame
    if frame is None or clause == FRAME:
        return None if frame is None else 0
    return frame.clause_ids.index(clause) + 1 if clause in frame.clause_ids else None


def _cell(
    course: Course, instrument: Instrument, clause: ClauseId, wording: Written, side: OrganisationId
) -> Cell:
    said = course.said.get((instrument.id, clause, side), Said(position=0))
    state = _state(course, instrument, clause, wording, side)
    return Cell(principal=side, state=state, position=said.position)


def _state(
    course: Course, instrument: Instrument, clause: ClauseId, wording: Written, side: OrganisationId
) -> str:
    if is_agreed(course, instrument, clause, side):
        return "agreed"
    if instrument.matrix.reservations.get(clause, {}).get(side) == wording.sha256:
        return "reserved"
    said = course.said.get((instrument.id, clause, side))
    if said is not None and said.fallen is not None and said.fallen.sha256 != wording.sha256:
        return "countered"
    return "open"


def is_agreed(
    course: Course, instrument: Instrument, clause: ClauseId, side: OrganisationId
) -> bool:
    """Return whether a side is bound by the row, or accepts it as it stands."""
    if instrument.progress is Progress.EXECUTED:
        return side in instrument.acceded or side in course.executed[instrument.id].principals
    if instrument.kind is Kind.LETTER_OF_INTENT and instrument.signing is not None:
        signing = instrument.signing
        return any(signing.seats[field].of == side for field in signing.signed)
    acceptance = instrument.matrix.acceptances.get(clause, {}).get(side)
    return (
        acceptance is not None
        and acceptance.clause_sha256 == course.rows[instrument.id, clause].sha256
        and acceptance.parties_sha256 == course.parties_sha256
    )


def _titles(instrument: Instrument, clause: ClauseId) -> Mapping[Language, str]:
    if clause == FRAME:
        return {}
    return {tag: text.title for tag, text in instrument.matrix.clauses[clause].texts.items()}


def _linked(instrument: Instrument, clause: ClauseId) -> tuple[ClauseId, ...]:
    if not instrument.matrix.links:
        return ()
    groups = (set(group) for group in instrument.matrix.links if clause in group)
    return tuple(sorted(set[ClauseId]().union(*groups) - {clause}))


def _translations(
    instrument: Instrument, clause: ClauseId, wording: Written
) -> Iterator[TranslationState]:
    for language, translation in sorted(instrument.matrix.translations.get(clause, {}).items()):
        yield TranslationState(
            language=language,
            stale=translation.clause_sha256 != wording.sha256,
            certified=bool(translation.certified_by),
        )


def _id(deal: DealId, instrument: InstrumentId, clause: ClauseId) -> str:
    return f"{deal}/{instrument}/{clause}"
