"""What can have happened towards the end of a deal that is in force. Stored for ever."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from aggregates.vocabulary import Deadline, Event, InstrumentId, OrganisationId, PersonId


class Ground(Enum):
    """Why a deal is terminated: by everybody, or by one side and for what."""

    MUTUAL = "mutual"
    BREACH = "breach"
    INSOLVENCY = "insolvency"
    FORCE_MAJEURE = "force_majeure"
    CONDITION_NOT_MET = "condition_not_met"
    CONVENIENCE = "convenience"


class TerminationNoticeGiven(
    Event, frozen=True, kw_only=True, tag="deal.termination_notice_given.v1"
):
    """A principal gave notice that it will terminate the deal when ``ends_at`` has come."""

    notice: str
    principal: OrganisationId
    by: PersonId
    ground: Ground
    reason: str
    ends_at: Deadline


class TerminationNoticeWithdrawn(
    Event, frozen=True, kw_only=True, tag="deal.termination_notice_withdrawn.v1"
):
    """Who had given a notice of termination took it back: the deal goes on."""

    notice: str
    principal: OrganisationId
    by: PersonId
    reason: str


class DealTerminated(Event, frozen=True, kw_only=True, tag="deal.terminated.v1"):
    """The deal ended: by the termination ``instrument`` just executed, or after a ``notice``.

    What is not so is empty, as are ``principal`` and ``by`` where everybody has signed.
    """

    ground: Ground
    instrument: InstrumentId
    notice: str
    principal: OrganisationId
    by: PersonId


EndingEvent: TypeAlias = TerminationNoticeGiven | TerminationNoticeWithdrawn | DealTerminated
