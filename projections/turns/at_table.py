"""What the rows of a table wait for: acceptance, another wording, translations, the lock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import ClauseId, Language, OrganisationId, Role
from projections.course.state import NO_TABLE, Answers, Course, Tongues
from projections.turns.turn import Turn, of_lead


def at_table(course: Course, instrument: Instrument) -> Iterator[Turn]:
    """Yield what the rows ask: acceptance, translations, and then the lock."""
    deal, offer = course.deal, instrument.matrix.offer
    table = course.tables.get(instrument.id, NO_TABLE)
    until = offer.expires_at if offer is not None and offer.live else None
    for side, what in asked_at_table(course, instrument):
        rows = tuple(_rows_of[what](course, instrument, side))
        deadline = None if what == _COUNTER else until
        yield of_lead(deal, side, what, instrument, rows=rows, deadline=deadline)
    for language in course.languages:
        yield from _translations(deal, instrument, table.tongues, language)


def asked_at_table(course: Course, instrument: Instrument) -> Iterator[tuple[OrganisationId, str]]:
    """Yield which side the rows ask for what, interpreters apart, and not which rows they are."""
    offer, table = instrument.matrix.offer, course.tables.get(instrument.id, NO_TABLE)
    sides = sorted(course.deal.parties.principals)
    if offer is not None and offer.live:
        for side in sides:
            if any(_is_open(answers, side) for answers in table.answered_alike):
                yield side, _ACCEPT
    if any(answers.held for answers in table.answered_alike):
        held = authors_of_held(course, instrument)
        yield from ((side, _COUNTER) for side in sides if side in held)
    if not table.waits:
        yield from ((side, _LOCK) for side in sides)


def _is_open(answers: Answers, side: OrganisationId) -> bool:
    return side in answers.open and side not in answers.held


def authors_of_held(course: Course, instrument: Instrument) -> Collection[OrganisationId]:
    """Return the sides whose wording of a row somebody holds back from."""
    rows = course.tables[instrument.id].answers.items()
    return {course.rows[instrument.id, row].principal for row, waits in rows if waits.held}


def _to_accept(course: Course, instrument: Instrument, side: OrganisationId) -> Iterator[ClauseId]:
    rows = course.tables[instrument.id].answers.items()
    return (row for row, waits in rows if _is_open(waits, side))


def _to_counter(course: Course, instrument: Instrument, side: OrganisationId) -> Iterator[ClauseId]:
    for row, waits in course.tables[instrument.id].answers.items():
        if waits.held and course.rows[instrument.id, row].principal == side:
            yield row


def _none(_course: Course, _instrument: Instrument, _side: OrganisationId) -> Iterator[ClauseId]:
    return iter(())


_ACCEPT, _COUNTER, _LOCK = "accept_clauses", "counter_clause", "lock_terms"
_rows_of: Final[
    Mapping[str, Callable[[Course, Instrument, OrganisationId], Iterator[ClauseId]]]
] = {
    _ACCEPT: _to_accept,
    _COUNTER: _to_counter,
    _LOCK: _none,
}


def _translations(
    deal: Deal, instrument: Instrument, table: Mapping[ClauseId, Tongues], language: Language
) -> Iterator[Turn]:
    """Yield the clauses that wait for a translation into a language, then for a certificate."""
    missing = [row for row, waits in table.items() if language in waits.missing]
    yield from _interpreters(deal, instrument, "translate_clause", language, missing)
    uncertified = [row for row, waits in table.items() if language in waits.uncertified]
    yield from _interpreters(deal, instrument, "certify_translation", language, uncertified)


def _interpreters(
    deal: Deal, instrument: Instrument, what: str, language: Language, clauses: list[ClauseId]
) -> Iterator[Turn]:
    """Yield what any interpreter may do, of whichever organisation in the deal."""
    if not clauses:
        return
    for organisation in sorted({*deal.parties.principals, *deal.parties.participants}):
        yield Turn(
            deal=deal.id,
            organisation=organisation,
            person="",
            role=Role.INTERPRETER.value,
            what=what,
            instrument=instrument.id,
            subject=language,
            rows=tuple(clauses),
        )
