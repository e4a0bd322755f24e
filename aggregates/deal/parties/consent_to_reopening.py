"""Agree to take a deal up again; with the last consent a new round begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from aggregates.deal.guards import ENDED, require_stage, require_time_left
from aggregates.deal.parties.events import DealReopened, ReopenConsented
from aggregates.deal.parties.state import Principal, Reopening
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, Command, OrganisationId


class ConsentToReopening(Command, frozen=True, kw_only=True):
    """Another lead agrees to ``proposal``."""

    proposal: str


def consent_to_reopening(
    deal: Deal, command: ConsentToReopening
) -> Sequence[ReopenConsented | DealReopened]:
    """Agree once. The deal is reopened when all have agreed who were its sides when it ended.

    That is every principal, and the one whose leaving ended the deal, who is back then. Whoever
    had left before, while the deal went on without them, is not asked and may be invited again.

    Raises:
        RuleError: ``wrong_stage``, ``not_a_principal``, ``not_lead``, ``unknown_proposal``,
            ``reopening_closed``, ``deadline_passed``.
    """
    require_stage(deal, *ENDED)
    principal = require_side(deal, command.actor)
    under_way = deal.parties.reopening
    if under_way is None or under_way.proposal != command.proposal:
        raise RuleError("unknown_proposal", proposal=command.proposal)
    if principal in under_way.consents:
        return []
    require_window(deal, command.at)
    require_time_left(under_way.expires_at, command.at, "deal")
    consented = ReopenConsented(
        at=command.at,
        proposal=command.proposal,
        principal=principal,
        by=command.actor.person,
    )
    if not under_way.consents | {principal} >= set(sides_at_the_end(deal)):
        return [consented]
    return [consented, _reopened(deal, under_way, command.at)]


def sides_at_the_end(deal: Deal) -> Mapping[OrganisationId, Principal]:
    """Return who were the sides of the deal when it ended: all of them must agree."""
    sides = dict(deal.parties.principals)
    if deal.parties.ended_by:
        sides[deal.parties.ended_by] = deal.parties.former[deal.parties.ended_by]
    return sides


def require_side(deal: Deal, actor: Actor) -> OrganisationId:
    """Return the side for which ``actor`` led when the deal ended.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    side = sides_at_the_end(deal).get(actor.organisation)
    if side is None:
        raise RuleError("not_a_principal", organisation=actor.organisation)
    if side.lead != actor.person:
        raise RuleError("not_lead", person=actor.person, principal=actor.organisation)
    return actor.organisation


def require_window(deal: Deal, at: datetime) -> None:
    """Refuse when the edition's window for reopening is over.

    Raises:
        RuleError: ``reopening_closed``.
    """
    ended_at, days = deal.parties.ended_at, deal.policy.reopening_days
    if ended_at is None or at - ended_at >= timedelta(days=days):
        raise RuleError("reopening_closed", days=days, ended_at=ended_at)


def _reopened(deal: Deal, agreed: Reopening, at: datetime) -> DealReopened:
    back = set(sides_at_the_end(deal)) - set(deal.parties.principals)
    return DealReopened(
        at=at,
        proposal=agreed.proposal,
        round=deal.round + 1,
        returned=tuple(deal.parties.former[key].party for key in sorted(back)),
        expires_at=agreed.expires_at,
    )
