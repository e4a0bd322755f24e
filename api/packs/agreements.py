"""The lines of a publication that name single agreements: what every side consented to."""

from __future__ import annotations

from collections.abc import Iterable

from aggregates.canonical import canonical_decimal
from aggregates.vocabulary import Money
from api.packs.contents import Agreement, Named
from api.storage.views import ViewConnection
from projections.figures.asking import counting
from projections.views.listed import Listed, listed_at


async def agreements_at(
    connection: ViewConnection, edition: str, position: int
) -> tuple[Agreement, ...]:
    """Return what may be listed of an edition at a position of its log.

    Raises:
        ProjectionError: as `counting`.
    """
    async with counting(connection):
        return agreements_of(await listed_at(connection, edition, position))


def agreements_of(listed: Iterable[Listed]) -> tuple[Agreement, ...]:
    """Return the lines of these, in the same order."""
    return tuple(map(_agreement, listed))


def _agreement(one: Listed) -> Agreement:
    named = None
    if one.title is not None and one.sides:
        named = Named(title=one.title, titles=dict(one.titles), sides=one.sides)
    amount = None
    if one.amount is not None and one.currency is not None:
        amount = Money(amount=canonical_decimal(one.amount), currency=one.currency)
    return Agreement(
        deal=one.deal,
        tier=one.tier,
        name=named,
        amount=amount,
        executed_at=one.executed_at,
    )
