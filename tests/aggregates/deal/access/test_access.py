"""Who is let read a deal without being a side of it, and who no longer."""

from __future__ import annotations

from bdd import given
from locked_deal import OPENED, deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from three_sides import ENGAGED, LEXIS_ADDED

from aggregates.deal import DEAL
from aggregates.deal.access.events import AccessGranted, AccessRevoked, Scope
from aggregates.deal.access.grant_access import GrantAccess, grant_access
from aggregates.deal.access.revoke_access import RevokeAccess, revoke_access
from aggregates.deal.access.state import ORGANISERS, scopes_granted
from aggregates.deal.parties.events import PartyInvited, PartyJoined, PartyWithdrew
from aggregates.vocabulary import Party

BOTH = (Scope.PAPERS, Scope.TERMS)
GRANT = GrantAccess(actor=LIN, at=NOON, organisation="lexis", scopes=(Scope.TERMS, Scope.PAPERS))
GRANTED = AccessGranted(
    at=NOON, organisation="lexis", scopes=BOTH, principal="linghai", by="lin-yue"
)
REVOKE = RevokeAccess(actor=LIN, at=NOON, organisation="lexis", scopes=(Scope.TERMS,))
REVOKED = AccessRevoked(
    at=NOON, organisation="lexis", scopes=(Scope.TERMS,), principal="linghai", by="lin-yue"
)
BY_ROJAS = replace(GRANTED, principal="andes", by="rojas", scopes=(Scope.TERMS,))
LEXIS = Party(id="lexis", legal_name="Lexis", country="CN", registration="91350200M0000LEXIS")


def test_a_lead_lets_a_participant_read_the_terms_and_the_papers() -> None:
    given(DEAL, OPENED, LEXIS_ADDED).when(grant_access, GRANT).then(GRANTED)
    deal = deal_after(OPENED, LEXIS_ADDED, GRANTED)
    assert scopes_granted(deal.access, "lexis") == set(BOTH)


def test_a_participant_reads_nothing_until_it_is_granted() -> None:
    assert scopes_granted(deal_after(OPENED, LEXIS_ADDED).access, "lexis") == frozenset()


def test_what_is_granted_already_is_not_granted_again() -> None:
    given(DEAL, OPENED, LEXIS_ADDED, GRANTED).when(grant_access, GRANT).then()
    more = replace(GRANT, scopes=(Scope.TERMS, Scope.TIMELINE, Scope.TIMELINE))
    given(DEAL, OPENED, LEXIS_ADDED, GRANTED).when(grant_access, more).then(
        replace(GRANTED, scopes=(Scope.TIMELINE,))
    )


def test_a_lead_lets_the_organisers_read() -> None:
    given(DEAL, OPENED).when(grant_access, replace(GRANT, organisation=ORGANISERS)).then(
        replace(GRANTED, organisation=ORGANISERS)
    )


def test_nobody_is_let_read_who_takes_no_part() -> None:
    given(DEAL, OPENED).when(grant_access, GRANT).then_refused("not_in_deal", organisation="lexis")


def test_a_principal_needs_no_grant() -> None:
    command = replace(GRANT, organisation="andes")
    given(DEAL, *ENGAGED).when(grant_access, command).then_refused(
        "principal_already", organisation="andes"
    )


def test_only_the_lead_of_a_side_grants_and_takes_back() -> None:
    refusal = {"person": WEN.person, "principal": "linghai"}
    aided = given(DEAL, OPENED, LEXIS_ADDED, GRANTED)
    aided.when(grant_access, replace(GRANT, actor=WEN)).then_refused("not_lead", **refusal)
    aided.when(revoke_access, replace(REVOKE, actor=WEN)).then_refused("not_lead", **refusal)


def test_a_lead_takes_back_what_was_granted() -> None:
    given(DEAL, OPENED, LEXIS_ADDED, GRANTED).when(revoke_access, REVOKE).then(REVOKED)
    deal = deal_after(OPENED, LEXIS_ADDED, GRANTED, REVOKED)
    assert scopes_granted(deal.access, "lexis") == {Scope.PAPERS}
    gone = replace(REVOKED, scopes=(Scope.PAPERS,))
    assert deal_after(OPENED, LEXIS_ADDED, GRANTED, REVOKED, gone).access == {}


def test_taking_back_twice_changes_nothing() -> None:
    given(DEAL, OPENED, LEXIS_ADDED, GRANTED, REVOKED).when(revoke_access, REVOKE).then()


def test_what_another_side_grants_stays_granted() -> None:
    events = (*ENGAGED, LEXIS_ADDED, GRANTED, BY_ROJAS)
    given(DEAL, *events).when(revoke_access, replace(REVOKE, actor=ROJAS)).then(
        replace(REVOKED, principal="andes", by="rojas")
    )
    deal = deal_after(*events, REVOKED)
    assert scopes_granted(deal.access, "lexis") == set(BOTH)


def test_what_a_side_granted_falls_when_it_leaves() -> None:
    left = PartyWithdrew(at=NOON, principal="linghai", by="lin-yue", reason="No.", voids=())
    deal = deal_after(*ENGAGED, LEXIS_ADDED, GRANTED, BY_ROJAS, left)
    assert scopes_granted(deal.access, "lexis") == {Scope.TERMS}


def test_who_becomes_a_principal_has_no_grant_left_to_leave_with() -> None:
    invited = PartyInvited(
        at=NOON, invitation="I-9", organisation="lexis", principal="linghai", by="lin-yue"
    )
    joined = PartyJoined(at=NOON, invitation="I-9", party=LEXIS, by="qu", voids=())
    assert deal_after(OPENED, LEXIS_ADDED, GRANTED, invited, joined).access == {}
