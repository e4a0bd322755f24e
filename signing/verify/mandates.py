"""7. Each signatory's mandate covered the instrument, the amount and the moment."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from aggregates.canonical import is_canonical_decimal
from aggregates.errors import RuleError
from aggregates.mandate.coverage import check_limit
from aggregates.signing_sheet import SheetSeat
from aggregates.vocabulary import Money, Rate, SeatRole
from signing.errors import SignatureError
from signing.pki.mandate import CertifiedMandate
from signing.verify.case import Case
from signing.verify.signed import SignedField

LONGEST_NUMBER = 64
"""Characters of an amount or a rate: to reckon with longer ones would take a hostile time."""


def check_mandates(case: Case) -> None:
    """Promise that each signatory signed within the authority that the registry certified.

    Raises:
        SignatureError: ``mandate_absent``, ``mandate_unexpected``,
            ``mandate_not_for_instrument``, ``mandate_not_then``, ``above_limit`` (or no rate to
            tell), ``mandate_used_twice``, ``not_jointly``, and what reading the file, a message
            or a token raises.
    """
    seats = {seat.field: seat for seat in case.sheet.seats}
    joint: dict[str, int] = {}
    signed = Counter[str]()
    used: set[str] = set()
    for one in case.signed:
        seat = seats.get(one.field)
        mandate = _mandate(one, seat)
        if seat is None or mandate is None:
            continue
        _require_covers(case, one, mandate)
        if mandate.id in used:
            raise SignatureError("mandate_used_twice", mandate=mandate.id)
        used.add(mandate.id)
        signed[seat.of] += 1
        joint[seat.of] = max(mandate.joint, joint.get(seat.of, 1))
    for principal, needed in joint.items():
        if signed[principal] < needed:
            raise SignatureError("not_jointly", principal=principal, needed=needed)


def _mandate(one: SignedField, seat: SheetSeat | None) -> CertifiedMandate | None:
    """A signatory has one, and nobody else."""
    certificate = one.message.certificate
    needed = seat is not None and seat.role is SeatRole.SIGNATORY
    if needed and certificate.mandate is None:
        raise SignatureError("mandate_absent", field=one.field)
    if not needed and certificate.mandate is not None:
        raise SignatureError("mandate_unexpected", name=certificate.subject.common_name)
    return certificate.mandate


def _require_covers(case: Case, one: SignedField, mandate: CertifiedMandate) -> None:
    kind, at = case.terms.kind.value, one.stamp.at
    if kind not in mandate.instruments:
        raise SignatureError("mandate_not_for_instrument", mandate=mandate.id, kind=kind)
    if not _stands(mandate, at):
        raise SignatureError("mandate_not_then", mandate=mandate.id, at=at)
    amount = case.terms.values.get("amount")
    if isinstance(amount, Money) and mandate.limit is not None:
        _require_within(mandate.id, mandate.limit, amount, case.sheet.rates)


def _stands(mandate: CertifiedMandate, at: datetime) -> bool:
    until = mandate.valid_until
    return mandate.valid_from <= at and (until is None or at <= until)


def _require_within(mandate: str, limit: Money, amount: Money, rates: tuple[Rate, ...]) -> None:
    """Unrounded, by the rates that were fixed when the signing opened."""
    above = SignatureError(
        "above_limit", mandate=mandate, limit=limit.amount, currency=limit.currency
    )
    if not all(map(_is_sound, (limit.amount, amount.amount, *(rate.rate for rate in rates)))):
        raise above
    try:
        check_limit(limit, amount, rates)
    except RuleError as refused:
        raise above from refused


def _is_sound(number: str) -> bool:
    return len(number) <= LONGEST_NUMBER and is_canonical_decimal(number)
