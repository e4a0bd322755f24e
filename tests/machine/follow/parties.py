"""What the notebook says when somebody has come or gone."""

from __future__ import annotations

from machine.follow.change import end, regroup
from machine.model import Model, Paper, Timer

from aggregates.deal.access.grant_access import GrantAccess
from aggregates.deal.access.revoke_access import RevokeAccess
from aggregates.deal.parties.add_participant import AddParticipant
from aggregates.deal.parties.invite_party import InviteParty
from aggregates.deal.parties.join_deal import JoinDeal
from aggregates.deal.parties.open_deal import OpenDeal
from aggregates.deal.parties.replace_lead import ReplaceLead
from aggregates.deal.parties.revoke_invitation import RevokeInvitation
from aggregates.deal.parties.withdraw_party import WithdrawParty


def open_deal(model: Model, command: OpenDeal) -> None:
    model.stage = "draft"
    model.sides = {command.actor.organisation: command.actor.person}
    model.until = Timer(command.expires_at.at - model.now)
    model.classification = command.classification
    model.papers = {command.leading: Paper(id=command.leading, kind=command.leading_kind)}


def join_deal(model: Model, command: JoinDeal) -> None:
    side = command.actor.organisation
    executed = {
        key: paper.executed for key, paper in model.papers.items() if paper.executed is not None
    }
    read = {key: model.read[cited] for key, cited in command.accede.items()}
    assert read == executed, "a joiner consents to exactly what the others have executed"
    model.sides[side] = command.actor.person
    model.former.pop(side, None)
    assert model.invited.pop(command.invitation) == side, "who was invited"
    model.participants.discard(side)
    model.forget_grants(side)
    regroup(model)


def invite_party(model: Model, command: InviteParty) -> None:
    model.invited[command.invitation] = command.organisation


def revoke_invitation(model: Model, command: RevokeInvitation) -> None:
    del model.invited[command.invitation]


def add_participant(model: Model, command: AddParticipant) -> None:
    model.participants.add(command.organisation)


def withdraw_party(model: Model, command: WithdrawParty) -> None:
    side = command.actor.organisation
    model.former[side] = model.sides.pop(side)
    model.forget_grants(side)
    if len(model.sides) >= 2:
        regroup(model)
        return
    model.ended_by = side
    end(model, "withdrawn")


def replace_lead(model: Model, command: ReplaceLead) -> None:
    model.sides[command.actor.organisation] = command.lead


def grant_access(model: Model, command: GrantAccess) -> None:
    side, reader = command.actor.organisation, command.organisation
    assert reader not in model.sides, "who is a side is let read by nobody"
    assert not reader or reader in model.participants, "who is let read takes part"
    for scope in command.scopes:
        model.granted.add((reader, side, scope.value))


def revoke_access(model: Model, command: RevokeAccess) -> None:
    side, reader = command.actor.organisation, command.organisation
    for scope in command.scopes:
        model.granted.discard((reader, side, scope.value))
