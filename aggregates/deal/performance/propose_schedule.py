"""Name what the executed instruments make the sides wait for and do."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier
from aggregates.deal.guards import IN_FORCE, require_lead, require_open
from aggregates.deal.performance.events import ScheduleProposed
from aggregates.deal.performance.schedule import Schedule, schedule_sha256
from aggregates.deal.performance.schedule_form import check_schedule
from aggregates.deal.state import Deal
from aggregates.deal.used import require_unused
from aggregates.vocabulary import Command, Sha256


class ProposeSchedule(Command, frozen=True, kw_only=True):
    """A lead puts ``schedule`` to the other leads; ``proposal`` is a new id."""

    proposal: str
    schedule: Schedule


def propose_schedule(deal: Deal, command: ProposeSchedule) -> Sequence[ScheduleProposed]:
    """Propose, and thereby agree. A later proposal takes the place of one under way.

    What all have agreed to is replaced in the same way: an amendment may ask for it.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``, ``identifier_malformed``,
            ``id_taken``, and as `require_open` and `check_schedule`.
    """
    require_open(deal, command.at, IN_FORCE)
    principal = require_lead(deal, command.actor)
    check_identifier("proposal", command.proposal)
    check_schedule(deal, command.schedule)
    digest = schedule_sha256(deal.id, command.schedule)
    if digest == deal.performance.agreed_sha256 or _proposed_already(deal, command, digest):
        return []
    require_unused(deal, command.proposal)
    return [
        ScheduleProposed(
            at=command.at,
            proposal=command.proposal,
            schedule=command.schedule,
            schedule_sha256=digest,
            principal=principal,
            by=command.actor.person,
        )
    ]


def _proposed_already(deal: Deal, command: ProposeSchedule, digest: Sha256) -> bool:
    under_way = deal.performance.proposal
    if under_way is None:
        return False
    return (under_way.id, under_way.schedule_sha256) == (command.proposal, digest)
