"""What stands on the table now: digests of rows, who accepts them, and the terms as one document.

Nothing here trusts what was stored: every digest is computed anew from the wording and the party
set, so that an acceptance counts only while it cites both. A decision computes them once, as a
`Table`, and asks that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.events import FRAME
from aggregates.errors import RuleError
from aggregates.terms import Terms, TermsClause, clause_sha256, frame_sha256, parties_sha256
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    ClauseText,
    Frame,
    Language,
    Money,
    OrganisationId,
    Sha256,
    Wording,
)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of an instrument, the frame first, each with what an acceptance of it must cite."""

    deal: Deal
    instrument: Instrument
    digests: Mapping[ClauseId, Sha256]
    parties_sha256: Sha256


def table_of(deal: Deal, instrument: Instrument) -> Table:
    """Return the table as it stands, every digest computed.

    Raises:
        RuleError: ``nothing_on_table``.
    """
    return Table(
        deal=deal,
        instrument=instrument,
        digests={row: row_digest(deal, instrument, row) for row in rows(instrument)},
        parties_sha256=party_digest(deal),
    )


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
    if clause is None or row not in frame.clause_ids:
        raise RuleError("unknown_clause", clause=row)
    return clause_sha256(deal.id, instrument.id, clause, frame.authentic_languages)


def is_accepted(table: Table, row: ClauseId, principal: OrganisationId) -> bool:
    """Return whether ``principal`` accepts the row as it stands, for this party set."""
    acceptance = table.instrument.matrix.acceptances.get(row, {}).get(principal)
    return (
        acceptance is not None
        and acceptance.clause_sha256 == table.digests[row]
        and acceptance.parties_sha256 == table.parties_sha256
    )


def missing_acceptances(table: Table) -> Iterator[tuple[ClauseId, OrganisationId]]:
    """Yield each (row, principal) whose acceptance the lock still needs."""
    for row in table.digests:
        for principal in sorted(table.deal.parties.principals):
            if not is_accepted(table, row, principal):
                yield row, principal


def open_reservations(table: Table) -> Iterator[tuple[ClauseId, OrganisationId]]:
    """Yield each (row, principal) that is reserved as it stands."""
    for row, digest in table.digests.items():
        for principal, cited in sorted(table.instrument.matrix.reservations.get(row, {}).items()):
            if cited == digest and principal in table.deal.parties.principals:
                yield row, principal


def texts_of(
    instrument: Instrument, clause: Clause, clause_digest: Sha256
) -> dict[Language, ClauseText]:
    """Return the clause in each language: the authentic ones, and translations of this version."""
    translations = instrument.matrix.translations.get(clause.id, {})
    fresh = {
        language: translation.text
        for language, translation in translations.items()
        if translation.clause_sha256 == clause_digest
    }
    return {**fresh, **clause.texts}


def terms_of(deal: Deal, instrument: Instrument) -> Terms:
    """Return the terms as they stand: every clause in every language that is present and not stale.

    Raises:
        RuleError: ``nothing_on_table``.
    """
    return terms_on(table_of(deal, instrument))


def terms_on(table: Table) -> Terms:
    """Return the terms as they stand on ``table``."""
    deal, instrument, frame = table.deal, table.instrument, frame_of(table.instrument)
    clauses = (instrument.matrix.clauses[key] for key in frame.clause_ids)
    return Terms(
        deal=deal.id,
        instrument=instrument.id,
        kind=instrument.kind,
        values=frame.values,
        clauses=tuple(
            TermsClause(
                id=clause.id,
                values=clause.values,
                texts=texts_of(instrument, clause, table.digests[clause.id]),
            )
            for clause in clauses
        ),
        annexes=frame.annexes,
        parties=deal.parties.set,
        authentic_languages=tuple(sorted(frame.authentic_languages)),
        governing_law=frame.governing_law,
        forum=frame.forum,
    )


def amount_of(instrument: Instrument) -> Money | None:
    """Return the money that the instrument pledges: what mandates and figures read."""
    amount = frame_of(instrument).values.get("amount")
    return amount if isinstance(amount, Money) else None


def titles_of(instrument: Instrument) -> Mapping[Language, str]:
    """Return what the frame on the table calls the instrument, by language; nothing without one."""
    title = instrument.matrix.frame and instrument.matrix.frame.values.get("title")
    return title.texts if isinstance(title, Wording) else {}
