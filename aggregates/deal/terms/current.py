"""What stands on the table now: digests of rows, who accepts them, and the terms as one document.

Nothing here trusts what was stored: every digest is computed anew from the wording and the party
set, so that an acceptance counts only while it cites both.
"""

from __future__ import annotations

from collections.abc import Iterator

from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.events import FRAME
from aggregates.errors import RuleError
from aggregates.terms import Terms, TermsClause, clause_sha256, frame_sha256, parties_sha256
from aggregates.vocabulary import Clause, ClauseId, ClauseText, Frame, Language, Money, Sha256


def frame_of(instrument: Instrument) -> Frame:
    """Return the frame on the table.

    Raises:
        RuleError: ``nothing_on_table``.
    """
    if instrument.matrix.frame is None:
        raise RuleError("nothing_on_table", instrument=instrument.id)
    return instrument.matrix.frame


def rows(instrument: Instrument) -> tuple[ClauseId, ...]:
    """Return the rows of the table: the frame, then the clauses in their order."""
    return (FRAME, *frame_of(instrument).clause_ids)


def party_digest(deal: Deal) -> Sha256:
    """Return the digest of the party set as it is now."""
    return parties_sha256(deal.id, deal.parties.set)


def row_digest(deal: Deal, instrument: Instrument, row: ClauseId) -> Sha256:
    """Return what an acceptance of ``row`` must cite now.

    Raises:
        RuleError: ``nothing_on_table``, ``unknown_clause``.
    """
    frame = frame_of(instrument)
    if row == FRAME:
        return frame_sha256(deal.id, instrument.id, instrument.kind, frame, deal.parties.set)
    clause = instrument.matrix.clauses.get(row)
    if clause is None:
        raise RuleError("unknown_clause", clause=row)
    return clause_sha256(deal.id, instrument.id, clause, frame.authentic_languages)


def is_accepted(deal: Deal, instrument: Instrument, row: ClauseId, principal: str) -> bool:
    """Return whether ``principal`` accepts the row as it stands, for this party set."""
    acceptance = instrument.matrix.acceptances.get(row, {}).get(principal)
    return (
        acceptance is not None
        and acceptance.clause_sha256 == row_digest(deal, instrument, row)
        and acceptance.parties_sha256 == party_digest(deal)
    )


def missing_acceptances(deal: Deal, instrument: Instrument) -> Iterator[tuple[ClauseId, str]]:
    """Yield each (row, principal) whose acceptance the lock still needs."""
    for row in rows(instrument):
        for principal in sorted(deal.parties.principals):
            if not is_accepted(deal, instrument, row, principal):
                yield row, principal


def open_reservations(deal: Deal, instrument: Instrument) -> Iterator[tuple[ClauseId, str]]:
    """Yield each (row, principal) that is reserved as it stands."""
    for row in rows(instrument):
        now = row_digest(deal, instrument, row)
        for principal, cited in sorted(instrument.matrix.reservations.get(row, {}).items()):
            if cited == now and principal in deal.parties.principals:
                yield row, principal


def current_text(
    deal: Deal, instrument: Instrument, clause: Clause, language: Language
) -> ClauseText | None:
    """Return the clause in ``language``: authentic, or translated from this very version."""
    if language in clause.texts:
        return clause.texts[language]
    translation = instrument.matrix.translations.get(clause.id, {}).get(language)
    if translation is None:
        return None
    if translation.clause_sha256 != row_digest(deal, instrument, clause.id):
        return None
    return translation.text


def terms_of(deal: Deal, instrument: Instrument) -> Terms:
    """Return the terms as they stand: every clause in every language that is present and not stale.

    Raises:
        RuleError: ``nothing_on_table``.
    """
    frame = frame_of(instrument)
    clauses = (instrument.matrix.clauses[key] for key in frame.clause_ids)
    return Terms(
        deal=deal.id,
        instrument=instrument.id,
        kind=instrument.kind,
        values=frame.values,
        clauses=tuple(_in_every_language(deal, instrument, clause) for clause in clauses),
        annexes=frame.annexes,
        parties=deal.parties.set,
        authentic_languages=tuple(sorted(frame.authentic_languages)),
        governing_law=frame.governing_law,
        forum=frame.forum,
    )


def _in_every_language(deal: Deal, instrument: Instrument, clause: Clause) -> TermsClause:
    translated = instrument.matrix.translations.get(clause.id, {})
    languages = sorted({*clause.texts, *translated})
    found = {tag: current_text(deal, instrument, clause, tag) for tag in languages}
    texts = {tag: text for tag, text in found.items() if text is not None}
    return TermsClause(id=clause.id, values=clause.values, texts=texts)


def amount_of(instrument: Instrument) -> Money | None:
    """Return the money that the instrument pledges: what mandates and figures read."""
    amount = frame_of(instrument).values.get("amount")
    return amount if isinstance(amount, Money) else None
