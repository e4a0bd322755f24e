"""Inviting a principal, and taking the invitation back."""

from __future__ import annotations

from bdd import given
from locked_deal import AGREED, JOINED, LINGHAI, OPENED
from msgspec.structs import replace
from people import DAY, LIN, NOON, ORGANISER, ROJAS, WEN
from signing_deal import IN_SIGNING
from three_sides import ENGAGED

from aggregates.deal import DEAL
from aggregates.deal.parties.events import DealSuspended, InvitationRevoked, PartyInvited
from aggregates.deal.parties.invite_party import InviteParty, invite_party
from aggregates.deal.parties.revoke_invitation import RevokeInvitation, revoke_invitation
from aggregates.deal.policy import Policy

INVITE = InviteParty(actor=LIN, at=NOON, invitation="invitation-9", organisation="sahel")
INVITED = PartyInvited(
    at=NOON, invitation="invitation-9", organisation="sahel", principal="linghai", by="lin-yue"
)
REVOKE = RevokeInvitation(actor=LIN, at=NOON, invitation="invitation-9")
REVOKED = InvitationRevoked(at=NOON, invitation="invitation-9", principal="linghai", by="lin-yue")
SUSPENDED = DealSuspended(at=NOON, by="he-jing", reason="A complaint.")


def test_a_lead_invites_another_organisation() -> None:
    given(DEAL, OPENED).when(invite_party, INVITE).then(INVITED)


def test_the_sponsor_invites_when_it_opened_the_deal() -> None:
    opened = replace(OPENED, opener=None)
    expected = replace(INVITED, principal="fair", by="sato")
    given(DEAL, opened).when(invite_party, replace(INVITE, actor=ORGANISER)).then(expected)


def test_a_sponsor_that_is_a_side_itself_acts_by_its_lead() -> None:
    opened = replace(OPENED, sponsor="linghai")
    official = replace(ORGANISER, organisation="linghai")
    given(DEAL, opened).when(invite_party, replace(INVITE, actor=official)).then_refused(
        "not_lead", person="sato", principal="linghai"
    )


def test_inviting_twice_changes_nothing() -> None:
    given(DEAL, OPENED, INVITED).when(invite_party, INVITE).then()


def test_nobody_invites_but_a_lead() -> None:
    given(DEAL, OPENED).when(invite_party, replace(INVITE, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )


def test_a_stranger_does_not_invite() -> None:
    given(DEAL, OPENED).when(invite_party, replace(INVITE, actor=ROJAS)).then_refused(
        "not_a_principal", organisation="andes"
    )


def test_a_principal_is_not_invited() -> None:
    command = replace(INVITE, organisation=LINGHAI.id)
    given(DEAL, OPENED).when(invite_party, command).then_refused(
        "principal_already", organisation="linghai"
    )


def test_nobody_has_two_invitations() -> None:
    command = replace(INVITE, invitation="invitation-10")
    given(DEAL, OPENED, INVITED).when(invite_party, command).then_refused(
        "invited_already", organisation="sahel"
    )


def test_an_invitation_is_for_one_organisation() -> None:
    command = replace(INVITE, organisation="kodo")
    given(DEAL, OPENED, INVITED).when(invite_party, command).then_refused(
        "id_taken", id="invitation-9"
    )


def test_a_revoked_invitation_is_not_used_again() -> None:
    given(DEAL, OPENED, INVITED, REVOKED).when(invite_party, INVITE).then_refused(
        "id_taken", id="invitation-9"
    )


def test_an_invitation_that_was_accepted_is_not_used_again() -> None:
    command = replace(INVITE, organisation="kodo")
    joined = replace(JOINED, invitation="invitation-9")
    given(DEAL, OPENED, INVITED, joined).when(invite_party, command).then_refused(
        "id_taken", id="invitation-9"
    )


def test_open_invitations_count_against_the_limit() -> None:
    opened = replace(OPENED, policy=Policy(principals_max=2))
    command = replace(INVITE, invitation="invitation-10", organisation="kodo")
    given(DEAL, opened, INVITED).when(invite_party, command).then_refused(
        "too_many_principals", most=2
    )


def test_nobody_is_invited_into_a_signing() -> None:
    given(DEAL, *IN_SIGNING).when(invite_party, INVITE).then_refused("wrong_stage", stage="signing")


def test_no_deal_takes_no_invitation() -> None:
    given(DEAL).when(invite_party, INVITE).then_refused("wrong_stage", stage="none")


def test_a_suspended_deal_takes_no_step() -> None:
    given(DEAL, *ENGAGED, SUSPENDED).when(invite_party, INVITE).then_refused(
        "suspended", since=NOON
    )


def test_a_deal_whose_time_is_over_takes_no_step() -> None:
    late = OPENED.expires_at.at
    given(DEAL, *ENGAGED).when(invite_party, replace(INVITE, at=late)).then_refused(
        "deadline_passed", clock="deal", expired_at=late
    )


def test_a_draft_has_no_time_that_could_be_over() -> None:
    late = OPENED.expires_at.at
    given(DEAL, OPENED).when(invite_party, replace(INVITE, at=late)).then(replace(INVITED, at=late))


def test_an_invitation_is_revoked_before_it_is_used() -> None:
    given(DEAL, OPENED, INVITED).when(revoke_invitation, REVOKE).then(REVOKED)


def test_any_lead_may_revoke_it() -> None:
    command = replace(REVOKE, actor=ROJAS)
    expected = replace(REVOKED, principal="andes", by="rojas")
    given(DEAL, *AGREED, INVITED).when(revoke_invitation, command).then(expected)


def test_revoking_twice_changes_nothing() -> None:
    given(DEAL, OPENED, INVITED, REVOKED).when(revoke_invitation, REVOKE).then()


def test_a_used_invitation_is_not_revoked() -> None:
    command = replace(REVOKE, invitation="invitation-1", at=NOON - DAY)
    given(DEAL, *AGREED).when(revoke_invitation, command).then_refused(
        "unknown_invitation", invitation="invitation-1"
    )
