"""What the rows of a table wait for: acceptance, another wording, translations, the lock."""

from __future__ import annotations

from collections.abc import Iterator

from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.events import FRAME
from aggregates.deal.terms.languages import languages_needed
from aggregates.vocabulary import ClauseId, Kind, OrganisationId, Role
from projections.course.state import Course
from projections.turns.turn import Turn, of_lead


def at_table(course: Course, instrument: Instrument) -> Iterator[Turn]:
    """Yield what the rows ask: acceptance, translations, and then the lock."""
    deal, offer = course.deal, instrument.matrix.offer
    open_rows = {side: open_of(course, instrument, side) for side in deal.parties.principals}
    held = reserved(course, instrument)
    until = offer.expires_at if offer is not None and offer.live else None
    for side, rows in sorted(open_rows.items()):
        waiting = tuple(row for row in rows if (row, side) not in held)
        if waiting and until is not None:
            yield of_lead(deal, side, "accept_clauses", instrument, rows=waiting, deadline=until)
    for side in sorted(deal.parties.principals):
        rows = tuple(r for r, _ in held if course.rows[instrument.id, r].principal == side)
        if rows:
            yield of_lead(deal, side, "counter_clause", instrument, rows=tuple(dict.fromkeys(rows)))
    translations = list(_translations(course, instrument))
    yield from translations
    if not held and not translations and not any(open_rows.values()):
        for side in sorted(deal.parties.principals):
            yield of_lead(deal, side, "lock_terms", instrument, deadline=until)


def open_of(course: Course, instrument: Instrument, side: OrganisationId) -> tuple[ClauseId, ...]:
    """Return the rows, in order, that a side has not accepted as they stand."""
    accepted = instrument.matrix.acceptances
    return tuple(
        row
        for row in rows_of(instrument)
        if (said := accepted.get(row, {}).get(side)) is None
        or said.clause_sha256 != course.rows[instrument.id, row].sha256
        or said.parties_sha256 != course.parties_sha256
    )


def reserved(course: Course, instrument: Instrument) -> tuple[tuple[ClauseId, OrganisationId], ...]:
    """Return the rows that a principal has reserved as they stand, each with who did."""
    return tuple(
        (row, side)
        for row in rows_of(instrument)
        for side, cited in sorted(instrument.matrix.reservations.get(row, {}).items())
        if side in course.deal.parties.principals
        and cited == course.rows[instrument.id, row].sha256
    )


def rows_of(instrument: Instrument) -> tuple[ClauseId, ...]:
    """Return the rows of the table in order, none while nothing is on it."""
    frame = instrument.matrix.frame
    return () if frame is None else (FRAME, *frame.clause_ids)


def _translations(course: Course, instrument: Instrument) -> Iterator[Turn]:
    """Yield the languages in which clauses wait for a translation, then for a certificate."""
    deal, frame = course.deal, instrument.matrix.frame
    if frame is None or instrument.kind is Kind.LETTER_OF_INTENT:
        return
    for language in languages_needed(deal):
        if language in frame.authentic_languages:
            continue
        missing: list[ClauseId] = []
        uncertified: list[ClauseId] = []
        for clause in frame.clause_ids:
            found = instrument.matrix.translations.get(clause, {}).get(language)
            if found is None or found.clause_sha256 != course.rows[instrument.id, clause].sha256:
                missing.append(clause)
            elif language in deal.policy.certified_languages and not found.certified_by:
                uncertified.append(clause)
        yield from _interpreters(deal, instrument, "translate_clause", language, missing)
        yield from _interpreters(deal, instrument, "certify_translation", language, uncertified)


def _interpreters(
    deal: Deal, instrument: Instrument, what: str, language: str, clauses: list[ClauseId]
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
