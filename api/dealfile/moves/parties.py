"""Moves that change who negotiates, and the clocks of the whole deal."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.deal.access.events import Scope
from aggregates.deal.parties.events import Clock, ParticipantRole
from api.dealfile.fields import BodyRef, Moment, OrganisationRef, PersonRef, Text
from api.dealfile.moves.move import InstrumentMove, Move


class OpenDeal(Move, frozen=True, kw_only=True, tag="open_deal"):
    """Open the deal for its opener; it expires at ``expires`` unless it is extended."""

    expires: Moment


class InviteParty(Move, frozen=True, kw_only=True, tag="invite_party"):
    """Invite an organisation to become a principal."""

    organisation: OrganisationRef


class RevokeInvitation(Move, frozen=True, kw_only=True, tag="revoke_invitation"):
    """Take back an invitation that was not used."""

    organisation: OrganisationRef


class JoinDeal(Move, frozen=True, kw_only=True, tag="join_deal"):
    """Become a principal, with ``by`` as the lead, and accede to what is executed."""


class AddParticipant(Move, frozen=True, kw_only=True, tag="add_participant"):
    """Let an organisation or office take part that is no principal, such as the interpreters'."""

    organisation: BodyRef
    role: ParticipantRole


class GrantAccess(Move, frozen=True, kw_only=True, tag="grant_access"):
    """Let a participant read a part of the deal: its ``timeline``, ``terms``, ``papers``."""

    organisation: BodyRef
    scopes: tuple[Scope, ...]


class RevokeAccess(Move, frozen=True, kw_only=True, tag="revoke_access"):
    """Take back what one's side had let a participant read."""

    organisation: BodyRef
    scopes: tuple[Scope, ...]


class ReplaceLead(Move, frozen=True, kw_only=True, tag="replace_lead"):
    """Hand the lead of one's side over to another person."""

    lead: PersonRef


class WithdrawParty(Move, frozen=True, kw_only=True, tag="withdraw_party"):
    """Leave the deal with one's organisation."""

    reason: Text


class ExtendDeadline(InstrumentMove, frozen=True, kw_only=True, tag="extend_deadline"):
    """Move a deadline; for the deal's own clock this is a proposal to the other leads."""

    clock: Clock
    expires: Moment


class ConsentToExtension(Move, frozen=True, kw_only=True, tag="consent_to_extension"):
    """Agree to the proposed deadline of the deal."""


class SuspendDeal(Move, frozen=True, kw_only=True, tag="suspend_deal"):
    """Stop every clock of the deal."""

    reason: Text


class ResumeDeal(Move, frozen=True, kw_only=True, tag="resume_deal"):
    """Let the clocks run again."""

    reason: Text


class ExpireDeal(Move, frozen=True, kw_only=True, tag="expire_deal"):
    """Close the deal because its deadline, or the letter's, has passed; by ``system``."""

    clock: Clock = Clock.DEAL


class ProposeReopening(Move, frozen=True, kw_only=True, tag="propose_reopening"):
    """Ask to take a deal up again that was declined, withdrawn or expired."""

    reason: Text
    expires: Moment


class ConsentToReopening(Move, frozen=True, kw_only=True, tag="consent_to_reopening"):
    """Agree to take the deal up again."""


PartiesMove: TypeAlias = (
    OpenDeal
    | InviteParty
    | RevokeInvitation
    | JoinDeal
    | AddParticipant
    | GrantAccess
    | RevokeAccess
    | ReplaceLead
    | WithdrawParty
    | ExtendDeadline
    | ConsentToExtension
    | SuspendDeal
    | ResumeDeal
    | ExpireDeal
    | ProposeReopening
    | ConsentToReopening
)
