"""Take a notice of termination back."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.ending.events import TerminationNoticeWithdrawn
from aggregates.deal.ending.state import Notice
from aggregates.deal.guards import IN_FORCE, require_lead, require_open
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, OrganisationId


class WithdrawNotice(Command, frozen=True, kw_only=True):
    """The lead takes the side's own ``notice`` back, and says why."""

    notice: str
    reason: str


def withdraw_notice(deal: Deal, command: WithdrawNotice) -> Sequence[TerminationNoticeWithdrawn]:
    """Take it back, run out or not: as long as it is not used, the deal goes on.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, and as `require_open`, `require_notice` and
            `check_text`.
    """
    require_open(deal, command.at, IN_FORCE)
    principal = require_lead(deal, command.actor)
    notice = require_notice(deal, command.notice, principal)
    check_text("reason", command.reason)
    if notice.withdrawn:
        return []
    return [
        TerminationNoticeWithdrawn(
            at=command.at,
            notice=command.notice,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
        )
    ]


def require_notice(deal: Deal, identifier: str, principal: OrganisationId) -> Notice:
    """Return the notice that ``principal`` gave, withdrawn or not.

    Raises:
        RuleError: ``unknown_notice``, ``not_your_notice``.
    """
    notice = deal.ending.notices.get(identifier)
    if notice is None:
        raise RuleError("unknown_notice", notice=identifier)
    if notice.principal != principal:
        raise RuleError("not_your_notice", notice=identifier, principal=notice.principal)
    return notice
