"""Hand in the scan of a document that was printed and signed by hand.

What must be shown, in this order:

1. the signing is open, running, not past its deadline, and not kept for the stage;
2. the actor leads for a principal;
3. what was printed is the base of this signing, and nobody has signed it electronically;
4. each required seat of a signatory is signed, by somebody who may sit there, who signs once.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_sha256
from aggregates.deal.guards import require_lead, require_open_signing
from aggregates.deal.paper.events import PaperExecutionRecorded, PaperSignature
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, SeatRole, Sha256, Sitter


class RecordPaperExecution(Command, frozen=True, kw_only=True):
    """A lead hands in ``scan_sha256``: the base of this digest, with these signatures on it."""

    instrument: InstrumentId
    base_pdf_sha256: Sha256
    scan_sha256: Sha256
    signatures: tuple[PaperSignature, ...]


def record_paper_execution(
    deal: Deal, command: RecordPaperExecution
) -> Sequence[PaperExecutionRecorded]:
    """Record it: its principal confirms it. A later scan takes the place of an earlier one.

    Raises:
        RuleError: ``embargoed``, ``not_a_principal``, ``not_lead``, ``other_base``,
            ``signed_electronically``, ``sha256_malformed``, ``unknown_field``, ``not_your_seat``,
            ``seat_taken``, ``signed_already``, ``seats_empty``, and as `require_open_signing`.
    """
    instrument, signing = require_open_signing(deal, command.instrument, command.at)  # 1
    if signing.embargoed:
        raise RuleError("embargoed", instrument=instrument.id)
    principal = require_lead(deal, command.actor)  # 2
    check_sha256("scan_sha256", command.scan_sha256)
    require_unsigned_base(signing, command.base_pdf_sha256)  # 3
    _require_signatures(signing, command.signatures)  # 4
    paper = signing.paper
    if paper and (paper.scan_sha256, paper.signatures) == (command.scan_sha256, command.signatures):
        return []
    return [
        PaperExecutionRecorded(
            at=command.at,
            instrument=instrument.id,
            terms_sha256=signing.terms_sha256,
            base_pdf_sha256=signing.base_pdf_sha256,
            scan_sha256=command.scan_sha256,
            signatures=command.signatures,
            principal=principal,
            by=command.actor.person,
            voids=tuple(sorted(paper.confirmed - {principal})) if paper else (),
        )
    ]


def require_unsigned_base(signing: Signing, base_pdf_sha256: Sha256) -> None:
    """Refuse what is not the base of this signing, and a base that somebody signed in the file.

    Raises:
        RuleError: ``other_base``, ``signed_electronically`` with the field.
    """
    if base_pdf_sha256 != signing.base_pdf_sha256:
        raise RuleError("other_base", cited=base_pdf_sha256)
    for field in signing.signed:
        if signing.seats[field].role is SeatRole.SIGNATORY:
            raise RuleError("signed_electronically", field=field)


def _require_signatures(signing: Signing, signatures: Sequence[PaperSignature]) -> None:
    people: set[str] = set()
    fields: list[str] = []
    for signature in signatures:
        _require_seat(signing, signature)
        if signature.field in fields:
            raise RuleError("seat_taken", field=signature.field)
        fields.append(signature.field)
        if signature.person in people or signature.mandate in people:
            raise RuleError("signed_already", field=signature.field, person=signature.person)
        people |= {signature.person, signature.mandate}
    awaited = [s.field for s in signing.awaited() if s.role is SeatRole.SIGNATORY]
    missing = tuple(field for field in awaited if field not in fields)
    if missing:
        raise RuleError("seats_empty", fields=missing)


def _require_seat(signing: Signing, signature: PaperSignature) -> None:
    seat = signing.seats.get(signature.field)
    if seat is None:
        raise RuleError("unknown_field", field=signature.field)
    if Sitter(person=signature.person, mandate=signature.mandate) not in seat.sitters:
        raise RuleError("not_your_seat", field=seat.field, person=signature.person)
