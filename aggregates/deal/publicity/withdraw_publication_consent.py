"""Withdraw the consent to a publication, for what is published from now on."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.guards import require_lead
from aggregates.deal.publicity.events import Item, PublicationConsentWithdrawn
from aggregates.deal.publicity.state import sorted_items
from aggregates.deal.state import Deal
from aggregates.vocabulary import Command, InstrumentId


class WithdrawPublicationConsent(Command, frozen=True, kw_only=True):
    """A lead withdraws the consent to ``items`` that the same side had given."""

    instrument: InstrumentId
    items: tuple[Item, ...]


def withdraw_publication_consent(
    deal: Deal, command: WithdrawPublicationConsent
) -> Sequence[PublicationConsentWithdrawn]:
    """Withdraw, in any stage, what this side has consented to; nothing else is there to withdraw.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    principal = require_lead(deal, command.actor)
    given = deal.publicity.consents.get((command.instrument, principal), frozenset())
    items = sorted_items(given & set(command.items))
    if not items:
        return []
    return [
        PublicationConsentWithdrawn(
            at=command.at,
            instrument=command.instrument,
            items=items,
            principal=principal,
            by=command.actor.person,
        )
    ]
