"""Moves that change who negotiates."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, assert_never

from aggregates.admission import ADMISSION
from aggregates.deal.access import grant_access as granting
from aggregates.deal.access import revoke_access as closing
from aggregates.deal.parties import add_participant as adding
from aggregates.deal.parties import invite_party as inviting
from aggregates.deal.parties import join_deal as joining
from aggregates.deal.parties import open_deal as opening
from aggregates.deal.parties import replace_lead as leading
from aggregates.deal.parties import revoke_invitation as revoking
from aggregates.deal.parties import withdraw_party as withdrawing
from aggregates.deal.parties.events import Classification
from aggregates.edition import EDITION
from aggregates.project import PROJECT
from aggregates.vocabulary import Actor, Role
from api import ids
from api.dealfile.moves import parties as moves
from api.play.cast import OFFICES
from api.play.stage import Stage
from api.play.venue import Told
from ledger.sources import One

PartiesMove: TypeAlias = (
    moves.OpenDeal
    | moves.InviteParty
    | moves.RevokeInvitation
    | moves.JoinDeal
    | moves.AddParticipant
    | moves.GrantAccess
    | moves.RevokeAccess
    | moves.ReplaceLead
    | moves.WithdrawParty
)


def play_parties(stage: Stage, at: datetime, move: PartiesMove) -> Told:  # noqa: C901, PLR0911 - one branch a move
    """Send the command that ``move`` stands for, as its person."""
    lead = stage.cast.actor(move, Role.LEAD)
    match move:
        case moves.OpenDeal():
            return _open(stage, at, move)
        case moves.InviteParty():
            return _invite(stage, at, move, lead)
        case moves.RevokeInvitation():
            invitation = _invitation(stage, stage.cast.id(move.organisation))
            taking_back = revoking.RevokeInvitation(actor=lead, at=at, invitation=invitation)
            return stage.edition(stage.source, revoking.revoke_invitation, taking_back)
        case moves.JoinDeal():
            return _join(stage, at, lead)
        case moves.AddParticipant():
            command = adding.AddParticipant(
                actor=lead, at=at, organisation=stage.cast.id(move.organisation), role=move.role
            )
            return stage.edition(stage.source, adding.add_participant, command)
        case moves.GrantAccess() | moves.RevokeAccess():
            return _access(stage, at, move, lead)
        case moves.ReplaceLead():
            handing = leading.ReplaceLead(actor=lead, at=at, lead=stage.cast.id(move.lead))
            return stage.edition(stage.source, leading.replace_lead, handing)
        case moves.WithdrawParty():
            leaving = withdrawing.WithdrawParty(actor=lead, at=at, reason=move.reason)
            return stage.edition(stage.source, withdrawing.withdraw_party, leaving)
        case _:
            assert_never(move)


def _access(
    stage: Stage, at: datetime, move: moves.GrantAccess | moves.RevokeAccess, lead: Actor
) -> Told:
    reader = stage.cast.id(move.organisation)
    if isinstance(move, moves.GrantAccess):
        command = granting.GrantAccess(actor=lead, at=at, organisation=reader, scopes=move.scopes)
        return stage.edition(stage.source, granting.grant_access, command)
    back = closing.RevokeAccess(actor=lead, at=at, organisation=reader, scopes=move.scopes)
    return stage.edition(stage.source, closing.revoke_access, back)


def _open(stage: Stage, at: datetime, move: moves.OpenDeal) -> Told:
    cast, draft = stage.cast, stage.file.deal
    actor = cast.actor(move, Role.LEAD, *OFFICES)
    paper = stage.file.instrument("")
    command = opening.OpenDeal(
        actor=actor,
        at=at,
        deal=cast.deal,
        edition=cast.edition,
        project=cast.project,
        title=draft.title,
        leading=cast.id(paper.id),
        leading_kind=paper.kind,
        tier=paper.tier,
        classification=classification_of(stage),
        expires_at=cast.deadline(cast.instant(move.expires, at)),
    )
    sources = (
        stage.source,
        One(PROJECT, cast.project),
        One(ADMISSION, actor.organisation),
        One(EDITION, cast.edition),
    )
    return stage.together(sources, opening.open_deal, command)


def classification_of(stage: Stage) -> Classification:
    """Return how the file counts the deal."""
    facts = stage.file.deal.classification
    return Classification(
        direction=facts.direction,
        mode=facts.mode,
        industry=facts.industry,
        origin=facts.origin,
        destination=facts.destination,
        code_lists=facts.code_lists,
        made_by=stage.cast.id(facts.made_by),
    )


def _invite(stage: Stage, at: datetime, move: moves.InviteParty, actor: Actor) -> Told:
    command = inviting.InviteParty(
        actor=actor,
        at=at,
        invitation=ids.new_id(at),
        organisation=stage.cast.id(move.organisation),
    )
    return stage.edition(stage.source, inviting.invite_party, command)


def _join(stage: Stage, at: datetime, actor: Actor) -> Told:
    deal = stage.deal()
    executed = {i.id: i.executed_sha256 for i in deal.instruments.values() if i.executed_sha256}
    invitation = _invitation(stage, actor.organisation)
    command = joining.JoinDeal(actor=actor, at=at, invitation=invitation, accede=executed)
    sources = (stage.source, One(ADMISSION, actor.organisation))
    return stage.together(sources, joining.join_deal, command)


def _invitation(stage: Stage, organisation: str) -> str:
    """Return the open invitation of an organisation; empty if it has none: the rules say no."""
    invited = stage.deal().parties.invitations
    return next((key for key, who in invited.items() if who == organisation), "")
