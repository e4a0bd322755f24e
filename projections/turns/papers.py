"""What locked terms wait for: approvals, confirmations of a correction, signatures, the seal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.kinds import PLEDGING
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.vocabulary import Kind, Role, SeatRole
from projections.turns.turn import Turn, of_lead

_ATTESTING: Final = {
    SeatRole.REGISTRY: "seal_agreement",
    SeatRole.WITNESS: "witness",
    SeatRole.NOTARY: "notarise",
    SeatRole.OFFICIAL: "official_sign",
}


def approvals(deal: Deal, instrument: Instrument) -> Iterator[Turn]:
    """Yield the approvals awaited, those to ask for, and then the opening of the signing.

    While a filing holds the signing up, its opening waits on nobody.
    """
    asked = {(a.principal, a.kind) for a in instrument.approvals.values()}
    awaited = [(name, a) for name, a in instrument.approvals.items() if not a.granted]
    for name, approval in awaited:
        yield Turn(
            deal=deal.id,
            organisation=approval.principal,
            person=approval.approver,
            role=Role.APPROVER.value,
            what="grant_approval",
            instrument=instrument.id,
            subject=name,
        )
    kinds = deal.policy.approval_kinds if instrument.kind in PLEDGING else ()
    missing = [
        (side, kind)
        for side in sorted(deal.parties.principals)
        for kind in kinds
        if (side, kind) not in asked
    ]
    for side, kind in missing:
        yield of_lead(deal, side, "request_approval", instrument, subject=kind)
    correcting = instrument.matrix.correction is not None
    if not (awaited or missing or correcting or _is_held_up(deal, instrument)):
        for side in sorted(deal.parties.principals):
            yield of_lead(deal, side, "open_signing", instrument)


def _is_held_up(deal: Deal, instrument: Instrument) -> bool:
    """Return whether a filing that blocks the signing of the instrument is still open."""
    return any(
        (filing.instrument, filing.effect) == (instrument.id, FilingEffect.BLOCKING)
        and not filing.done
        for filing in deal.filings.values()
    )


def correction(deal: Deal, instrument: Instrument) -> Iterator[Turn]:
    """Yield who has not confirmed the clerical correction under way."""
    asked = instrument.matrix.correction
    if asked is None:
        return
    for side in sorted(set(deal.parties.principals) - asked.leads):
        yield of_lead(deal, side, "confirm_correction", instrument, subject=asked.id)
    for name, approval in sorted(instrument.approvals.items()):
        if approval.granted and name not in asked.approvals:
            yield Turn(
                deal=deal.id,
                organisation=approval.principal,
                person=approval.approver,
                role=Role.APPROVER.value,
                what="confirm_correction",
                instrument=instrument.id,
                subject=asked.id,
            )


def seats(deal: Deal, instrument: Instrument) -> Iterator[Turn]:
    """Yield the seats whose turn it is, for each person who may sit there and has not signed.

    Where n of m sign, each of those who are left is awaited.
    """
    signing = instrument.signing
    if signing is None or signing.sealed:
        return
    awaited = signing.awaited()
    people = {signature.person for signature in signing.signed.values()}
    letter = instrument.kind is Kind.LETTER_OF_INTENT
    accepted = {signing.seats[field].of for field in signing.signed}
    for seat in (seat for seat in awaited if seat.turn == awaited[0].turn):
        party = seat.role is SeatRole.SIGNATORY
        what = "accept_intent" if letter and party and seat.of not in accepted else "sign"
        sitters = [sitter.person for sitter in seat.sitters if sitter.person not in people]
        for person in sitters or [""]:
            yield Turn(
                deal=deal.id,
                organisation=seat.of,
                person=person,
                role=seat.role.value,
                what=what if party else _ATTESTING[seat.role],
                instrument=instrument.id,
                subject=seat.field,
                deadline=signing.expires_at if party else None,
            )


def attestation(deal: Deal, instrument: Instrument) -> Iterator[Turn]:
    """Yield the paper original that every side has confirmed and no official attested."""
    signing = instrument.signing
    if signing is None or signing.paper is None or instrument.progress is not Progress.SIGNING:
        return
    if signing.paper.confirmed >= deal.parties.principals.keys():
        yield Turn(
            deal=deal.id,
            organisation="",
            person="",
            role=Role.OFFICIAL.value,
            what="attest_paper_execution",
            instrument=instrument.id,
            subject=signing.paper.scan_sha256,
            deadline=signing.expires_at,
        )


def seal(deal: Deal, instrument: Instrument) -> Iterator[Turn]:
    """Yield the seal of the registry, when all have signed who must."""
    signing = instrument.signing
    if instrument.progress is not Progress.EXECUTED or signing is None or signing.sealed:
        return
    if signing.awaited():
        return
    for seat in signing.seats.values():
        if seat.role is SeatRole.REGISTRY:
            yield Turn(
                deal=deal.id,
                organisation=seat.of,
                person="",
                role=seat.role.value,
                what="seal_agreement",
                instrument=instrument.id,
            )
