"""Questions that many decisions ask first; each refuses with its own code."""

from __future__ import annotations

from datetime import datetime

from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal, Instrument, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, Deadline, InstrumentId, OrganisationId

LIVE = frozenset(
    {
        Stage.DRAFT,
        Stage.INTENT,
        Stage.ENGAGED,
        Stage.NEGOTIATING,
        Stage.AGREED,
        Stage.APPROVING,
        Stage.SIGNING,
    }
)
"""The stages in which a deal is under way."""


def require_stage(deal: Deal, *stages: Stage) -> None:
    """Refuse unless the deal stands at one of ``stages``.

    Raises:
        RuleError: ``wrong_stage`` with the stage it is at.
    """
    if not deal.id or deal.stage not in stages:
        raise RuleError("wrong_stage", stage=deal.stage.value if deal.id else "none")


def require_running(deal: Deal) -> None:
    """Refuse while the deal is suspended.

    Raises:
        RuleError: ``suspended``.
    """
    if deal.parties.suspended_at is not None:
        raise RuleError("suspended", since=deal.parties.suspended_at)


def require_lead(deal: Deal, actor: Actor) -> OrganisationId:
    """Return the principal for which ``actor`` leads.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    principal = deal.parties.principals.get(actor.organisation)
    if principal is None:
        raise RuleError("not_a_principal", organisation=actor.organisation)
    if principal.lead != actor.person:
        raise RuleError("not_lead", person=actor.person, principal=actor.organisation)
    return actor.organisation


def require_instrument(deal: Deal, instrument: InstrumentId) -> Instrument:
    """Return the deal's instrument.

    Raises:
        RuleError: ``unknown_instrument``.
    """
    found = deal.instruments.get(instrument)
    if found is None:
        raise RuleError("unknown_instrument", instrument=instrument)
    return found


def require_signing(deal: Deal, instrument: InstrumentId) -> tuple[Instrument, Signing]:
    """Return the instrument and its signing session, open or executed.

    Raises:
        RuleError: ``unknown_instrument``, ``no_signing``.
    """
    found = require_instrument(deal, instrument)
    if found.signing is None:
        raise RuleError("no_signing", instrument=instrument)
    return found, found.signing


def require_time_left(deadline: Deadline, at: datetime, clock: str) -> None:
    """Refuse when ``deadline`` has passed at ``at``. The instant itself is too late.

    Raises:
        RuleError: ``deadline_passed``.
    """
    if at >= deadline.at:
        raise RuleError("deadline_passed", clock=clock, expired_at=deadline.at)


def require_due(deal: Deal, deadline: Deadline, at: datetime, clock: str) -> None:
    """Refuse to expire what is not yet due, or whose clock is stopped.

    Raises:
        RuleError: ``suspended``, ``not_due``.
    """
    require_running(deal)
    if at < deadline.at:
        raise RuleError("not_due", clock=clock, expires_at=deadline.at)
