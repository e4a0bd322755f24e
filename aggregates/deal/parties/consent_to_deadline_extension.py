"""Agree to a later deadline of the whole deal; with the last consent it moves."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.clock import standing
from aggregates.deal.evolve import evolve
from aggregates.deal.guards import LIVE, require_lead, require_open
from aggregates.deal.parties.events import (
    Clock,
    DeadlineExtended,
    DeadlineExtensionConsented,
    DeadlineExtensionProposed,
)
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class ConsentToDeadlineExtension(Command, frozen=True, kw_only=True):
    """Another lead agrees to ``proposal``."""

    proposal: str


def consent_to_deadline_extension(
    deal: Deal, command: ConsentToDeadlineExtension
) -> Sequence[DeadlineExtensionConsented | DeadlineExtended]:
    """Agree once; who proposed has agreed. The consent of every principal moves the deadline.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``unknown_proposal``.
    """
    require_open(deal, command.at, LIVE)
    principal = require_lead(deal, command.actor)
    under_way = deal.parties.extension
    if under_way is None or under_way.proposal != command.proposal:
        raise RuleError("unknown_proposal", proposal=command.proposal)
    if principal in under_way.consents:
        return []
    consented = DeadlineExtensionConsented(
        at=command.at,
        proposal=command.proposal,
        principal=principal,
        by=command.actor.person,
    )
    return [consented, *agreed(deal, consented)]


def agreed(
    deal: Deal, said: DeadlineExtensionProposed | DeadlineExtensionConsented
) -> Sequence[DeadlineExtended]:
    """Return the extension, if with ``said`` every principal has agreed to it."""
    after = evolve(deal, said)
    extension = after.parties.extension
    if extension is None or not extension.consents >= set(deal.parties.principals):
        return []
    return [
        DeadlineExtended(
            at=said.at,
            clock=Clock.DEAL,
            instrument="",
            by=said.by,
            previous=standing(deal, deal.parties.expires_at, said.at),
            expires_at=standing(after, extension.expires_at, said.at),
        )
    ]
