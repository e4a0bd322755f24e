"""Give notice that one side will terminate the deal."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier, check_text
from aggregates.deal.ending.events import Ground, TerminationNoticeGiven
from aggregates.deal.guards import IN_FORCE, require_deadline, require_lead, require_open
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Deadline, OrganisationId


class GiveNotice(Command, frozen=True, kw_only=True):
    """The lead says on which ground, and until when it runs; ``notice`` is a new id."""

    notice: str
    ground: Ground
    reason: str
    ends_at: Deadline


def give_notice(deal: Deal, command: GiveNotice) -> Sequence[TerminationNoticeGiven]:
    """Give it: the deal stays in force, and the notice may be taken back, until it is used.

    How long it must run is agreed in the terms; the rules hold only that it has run.

    Raises:
        RuleError: ``ground_not_unilateral`` for what only everybody together has,
            ``notice_id_used``, ``identifier_malformed``, ``not_a_principal``, ``not_lead``, and as
            `require_open`, `require_deadline` and `check_text`.
    """
    require_open(deal, command.at, IN_FORCE)
    principal = require_lead(deal, command.actor)
    check_identifier("notice", command.notice)
    check_text("reason", command.reason)
    if command.ground is Ground.MUTUAL:
        raise RuleError("ground_not_unilateral", ground=command.ground.value)
    if _given_already(deal, principal, command):
        return []
    require_deadline(command.ends_at, command.at, "notice")
    return [
        TerminationNoticeGiven(
            at=command.at,
            notice=command.notice,
            principal=principal,
            by=command.actor.person,
            ground=command.ground,
            reason=command.reason,
            ends_at=command.ends_at,
        )
    ]


def _given_already(deal: Deal, principal: OrganisationId, command: GiveNotice) -> bool:
    known = deal.ending.notices.get(command.notice)
    if known is None:
        return False
    said = (principal, command.ground, command.reason)
    if known.withdrawn or (known.principal, known.ground, known.reason) != said:
        raise RuleError("notice_id_used", notice=command.notice)
    return True
