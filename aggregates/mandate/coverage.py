"""Whether a mandate covers an act: this person, for this organisation, on these terms, now.

An amount in another currency is compared by a published rate, unrounded. A rate counts in the
direction in which it was published, or as its exact inverse; of two directions the direct one
counts, of several days the latest. Rates are never chained through a third currency.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from aggregates.canonical import canonical_decimal
from aggregates.errors import RuleError
from aggregates.mandate.events import Scope
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Kind, Money, OrganisationId, PersonId, Rate


def covers(  # noqa: PLR0913 - an act has that many sides, and each is named where it is asked
    mandate: Mandate,
    *,
    organisation: OrganisationId,
    person: PersonId,
    kind: Kind,
    amount: Money | None,
    rates: Sequence[Rate],
    at: datetime,
    scope: Scope,
) -> None:
    """Return if ``mandate`` covers the act. ``amount`` is none where the instrument pledges none.

    ``rates`` are those fixed for this instrument. A deal's suspension shifts no mandate.

    Raises:
        RuleError: ``mandate_not_yours``, ``mandate_not_verified``, ``mandate_revoked``,
            ``mandate_not_valid_now``, ``mandate_wrong_instrument``, ``mandate_wrong_scope``,
            ``mandate_limit_exceeded``, ``rate_missing``.
    """
    check_holder(mandate, organisation, person)
    check_standing(mandate, at)
    _check_act(mandate, kind, scope)
    if mandate.limit is not None and amount is not None:
        check_limit(mandate.limit, amount, rates)


def check_holder(mandate: Mandate, organisation: OrganisationId, person: PersonId) -> None:
    """Return if ``mandate`` is that person's, for that organisation.

    Raises:
        RuleError: ``mandate_not_yours``.
    """
    if (mandate.organisation, mandate.person) != (organisation, person):
        raise RuleError(
            "mandate_not_yours", mandate=mandate.id, organisation=organisation, person=person
        )


def check_standing(mandate: Mandate, at: datetime) -> None:
    """Return if ``mandate`` is verified, not revoked, and valid ``at``.

    Raises:
        RuleError: ``mandate_not_verified``, ``mandate_revoked``, ``mandate_not_valid_now``.
    """
    if not mandate.verified_by:
        raise RuleError("mandate_not_verified", mandate=mandate.id)
    if mandate.revoked_at is not None:
        raise RuleError("mandate_revoked", mandate=mandate.id)
    if not mandate.valid_from <= at < mandate.valid_until:
        raise RuleError(
            "mandate_not_valid_now",
            mandate=mandate.id,
            valid_from=mandate.valid_from,
            valid_until=mandate.valid_until,
        )


def _check_act(mandate: Mandate, kind: Kind, scope: Scope) -> None:
    if kind not in mandate.instruments:
        raise RuleError("mandate_wrong_instrument", mandate=mandate.id, kind=kind.value)
    if scope not in mandate.scope:
        raise RuleError("mandate_wrong_scope", mandate=mandate.id, scope=scope)


def check_limit(limit: Money, amount: Money, rates: Sequence[Rate]) -> None:
    """Return if ``amount`` is within ``limit``, by ``rates`` where their currencies differ.

    Raises:
        RuleError: ``mandate_limit_exceeded``, ``rate_missing``.
    """
    pledged = Fraction(amount.amount) * _rate(amount.currency, limit.currency, rates)
    if pledged > Fraction(limit.amount):
        raise RuleError(
            "mandate_limit_exceeded",
            limit=limit.amount,
            amount=_rounded_up(pledged),
            currency=limit.currency,
        )


def _rate(base: str, quote: str, rates: Sequence[Rate]) -> Fraction:
    if base == quote:
        return Fraction(1)
    direct = [rate for rate in rates if (rate.base, rate.quote) == (base, quote)]
    if direct:
        return Fraction(_latest(direct).rate)
    inverse = [rate for rate in rates if (rate.base, rate.quote) == (quote, base)]
    if inverse:
        return 1 / Fraction(_latest(inverse).rate)
    raise RuleError("rate_missing", base=base, quote=quote)


def _latest(rates: Sequence[Rate]) -> Rate:
    return max(rates, key=lambda rate: rate.day)


def _rounded_up(amount: Fraction) -> str:
    """Return ``amount`` for a sentence, rounded up at the sixth place: never below the limit."""
    whole, millionths = divmod(math.ceil(amount * 1_000_000), 1_000_000)
    return canonical_decimal(f"{whole}.{millionths:06d}")
