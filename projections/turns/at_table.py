"""What the rows of a table wait for: acceptance, another wording, translations, the lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import ClauseId, Language, Role
from projections.course.state import NO_TABLE, Course, Tongues
from projections.turns.turn import Turn, of_lead


def at_table(course: Course, instrument: Instrument) -> Iterator[Turn]:
    """Yield what the rows ask: acceptance, translations, and then the lock."""
    deal, offer = course.deal, instrument.matrix.offer
    table, sides = course.tables.get(instrument.id, NO_TABLE), sorted(deal.parties.principals)
    until = offer.expires_at if offer is not None and offer.live else None
    for side in sides if until is not None else ():
        rows = tuple(
            r for r, waits in table.answers.items() if side in waits.open and side not in waits.held
        )
        if rows:
            yield of_lead(deal, side, "accept_clauses", instrument, rows=rows, deadline=until)
    held = [row for row, waits in table.answers.items() if waits.held]
    for side in sides if held else ():
        rows = tuple(row for row in held if course.rows[instrument.id, row].principal == side)
        if rows:
            yield of_lead(deal, side, "counter_clause", instrument, rows=rows)
    for language in course.languages:
        yield from _translations(deal, instrument, table.tongues, language)
    if not table.waits:
        for side in sides:
            yield of_lead(deal, side, "lock_terms", instrument, deadline=until)


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
