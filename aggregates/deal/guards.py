"""Questions that many decisions ask first; each refuses with its own code."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from aggregates.authority import OFFICE_ROLES, check_role
from aggregates.checks import check_instant, check_name, check_zone
from aggregates.deal.clock import standing
from aggregates.deal.kinds import CHANGING
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import (
    Actor,
    Deadline,
    InstrumentId,
    OrganisationId,
    PersonId,
    Role,
)

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


BEFORE_SIGNING = LIVE - {Stage.SIGNING}
"""The stages in which a principal may still come in."""

ON_THE_CLOCK = BEFORE_SIGNING - {Stage.DRAFT}
"""The stages in which the deal's own deadline runs, a principal may leave, and the deal expires."""

IN_FORCE = frozenset({Stage.SIGNED, Stage.EFFECTIVE})
"""The stages in which the leading instrument binds, and is performed, amended or ended."""

UNDER_WAY = LIVE | IN_FORCE
"""The stages from which a deal can still go on."""

AT_THE_TABLE = UNDER_WAY - {Stage.DRAFT, Stage.INTENT}
"""The stages in which terms are negotiated: the leading instrument's, or those of others."""

IN_SIGNING = AT_THE_TABLE | {Stage.INTENT}
"""The stages in which instruments are signed: the letter of intent, then all others."""

ENDED = frozenset({Stage.DECLINED, Stage.WITHDRAWN, Stage.EXPIRED})
"""The stages from which a deal may be reopened."""


def require_open(deal: Deal, at: datetime, stages: Collection[Stage]) -> None:
    """Refuse unless the deal is at one of ``stages``, runs, and has time left.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``annulled``, ``deadline_passed``.
    """
    require_stage(deal, *stages)
    require_running(deal)
    require_not_annulled(deal)
    if deal.stage in ON_THE_CLOCK:
        require_time_left(standing(deal, deal.parties.expires_at, at), at, "deal")


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


def require_not_annulled(deal: Deal) -> None:
    """Refuse what would be done under a leading instrument that an authority annulled.

    Raises:
        RuleError: ``annulled`` with the decision.
    """
    annulled = deal.records.annulments.get(deal.leading)
    if annulled is not None:
        raise RuleError("annulled", decision=annulled.decision)


def is_changing(deal: Deal) -> bool:
    """Return whether an amendment or a termination is under way, drafted and not executed."""
    return any(
        instrument.kind in CHANGING and instrument.progress is not Progress.EXECUTED
        for instrument in deal.instruments.values()
    )


def while_negotiated(deal: Deal, stages: frozenset[Stage]) -> frozenset[Stage]:
    """Return ``stages``, and with them those in force while an instrument changes the deal."""
    return stages | IN_FORCE if is_changing(deal) else stages


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


def require_lead_or_sponsor(deal: Deal, actor: Actor) -> OrganisationId:
    """Return the principal for which ``actor`` leads, or the sponsor that ``actor`` is of.

    A sponsor that is a side of the deal itself acts by its lead, as every side does.

    Raises:
        RuleError: ``not_a_principal``, ``not_lead``.
    """
    sponsors = bool(deal.sponsor) and actor.organisation == deal.sponsor
    if sponsors and actor.role in OFFICE_ROLES and deal.sponsor not in deal.parties.principals:
        return deal.sponsor
    return require_lead(deal, actor)


def require_office(deal: Deal, actor: Actor) -> None:
    """Refuse an official or organiser whose own organisation is a side of the deal.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``.
    """
    check_role(actor, Role.OFFICIAL, Role.ORGANISER)
    _require_stranger(deal, actor)


def require_official(deal: Deal, actor: Actor) -> None:
    """Refuse everybody but an official whose own organisation is no side of the deal.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``.
    """
    check_role(actor, Role.OFFICIAL)
    _require_stranger(deal, actor)


def require_organiser(deal: Deal, actor: Actor) -> None:
    """Refuse everybody but an organiser whose own organisation is no side of the deal.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``.
    """
    check_role(actor, Role.ORGANISER)
    _require_stranger(deal, actor)


def _require_stranger(deal: Deal, actor: Actor) -> None:
    if actor.organisation in deal.parties.principals:
        raise RuleError("office_of_a_party", organisation=actor.organisation)


def require_takes_part(deal: Deal, actor: Actor) -> OrganisationId:
    """Return the actor's organisation: a principal, a participant, or the sponsor.

    Raises:
        RuleError: ``not_in_deal``.
    """
    own = actor.organisation
    sponsors = bool(deal.sponsor) and own == deal.sponsor
    if sponsors or own in deal.parties.principals or own in deal.parties.participants:
        return own
    raise RuleError("not_in_deal", organisation=own)


def require_new_lead(deal: Deal, principal: OrganisationId, person: PersonId) -> None:
    """Refuse a lead who already leads for another side: nobody negotiates with themselves.

    Raises:
        RuleError: ``leads_another_side``.
    """
    for other, side in deal.parties.principals.items():
        if other != principal and side.lead == person:
            raise RuleError("leads_another_side", person=person, principal=other)


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


def require_open_signing(
    deal: Deal, instrument: InstrumentId, at: datetime
) -> tuple[Instrument, Signing]:
    """Return the instrument and its signing, which is open, runs, and has time left.

    Raises:
        RuleError: ``unknown_instrument``, ``no_signing``, ``not_signing``, ``deadline_passed``, and
            as `require_open`.
    """
    require_open(deal, at, IN_SIGNING)
    found, signing = require_signing(deal, instrument)
    if found.progress is not Progress.SIGNING:
        raise RuleError("not_signing", progress=found.progress.value)
    require_time_left(standing(deal, signing.expires_at, at), at, "signing")
    return found, signing


def require_time_left(deadline: Deadline, at: datetime, clock: str) -> None:
    """Refuse when ``deadline`` has passed at ``at``. The instant itself is too late.

    Raises:
        RuleError: ``deadline_passed``.
    """
    if at >= deadline.at:
        raise RuleError("deadline_passed", clock=clock, expired_at=deadline.at)


def require_deadline(deadline: Deadline, at: datetime, clock: str) -> None:
    """Refuse a new deadline that is not well formed, or not to come.

    Raises:
        RuleError: ``deadline_passed``, ``instant_not_utc``, ``zone_malformed``, and as
            `check_name`.
    """
    check_instant(clock, deadline.at)
    check_zone(clock, deadline.zone)
    if deadline.calendar:
        check_name(clock, deadline.calendar)
    require_time_left(deadline, at, clock)


def require_later(deadline: Deadline, current: Deadline, clock: str) -> None:
    """Refuse an extension that extends nothing.

    Raises:
        RuleError: ``not_later``.
    """
    if deadline.at <= current.at:
        raise RuleError("not_later", clock=clock, expires_at=current.at)


def require_due(deal: Deal, deadline: Deadline, at: datetime, clock: str) -> None:
    """Refuse to expire what is not yet due, or whose clock is stopped.

    Raises:
        RuleError: ``suspended``, ``not_due``.
    """
    require_running(deal)
    until = standing(deal, deadline, at).at
    if at < until:
        raise RuleError("not_due", clock=clock, expires_at=until)
