"""Consent to the publication of what a signing came to."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.guards import require_instrument, require_lead
from aggregates.deal.publicity.events import Item, PublicationConsented
from aggregates.deal.publicity.state import items_of, sorted_items
from aggregates.deal.state import Deal, Progress
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId


class ConsentToPublication(Command, frozen=True, kw_only=True):
    """A lead consents for its side to the publication of ``items`` of an executed instrument."""

    instrument: InstrumentId
    items: tuple[Item, ...]


def consent_to_publication(
    deal: Deal, command: ConsentToPublication
) -> Sequence[PublicationConsented]:
    """Consent, in any stage, to what this side has not consented to yet.

    An item is published once every side of the instrument has consented to it, and while no side
    keeps the deal confidential. The original is opened in the same way to who holds its page code.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``unknown_instrument``, ``not_executed``,
            ``kind_not_published``.
    """
    principal = require_lead(deal, command.actor)
    found = require_instrument(deal, command.instrument)
    if not items_of(found.kind).issuperset(command.items):
        raise RuleError("kind_not_published", kind=found.kind.value)
    if found.progress is not Progress.EXECUTED:
        raise RuleError("not_executed", progress=found.progress.value)
    given = deal.publicity.consents.get((found.id, principal), frozenset())
    items = sorted_items(set(command.items) - given)
    if not items:
        return []
    return [
        PublicationConsented(
            at=command.at,
            instrument=found.id,
            items=items,
            principal=principal,
            by=command.actor.person,
        )
    ]
