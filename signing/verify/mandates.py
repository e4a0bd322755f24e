"""7. Each signatory's mandate covered the instrument, the amount and the moment."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from aggregates.errors import RuleError
from aggregates.mandate.coverage import check_limit
from aggregates.vocabulary import Money, Rate, SeatRole
from signing.errors import SignatureError
from signing.pki.mandate import CertifiedMandate
from signing.timestamp.token import read_token
from signing.verify.case import Case
from signing.verify.reader import SignedField


def check_mandates(case: Case) -> None:
    """Promise that each signatory signed within the authority that the registry certified.

    Raises:
        SignatureError: ``mandate_absent``, ``mandate_not_for_instrument``, ``mandate_not_then``,
            ``above_limit`` (or no rate to tell), ``mandate_used_twice``, ``not_jointly``.
    """
    seats = {seat.field: seat for seat in case.sheet.seats}
    joint: dict[str, int] = {}
    signed = Counter[str]()
    used: set[str] = set()
    for one in case.signed:
        seat = seats[one.field]
        if seat.role is not SeatRole.SIGNATORY:
            continue
        mandate = _require_mandate(one)
        _require_covers(case, one, mandate)
        if mandate.id in used:
            raise SignatureError("mandate_used_twice", mandate=mandate.id)
        used.add(mandate.id)
        signed[seat.of] += 1
        joint[seat.of] = max(mandate.joint, joint.get(seat.of, 1))
    for principal, needed in joint.items():
        if signed[principal] < needed:
            raise SignatureError("not_jointly", principal=principal, needed=needed)


def _require_mandate(one: SignedField) -> CertifiedMandate:
    mandate = one.message.certificate.mandate
    if mandate is None:
        raise SignatureError("mandate_absent", field=one.field)
    return mandate


def _require_covers(case: Case, one: SignedField, mandate: CertifiedMandate) -> None:
    kind = case.terms.kind.value
    if kind not in mandate.instruments:
        raise SignatureError("mandate_not_for_instrument", mandate=mandate.id, kind=kind)
    at = read_token(one.message.token).at
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
    try:
        check_limit(limit, amount, rates)
    except RuleError as refused:
        raise SignatureError(
            "above_limit", mandate=mandate, limit=limit.amount, currency=limit.currency
        ) from refused
