"""What people do about who takes part, each as the command that they send."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from machine.cast import LEADS, OPENER, ORGANISER, actor
from machine.decisions import Step
from machine.digests import DEAL_ID
from machine.model import Model
from machine.wording import AGREEMENT
from machine.world import EDITION_ID, PROJECT_ID

from aggregates.deal.access.events import Scope
from aggregates.deal.access.grant_access import GrantAccess
from aggregates.deal.access.revoke_access import RevokeAccess
from aggregates.deal.parties.add_participant import AddParticipant
from aggregates.deal.parties.events import Classification, Direction, ParticipantRole
from aggregates.deal.parties.invite_party import InviteParty
from aggregates.deal.parties.join_deal import JoinDeal
from aggregates.deal.parties.open_deal import OpenDeal
from aggregates.deal.parties.replace_lead import ReplaceLead
from aggregates.deal.parties.revoke_invitation import RevokeInvitation
from aggregates.deal.parties.withdraw_party import WithdrawParty
from aggregates.vocabulary import Actor, Deadline, Kind, Tier

DEAL_LASTS: Final = timedelta(days=30)
CLASSIFICATION: Final = Classification(
    direction=Direction.OUTBOUND,
    mode="joint_venture",
    industry="2610",
    origin="CN",
    destination="PE-CAL",
    code_lists="isic-4",
    made_by=ORGANISER.person,
)


def lead(model: Model, side: str) -> Actor:
    """Return who leads for ``side``, or would; for the sponsor, its organiser."""
    if side == ORGANISER.organisation:
        return ORGANISER
    return actor(side, model.sides.get(side) or model.former.get(side) or LEADS[side][0])


def after(model: Model, time: timedelta) -> Deadline:
    """Return the deadline that is ``time`` from now."""
    return Deadline(at=model.now + time)


def open_deal(model: Model) -> Step:
    command = OpenDeal(
        actor=actor(OPENER, LEADS[OPENER][0]),
        at=model.now,
        deal=DEAL_ID,
        edition=EDITION_ID,
        project=PROJECT_ID,
        title="Solar modules and local assembly",
        leading=AGREEMENT,
        leading_kind=Kind.AGREEMENT,
        tier=Tier.CONTRACT,
        classification=CLASSIFICATION,
        expires_at=after(model, DEAL_LASTS),
    )
    return Step("open_deal", command)


def invite(model: Model, by: str, side: str) -> Step:
    command = InviteParty(
        actor=lead(model, by),
        at=model.now,
        invitation=model.next_id("invitation"),
        organisation=side,
    )
    return Step("invite_party", command)


def revoke_invitation(model: Model, by: str, side: str) -> Step:
    command = RevokeInvitation(
        actor=lead(model, by), at=model.now, invitation=_invitation(model, side)
    )
    return Step("revoke_invitation", command)


def join(model: Model, side: str) -> Step:
    """Join, and accede to each letter of intent and NDA that is executed."""
    accede = {
        key: model.cite(paper.executed)
        for key, paper in model.papers.items()
        if paper.executed is not None and key != AGREEMENT
    }
    command = JoinDeal(
        actor=lead(model, side),
        at=model.now,
        invitation=_invitation(model, side),
        accede=accede,
    )
    return Step("join_deal", command)


def withdraw(model: Model, side: str) -> Step:
    command = WithdrawParty(actor=lead(model, side), at=model.now, reason="The board said no.")
    return Step("withdraw_party", command)


def replace_lead(model: Model, side: str, number: int, *, taken_over: bool = False) -> Step:
    successor = LEADS[side][number]
    by = actor(side, successor) if taken_over else lead(model, side)
    command = ReplaceLead(actor=by, at=model.now, lead=successor)
    return Step("replace_lead", command)


def add_participant(model: Model, by: str, organisation: str) -> Step:
    command = AddParticipant(
        actor=lead(model, by),
        at=model.now,
        organisation=organisation,
        role=ParticipantRole.ADVISER,
    )
    return Step("add_participant", command)


def grant(model: Model, by: str, reader: str, *scopes: Scope) -> Step:
    command = GrantAccess(actor=lead(model, by), at=model.now, organisation=reader, scopes=scopes)
    return Step("grant_access", command)


def revoke_grant(model: Model, by: str, reader: str, *scopes: Scope) -> Step:
    command = RevokeAccess(actor=lead(model, by), at=model.now, organisation=reader, scopes=scopes)
    return Step("revoke_access", command)


def _invitation(model: Model, side: str) -> str:
    """Return the open invitation of ``side``; one that nobody sent if there is none."""
    return next((key for key, of in model.invited.items() if of == side), "invitation-0")
