"""Moves that change who negotiates, and the clocks of the whole deal."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from aggregates.admission import ADMISSION
from aggregates.deal.parties import add_participant as adding
from aggregates.deal.parties import consent_to_deadline_extension as extension
from aggregates.deal.parties import consent_to_reopening as reopening
from aggregates.deal.parties import expire_deal as expiry
from aggregates.deal.parties import extend_deadline as extending
from aggregates.deal.parties import invite_party as inviting
from aggregates.deal.parties import join_deal as joining
from aggregates.deal.parties import open_deal as opening
from aggregates.deal.parties import propose_deadline_extension as proposing
from aggregates.deal.parties import propose_reopening as returning
from aggregates.deal.parties import replace_lead as leading
from aggregates.deal.parties import resume_deal as resuming
from aggregates.deal.parties import revoke_invitation as revoking
from aggregates.deal.parties import suspend_deal as suspending
from aggregates.deal.parties import withdraw_party as withdrawing
from aggregates.deal.parties.events import Classification, Clock
from aggregates.edition import EDITION
from aggregates.project import PROJECT
from aggregates.vocabulary import Actor, Role
from api import ids
from api.dealfile.moves import parties as moves
from api.play.stage import Stage, Told
from ledger.sources import One

OFFICES = (Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY)


def play_parties(stage: Stage, at: datetime, move: moves.PartiesMove) -> Told:  # noqa: C901, PLR0911, PLR0912 - one branch a move
    """Send the command that ``move`` stands for, as its person."""
    lead = stage.cast.actor(move, Role.LEAD)
    match move:
        case moves.OpenDeal():
            return _open(stage, at, move)
        case moves.InviteParty():
            return _invite(stage, at, move, lead)
        case moves.RevokeInvitation():
            return stage.edition(
                stage.source,
                revoking.revoke_invitation,
                revoking.RevokeInvitation(
                    actor=lead, at=at, invitation=_invitation(stage, move.organisation)
                ),
            )
        case moves.JoinDeal():
            return _join(stage, at, lead)
        case moves.AddParticipant():
            command = adding.AddParticipant(
                actor=lead, at=at, organisation=stage.cast.id(move.organisation), role=move.role
            )
            return stage.edition(stage.source, adding.add_participant, command)
        case moves.ReplaceLead():
            handing = leading.ReplaceLead(actor=lead, at=at, lead=stage.cast.id(move.lead))
            return stage.edition(stage.source, leading.replace_lead, handing)
        case moves.WithdrawParty():
            leaving = withdrawing.WithdrawParty(actor=lead, at=at, reason=move.reason)
            return stage.edition(stage.source, withdrawing.withdraw_party, leaving)
        case moves.ExtendDeadline():
            return _extend(stage, at, move, lead)
        case moves.ConsentToExtension():
            asked = stage.deal().parties.extension
            consent = extension.ConsentToDeadlineExtension(
                actor=lead, at=at, proposal=asked.proposal if asked else ""
            )
            return stage.edition(stage.source, extension.consent_to_deadline_extension, consent)
        case moves.SuspendDeal():
            stopping = suspending.SuspendDeal(
                actor=stage.cast.actor(move, *OFFICES), at=at, reason=move.reason
            )
            return stage.edition(stage.source, suspending.suspend_deal, stopping)
        case moves.ResumeDeal():
            going_on = resuming.ResumeDeal(
                actor=stage.cast.actor(move, *OFFICES), at=at, reason=move.reason
            )
            return stage.edition(stage.source, resuming.resume_deal, going_on)
        case moves.ExpireDeal():
            ending = expiry.ExpireDeal(actor=lead, at=at, clock=move.clock)
            return stage.edition(stage.source, expiry.expire_deal, ending)
        case moves.ProposeReopening():
            return _propose_reopening(stage, at, move, lead)
        case moves.ConsentToReopening():
            wanted = stage.deal().parties.reopening
            agreeing = reopening.ConsentToReopening(
                actor=lead, at=at, proposal=wanted.proposal if wanted else ""
            )
            return stage.edition(stage.source, reopening.consent_to_reopening, agreeing)
        case _:
            assert_never(move)


def _open(stage: Stage, at: datetime, move: moves.OpenDeal) -> Told:
    cast, draft = stage.cast, stage.file.deal
    actor = cast.actor(move, Role.LEAD, *OFFICES)
    leading_draft = stage.file.instrument("")
    facts = draft.classification
    command = opening.OpenDeal(
        actor=actor,
        at=at,
        deal=cast.deal,
        edition=cast.edition,
        project=cast.project,
        title=draft.title,
        leading=cast.id(leading_draft.id),
        leading_kind=leading_draft.kind,
        tier=leading_draft.tier,
        classification=Classification(
            direction=facts.direction,
            mode=facts.mode,
            industry=facts.industry,
            origin=facts.origin,
            destination=facts.destination,
            code_lists=facts.code_lists,
            made_by=cast.id(facts.made_by),
        ),
        expires_at=cast.deadline(cast.instant(move.expires, at)),
    )
    sources = (
        stage.source,
        One(PROJECT, cast.project),
        One(ADMISSION, actor.organisation),
        One(EDITION, cast.edition),
    )
    context = stage.context(command)
    return stage.told(stage.book.handle(sources, opening.open_deal, command, context))


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
    invited = [key for key, body in deal.parties.invitations.items() if body == actor.organisation]
    command = joining.JoinDeal(
        actor=actor, at=at, invitation=invited[0] if invited else "", accede=executed
    )
    sources = (stage.source, One(ADMISSION, actor.organisation))
    context = stage.context(command)
    return stage.told(stage.book.handle(sources, joining.join_deal, command, context))


def _invitation(stage: Stage, organisation: str) -> str:
    body = stage.cast.id(organisation)
    invited = stage.deal().parties.invitations
    return next((key for key, who in invited.items() if who == body), "")


def _extend(stage: Stage, at: datetime, move: moves.ExtendDeadline, actor: Actor) -> Told:
    until = stage.cast.deadline(stage.cast.instant(move.expires, at))
    if move.clock is Clock.DEAL:
        proposal = proposing.ProposeDeadlineExtension(
            actor=actor, at=at, proposal=ids.new_id(at), expires_at=until
        )
        return stage.edition(stage.source, proposing.propose_deadline_extension, proposal)
    _, instrument = stage.instrument(move.instrument)
    command = extending.ExtendDeadline(
        actor=actor, at=at, clock=move.clock, instrument=instrument.id, expires_at=until
    )
    return stage.edition(stage.source, extending.extend_deadline, command)


def _propose_reopening(
    stage: Stage, at: datetime, move: moves.ProposeReopening, actor: Actor
) -> Told:
    command = returning.ProposeReopening(
        actor=actor,
        at=at,
        proposal=ids.new_id(at),
        reason=move.reason,
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
    )
    return stage.edition(stage.source, returning.propose_reopening, command)
