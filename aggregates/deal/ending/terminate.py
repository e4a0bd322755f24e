"""Terminate a deal by one side, when its notice has run out.

What everybody signs, a termination, ends the deal with its execution: nobody asks for that.
"""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.deal.authorities.standing import require_execution
from aggregates.deal.ending.events import DealTerminated
from aggregates.deal.ending.withdraw_notice import require_notice
from aggregates.deal.guards import IN_FORCE, require_due, require_lead, require_open
from aggregates.deal.state import Deal, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Command


class Terminate(Command, frozen=True, kw_only=True):
    """The lead of who gave ``notice`` ends the deal by it."""

    notice: str


def terminate(deal: Deal, command: Terminate) -> Sequence[DealTerminated]:
    """End the deal. What was executed stays as it was signed; nothing else stands.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``notice_withdrawn``, ``not_due``,
            ``execution_suspended``, and as `require_open` and `require_notice`.
    """
    principal = require_lead(deal, command.actor)
    if deal.stage is Stage.TERMINATED and deal.ending.notice == command.notice:
        return []
    require_open(deal, command.at, IN_FORCE)
    notice = require_notice(deal, command.notice, principal)
    if notice.withdrawn:
        raise RuleError("notice_withdrawn", notice=command.notice)
    require_due(deal, notice.ends_at, command.at, "notice")
    require_execution(deal)
    return [
        DealTerminated(
            at=command.at,
            ground=notice.ground,
            instrument="",
            notice=command.notice,
            principal=principal,
            by=command.actor.person,
        )
    ]
