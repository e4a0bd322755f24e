"""What the rows of an instrument's table wait for, kept up row by row.

Most events touch one row. To ask every row anew at each of them whether everybody accepts it, and
whether it is translated, would take most of the time of following a deal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from aggregates.deal.change import put
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
from projections.course.state import Answers, Course, RowKey, Table, Tongues, Written
from projections.course.touched import Touched, every, is_framed_alike
from projections.differing import differing

W = TypeVar("W", bound=tuple[object, ...])
_EXECUTED: Final = Progress.EXECUTED
_NO_TONGUES: Final = Tongues((), ())


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
            continue
        reworded = _reworded(course, ground, instrument.id)
        now = _with_rows(known, ground, one, reworded)
        if now is not known:
            changed[instrument.id] = now
    return {**course.tables, **changed} if changed else course.tables


def tables_with_answer(
    course: Course, deal: Deal, instrument: InstrumentId, row: ClauseId
) -> Mapping[InstrumentId, Table]:
    """Return the tables after a row was accepted or reserved, and nothing else has changed."""
    known, after = course.tables.get(instrument), deal.instruments[instrument]
    was = None if known is None else known.answers.get(row)
    if known is None or was is None or after.progress is _EXECUTED:
        return course.tables
    now = _answers(Ground(deal, course.rows, course.parties_sha256, course.languages), after, row)
    if now is was:
        return course.tables
    answers, alike = put(known.answers, row, now), _counted(known.answered_alike, was, now)
    table = Table(answers, known.tongues, alike, known.translated_alike)
    return put(course.tables, instrument, table)


def tables_with_translation(
    course: Course, deal: Deal, instrument: InstrumentId, row: ClauseId
) -> Mapping[InstrumentId, Table]:
    """Return the tables after a row was translated, or that was certified, and nothing else."""
    known, after = course.tables.get(instrument), deal.instruments[instrument]
    was = None if known is None else known.tongues.get(row)
    if known is None or was is None or after.progress is _EXECUTED:
        return course.tables
    now = _tongues(Ground(deal, course.rows, course.parties_sha256, course.languages), after, row)
    if now is was:
        return course.tables
    tongues, alike = put(known.tongues, row, now), _counted(known.translated_alike, was, now)
    table = Table(known.answers, tongues, known.answered_alike, alike)
    return put(course.tables, instrument, table)


def _counted(alike: Mapping[W, int], was: W, now: W) -> Mapping[W, int]:
    """Return how many rows wait alike, after one waits for something else than before."""
    counts = dict(alike)
    counts[now] = counts.get(now, 0) + 1
    if counts[was] == 1:
        del counts[was]
    else:
        counts[was] -= 1
    return counts


def _made(ground: Ground, instrument: Instrument) -> Table:
    answers = {row: _answers(ground, instrument, row) for row in rows_of(instrument)}
    tongues = {row: _tongues(ground, instrument, row) for row in answers}
    return Table(answers, tongues, Counter(answers.values()), Counter(tongues.values()))


def _reworded(course: Course, ground: Ground, instrument: InstrumentId) -> Sequence[ClauseId]:
    if course.rows is ground.rows:
        return ()
    return [row for of, row in differing(course.rows, ground.rows) if of == instrument]


def _with_rows(known: Table, ground: Ground, one: Touched, reworded: Sequence[ClauseId]) -> Table:
    """Return the table with those rows asked anew that were reworded, answered or translated."""
    answers, answered = known.answers, known.answered_alike
    tongues, translated = known.tongues, known.translated_alike
    if one.accepted or one.reserved or reworded:
        rows = {*one.accepted, *one.reserved, *reworded}
        answers, answered = _again(
            answers, answered, rows, lambda row: _answers(ground, one.after, row)
        )
    if one.translated or reworded:
        rows = {*one.translated, *reworded}
        tongues, translated = _again(
            tongues, translated, rows, lambda row: _tongues(ground, one.after, row)
        )
    if answers is known.answers and tongues is known.tongues:
        return known
    return Table(answers, tongues, answered, translated)


def _again(
    known: Mapping[ClauseId, W],
    alike: Mapping[W, int],
    rows: Iterable[ClauseId],
    ask: Callable[[ClauseId], W],
) -> tuple[Mapping[ClauseId, W], Mapping[W, int]]:
    """Return what rows wait for, and how many wait alike, some of them asked anew."""
    changed: dict[ClauseId, W] = {}
    for row in rows:
        was = known.get(row)
        if was is not None and (now := ask(row)) is not was:
            changed[row] = now
    if not changed:
        return known, alike
    counts = alike
    for row, now in changed.items():
        counts = _counted(counts, known[row], now)
    return {**known, **changed}, counts


def rows_answered(before: Instrument, after: Instrument) -> Iterator[ClauseId]:
    """Yield the rows of which acceptances, reservations or translations may have changed."""
    was, now = before.matrix, after.matrix
    if was.acceptances is not now.acceptances:
        yield from differing(was.acceptances, now.acceptances)
    if was.reservations is not now.reservations:
        yield from differing(was.reservations, now.reservations)
    if was.translations is not now.translations:
        yield from differing(was.translations, now.translations)


def _answers(ground: Ground, instrument: Instrument, row: ClauseId) -> Answers:
    wording = ground.rows[instrument.id, row].sha256
    sides, matrix = ground.deal.parties.principals, instrument.matrix
    answers, parties = matrix.acceptances.get(row, NOTHING), ground.parties_sha256
    unanswered: list[OrganisationId] = []
    for side in sides:
        said = answers.get(side)
        if said is None or said.clause_sha256 != wording or said.parties_sha256 != parties:
            unanswered.append(side)
    held = matrix.reservations.get(row)
    reserved = [s for s, cited in held.items() if cited == wording and s in sides] if held else ()
    return _shared_answers(tuple(unanswered), tuple(sorted(reserved)))


def _tongues(ground: Ground, instrument: Instrument, row: ClauseId) -> Tongues:
    """Return the languages in which a row waits for a translation, and for a certificate."""
    frame = instrument.matrix.frame
    if frame is None or row == FRAME or instrument.kind is Kind.LETTER_OF_INTENT:
        return _NO_TONGUES
    wording = ground.rows[instrument.id, row].sha256
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
    return _shared_tongues(tuple(missing), tuple(uncertified))


# one object for all that is alike: most rows wait for one of few things
_shared_answers: Final = lru_cache(maxsize=4_096)(Answers)
_shared_tongues: Final = lru_cache(maxsize=4_096)(Tongues)
