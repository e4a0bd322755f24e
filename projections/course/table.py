"""What the rows of an instrument's table wait for, kept up row by row.

Most events touch one row. To ask every row anew at each of them whether everybody accepts it, and
whether it is translated, would take most of the time of following a deal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from aggregates.deal.parties.state import NOTHING
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import rows as rows_of
from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import (
    ClauseId,
    InstrumentId,
    Kind,
    Language,
    OrganisationId,
    Sha256,
)
from projections.course.state import Course, RowKey, Table, Waits, Written
from projections.course.touched import Touched, every, is_framed_alike
from projections.differing import differing

_EXECUTED: Final = Progress.EXECUTED


class Ground(NamedTuple):
    """What the rows of an event's deal stand on: all that says what each of them waits for."""

    deal: Deal
    rows: Mapping[RowKey, Written]
    parties_sha256: Sha256
    languages: tuple[Language, ...]


def tables(
    course: Course, ground: Ground, moved: Sequence[Touched]
) -> Mapping[InstrumentId, Table]:
    """Return what every row waits for after an event; of what is executed, what was last known.

    ``moved`` are the instruments that the event has touched.
    """
    reset = ground.deal.parties.principals is not course.deal.parties.principals
    changed: dict[InstrumentId, Table] = {}
    for one in every(course.deal, ground.deal) if reset else moved:
        before, instrument = one.before, one.after
        if instrument.matrix.frame is None or instrument.progress is _EXECUTED:
            continue
        known = course.tables.get(instrument.id)
        if before is None or known is None or reset or not is_framed_alike(before, instrument):
            changed[instrument.id] = _made(ground, instrument)
        elif touched := _rows_touched(course, ground, one):
            changed[instrument.id] = _with_rows(known, ground, instrument, touched)
    return {**course.tables, **changed} if changed else course.tables


def _made(ground: Ground, instrument: Instrument) -> Table:
    rows = {row: _waits(ground, instrument, row) for row in rows_of(instrument)}
    return Table(rows, Counter(rows.values()))


def _rows_touched(course: Course, ground: Ground, one: Touched) -> set[ClauseId]:
    """Return the rows that were reworded, answered or translated."""
    rows = {*one.accepted, *one.reserved, *one.translated}
    if course.rows is not ground.rows:
        reworded = differing(course.rows, ground.rows)
        rows.update(row for instrument, row in reworded if instrument == one.after.id)
    return rows


def _with_rows(
    known: Table, ground: Ground, instrument: Instrument, touched: Iterable[ClauseId]
) -> Table:
    """Return the table with these rows asked anew, as far as they are on it."""
    rows, alike = dict(known.rows), dict(known.alike)
    for row in touched:
        was = rows.get(row)
        if was is None:
            continue
        rows[row] = now = _waits(ground, instrument, row)
        alike[now] = alike.get(now, 0) + 1
        alike[was] -= 1
        if not alike[was]:
            del alike[was]
    return Table(rows, alike)


def rows_answered(before: Instrument, after: Instrument) -> Iterator[ClauseId]:
    """Yield the rows of which acceptances, reservations or translations may have changed."""
    was, now = before.matrix, after.matrix
    if was.acceptances is not now.acceptances:
        yield from differing(was.acceptances, now.acceptances)
    if was.reservations is not now.reservations:
        yield from differing(was.reservations, now.reservations)
    if was.translations is not now.translations:
        yield from differing(was.translations, now.translations)


def _waits(ground: Ground, instrument: Instrument, row: ClauseId) -> Waits:
    wording = ground.rows[instrument.id, row].sha256
    sides, matrix = ground.deal.parties.principals, instrument.matrix
    answers, parties = matrix.acceptances.get(row, NOTHING), ground.parties_sha256
    held = matrix.reservations.get(row)
    unanswered: list[OrganisationId] = []
    for side in sides:
        said = answers.get(side)
        if said is None or said.clause_sha256 != wording or said.parties_sha256 != parties:
            unanswered.append(side)
    reserved = [s for s, cited in held.items() if cited == wording and s in sides] if held else ()
    missing, uncertified = _untranslated(ground, instrument, row, wording)
    return _shared(Waits(tuple(unanswered), tuple(sorted(reserved)), missing, uncertified))


@lru_cache(maxsize=4_096)
def _shared(waits: Waits) -> Waits:
    """Return one object for all that is alike: most rows wait for one of few things."""
    return waits


def _untranslated(
    ground: Ground, instrument: Instrument, row: ClauseId, wording: Sha256
) -> tuple[tuple[Language, ...], tuple[Language, ...]]:
    """Return the languages in which a row waits for a translation, and for a certificate."""
    frame = instrument.matrix.frame
    if frame is None or row == FRAME or instrument.kind is Kind.LETTER_OF_INTENT:
        return (), ()
    found = instrument.matrix.translations.get(row, NOTHING)
    missing: list[Language] = []
    uncertified: list[Language] = []
    for language in ground.languages:
        if language in frame.authentic_languages:
            continue
        translation = found.get(language)
        if translation is None or translation.clause_sha256 != wording:
            missing.append(language)
        elif language in ground.deal.policy.certified_languages and not translation.certified_by:
            uncertified.append(language)
    return tuple(missing), tuple(uncertified)
