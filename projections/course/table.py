"""What the rows of an instrument's table wait for, kept up row by row.

Most events touch one row. To ask every row anew at each of them whether everybody accepts it, and
whether it is translated, would take most of the time of following a deal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from aggregates.deal.parties.state import NOTHING
from aggregates.deal.state import Instrument, Progress
from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import ClauseId, InstrumentId, Kind, Language, Sha256
from projections.course.state import Course, Table, Waits
from projections.differing import differing

_EXECUTED: Final = Progress.EXECUTED


def tables(course: Course, after: Course) -> Mapping[InstrumentId, Table]:
    """Return what every row waits for after an event; of what is executed, what was last known.

    ``after`` is all of the course after the event but for its tables.
    """
    reset = after.deal.parties.principals is not course.deal.parties.principals
    if after.deal.instruments is course.deal.instruments and not reset:
        return course.tables
    changed: dict[InstrumentId, Table] = {}
    for instrument in after.deal.instruments.values():
        before = course.deal.instruments.get(instrument.id)
        if before is instrument and not reset:
            continue
        if instrument.matrix.frame is None or instrument.progress is _EXECUTED:
            continue
        known = course.tables.get(instrument.id)
        if before is None or known is None or reset or after.rows is not course.rows:
            every = (FRAME, *instrument.matrix.frame.clause_ids)
            changed[instrument.id] = {row: _waits(after, instrument, row) for row in every}
        elif touched := {row for row in rows_answered(before, instrument) if row in known}:
            anew = {row: _waits(after, instrument, row) for row in touched}
            changed[instrument.id] = {**known, **anew}
    return {**course.tables, **changed} if changed else course.tables


def rows_answered(before: Instrument, after: Instrument) -> Iterator[ClauseId]:
    """Yield the rows of which acceptances, reservations or translations may have changed."""
    was, now = before.matrix, after.matrix
    yield from differing(was.acceptances, now.acceptances)
    yield from differing(was.reservations, now.reservations)
    yield from differing(was.translations, now.translations)


def _waits(after: Course, instrument: Instrument, row: ClauseId) -> Waits:
    wording = after.rows[instrument.id, row].sha256
    sides, matrix = after.deal.parties.principals, instrument.matrix
    answers = matrix.acceptances.get(row, NOTHING)
    held = matrix.reservations.get(row)
    missing, uncertified = _untranslated(after, instrument, row, wording)
    return Waits(
        tuple(
            side
            for side in sides
            if (said := answers.get(side)) is None
            or said.clause_sha256 != wording
            or said.parties_sha256 != after.parties_sha256
        ),
        tuple(sorted(s for s, cited in held.items() if cited == wording and s in sides))
        if held
        else (),
        missing,
        uncertified,
    )


def _untranslated(
    after: Course, instrument: Instrument, row: ClauseId, wording: Sha256
) -> tuple[tuple[Language, ...], tuple[Language, ...]]:
    """Return the languages in which a row waits for a translation, and for a certificate."""
    frame = instrument.matrix.frame
    if frame is None or row == FRAME or instrument.kind is Kind.LETTER_OF_INTENT:
        return (), ()
    found = instrument.matrix.translations.get(row, NOTHING)
    missing: list[Language] = []
    uncertified: list[Language] = []
    for language in after.languages:
        if language in frame.authentic_languages:
            continue
        translation = found.get(language)
        if translation is None or translation.clause_sha256 != wording:
            missing.append(language)
        elif language in after.deal.policy.certified_languages and not translation.certified_by:
            uncertified.append(language)
    return tuple(missing), tuple(uncertified)
