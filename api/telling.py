"""A deal as text: its sentences by position, and how it stood at one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from aggregates.catalogue import describe
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Language
from ledger.recorded import Recorded


def line_of(one: Recorded, names: Mapping[str, str], language: Language) -> str:
    """Return an event as a line: position, moment, sentence."""
    at = one.event.at.astimezone(UTC)
    return f"{one.position:>6}  {at:%Y-%m-%d %H:%M}Z  {describe(one.event, language, names)}"


def standing(deal: Deal, names: Mapping[str, str], position: int) -> Iterator[str]:
    """Yield how the deal stands: stage, parties, and each instrument with its table and seats."""
    yield f"{deal.title}"
    yield f"  deal {deal.id}, as of position {position}"
    expires = _minute(deal.parties.expires_at.at)
    yield f"  stage {deal.stage.value}, round {deal.round}, expires {expires}"
    for _, principal in sorted(deal.parties.principals.items()):
        lead = names.get(principal.lead, principal.lead)
        yield f"  principal {principal.party.legal_name} ({principal.party.country}), lead {lead}"
    for instrument in deal.instruments.values():
        yield from _instrument(deal, instrument, names)


def _instrument(deal: Deal, instrument: Instrument, names: Mapping[str, str]) -> Iterator[str]:
    leading = ", leading" if instrument.id == deal.leading else ""
    title = names.get(instrument.id, instrument.id)
    yield f"  {instrument.kind.value}{leading}: {title}: {instrument.progress.value}"
    matrix = instrument.matrix
    if matrix.frame is not None:
        rows = len(matrix.frame.clause_ids) + 1
        said = sum(len(principals) for principals in matrix.acceptances.values())
        yield f"    {rows} rows, {said} acceptances by {len(deal.parties.principals)} principals"
    if matrix.locked_sha256:
        yield f"    locked terms sha256 {matrix.locked_sha256}"
    for name, approval in instrument.approvals.items():
        granted = "granted" if approval.granted else "awaited"
        yield f"    approval {name} ({approval.kind}): {granted}"
    if instrument.signing is not None:
        signed = instrument.signing.signed
        for field, seat in instrument.signing.seats.items():
            who = names.get(signed[field].person, signed[field].person) if field in signed else "-"
            yield f"    seat {field} ({seat.role.value}): {who}"
        yield f"    pdf sha256 {instrument.signing.pdf_sha256}"


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}Z"
