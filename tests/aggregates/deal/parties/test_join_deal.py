"""Joining a deal by invitation."""

from __future__ import annotations

from at_the_table import AGREED as THREE_AGREED
from at_the_table import ALL_ACCEPTED, ON_TABLE
from bdd import after, given_states
from locked_deal import ANDES, JOINED, OPENED, and_then, deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS
from signing_deal import GRANTED, REQUESTED
from three_sides import ENGAGED, LETTER_EXECUTED, LETTER_SENT, LETTER_TERMS

from aggregates.admission import ADMISSION
from aggregates.admission.events import OrganisationAdmitted
from aggregates.admission.state import Admission
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import (
    InstrumentAcceded,
    ParticipantAdded,
    ParticipantRole,
    PartyInvited,
    PartyJoined,
    PartyWithdrew,
)
from aggregates.deal.parties.join_deal import JoinDeal, join_deal
from aggregates.deal.policy import Policy
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.vocabulary import Actor, Party, Role

DIALLO = Actor(person="diallo", organisation="sahel", role=Role.LEAD)
SAHEL = Party(id="sahel", legal_name="Sahel Energie", country="SN", registration="SN-4")
INVITED = PartyInvited(
    at=NOON, invitation="invitation-9", organisation="sahel", principal="linghai", by="lin-yue"
)
ADMITTED = OrganisationAdmitted(
    at=NOON,
    organisation=SAHEL.id,
    legal_name=SAHEL.legal_name,
    country=SAHEL.country,
    registration=SAHEL.registration,
    registry_position=9,
    by="sato",
)
ADMISSION_9 = after(ADMISSION, ADMITTED)
JOIN = JoinDeal(actor=DIALLO, at=NOON, invitation="invitation-9")
ACCEDING = replace(JOIN, accede={"letter-1": LETTER_TERMS})
SAHEL_JOINED = PartyJoined(at=NOON, invitation="invitation-9", party=SAHEL, by="diallo", voids=())
ACCEDED = InstrumentAcceded(
    at=NOON,
    instrument="letter-1",
    principal="sahel",
    by="diallo",
    terms_sha256=LETTER_TERMS,
)


def refused(command: JoinDeal, *events: DealEvent, code: str, **facts: object) -> None:
    deal = deal_after(*events)
    given_states(deal, ADMISSION_9).when(join_deal, command).then_refused(code, **facts)


def after_joining(*events: DealEvent) -> Deal:
    """Return the deal after ``events`` and whatever the joining of Sahel brings."""
    deal = deal_after(*events, INVITED)
    accede = {"letter-1": LETTER_TERMS} if LETTER_EXECUTED in events else {}
    return and_then(deal, join_deal(deal, ADMISSION_9, replace(JOIN, accede=accede)))


def test_an_invited_organisation_joins_a_draft() -> None:
    given_states(deal_after(OPENED, INVITED), ADMISSION_9).when(join_deal, JOIN).then(
        {"deal-1": [SAHEL_JOINED]}
    )


def test_it_is_a_principal_then_and_its_invitation_is_used() -> None:
    deal = deal_after(OPENED, INVITED, SAHEL_JOINED)
    assert SAHEL in deal.parties.set
    assert deal.parties.principals["sahel"].lead == "diallo"
    assert deal.parties.invitations == {}


def test_a_joiner_first_accedes_to_the_executed_letter() -> None:
    given_states(deal_after(*ENGAGED, INVITED), ADMISSION_9).when(join_deal, ACCEDING).then(
        {"deal-1": [ACCEDED, SAHEL_JOINED]}
    )


def test_what_it_acceded_to_is_remembered() -> None:
    deal = after_joining(*ENGAGED)
    assert deal.instruments["letter-1"].acceded == {"sahel"}
    assert deal.instruments["letter-1"].progress is Progress.EXECUTED


def test_who_does_not_accede_does_not_join() -> None:
    facts = {"instrument": "letter-1", "terms_sha256": LETTER_TERMS}
    refused(JOIN, *ENGAGED, INVITED, code="must_accede", **facts)


def test_acceding_to_other_terms_is_not_enough() -> None:
    command = replace(JOIN, accede={"letter-1": "00" * 32})
    facts = {"instrument": "letter-1", "terms_sha256": LETTER_TERMS}
    refused(command, *ENGAGED, INVITED, code="must_accede", **facts)


def test_there_is_nothing_to_accede_to_that_is_not_executed() -> None:
    command = replace(JOIN, accede={"agreement-1": "00" * 32})
    refused(command, OPENED, INVITED, code="nothing_to_accede_to", instrument="agreement-1")


def test_joining_twice_changes_nothing() -> None:
    deal = deal_after(*ENGAGED, INVITED, ACCEDED, SAHEL_JOINED)
    given_states(deal, ADMISSION_9).when(join_deal, ACCEDING).then_nothing()


def test_another_person_of_a_principal_does_not_join() -> None:
    command = replace(JOIN, actor=replace(DIALLO, person="sow"))
    refused(command, OPENED, INVITED, SAHEL_JOINED, code="principal_already", organisation="sahel")


def test_nobody_joins_without_an_invitation() -> None:
    facts = {"organisation": "sahel", "invitation": "invitation-9"}
    refused(JOIN, OPENED, code="not_invited", **facts)


def test_an_invitation_of_somebody_else_is_of_no_use() -> None:
    other = replace(INVITED, organisation="kodo")
    facts = {"organisation": "sahel", "invitation": "invitation-9"}
    refused(JOIN, OPENED, other, code="not_invited", **facts)


def test_who_is_not_admitted_does_not_join() -> None:
    deal = deal_after(OPENED, INVITED)
    given_states(deal, Admission()).when(join_deal, JOIN).then_refused(
        "not_admitted", organisation="sahel"
    )


def test_nobody_joins_for_another_organisation() -> None:
    command = replace(JOIN, actor=ROJAS)
    refused(command, OPENED, INVITED, code="not_your_organisation", organisation="sahel")


def test_who_joins_is_a_lead() -> None:
    command = replace(JOIN, actor=replace(DIALLO, role=Role.LAWYER))
    refused(command, OPENED, INVITED, code="role_not_allowed", role="lawyer", allowed=("lead",))


def test_the_limit_of_principals_holds_when_joining_too() -> None:
    opened = replace(OPENED, policy=Policy(principals_max=2))
    refused(JOIN, opened, INVITED, JOINED, code="too_many_principals", most=2)


def test_nobody_leads_two_sides() -> None:
    command = replace(JOIN, actor=replace(DIALLO, person=LIN.person))
    facts = {"person": "lin-yue", "principal": "linghai"}
    refused(command, OPENED, INVITED, code="leads_another_side", **facts)


def test_joining_voids_a_letter_that_is_not_executed() -> None:
    deal = after_joining(*LETTER_SENT)
    letter = deal.instruments["letter-1"]
    assert (letter.progress, letter.signing) == (Progress.VOID, None)
    assert deal.stage is Stage.INTENT


def test_joining_voids_every_acceptance() -> None:
    deal = after_joining(*ALL_ACCEPTED)
    assert deal.stage is Stage.NEGOTIATING
    assert deal.instruments["agreement-1"].matrix.acceptances == {}


def test_joining_opens_locked_terms_and_voids_approvals() -> None:
    deal = after_joining(*THREE_AGREED, REQUESTED, GRANTED)
    agreement = deal.instruments["agreement-1"]
    assert deal.stage is Stage.NEGOTIATING
    assert (agreement.progress, agreement.approvals) == (Progress.NEGOTIATING, {})
    assert agreement.matrix.locked_sha256 == ""


def test_it_says_which_instruments_fall() -> None:
    deal = deal_after(*ON_TABLE, INVITED)
    given_states(deal, ADMISSION_9).when(join_deal, ACCEDING).then(
        {"deal-1": [ACCEDED, replace(SAHEL_JOINED, voids=("agreement-1",))]}
    )


def test_a_participant_that_joins_is_one_no_longer() -> None:
    added = ParticipantAdded(
        at=NOON,
        organisation="sahel",
        role=ParticipantRole.LENDER,
        principal="linghai",
        by="lin-yue",
    )
    assert after_joining(OPENED, added).parties.participants == {}


def test_who_left_may_come_back() -> None:
    left = PartyWithdrew(
        at=NOON, principal="andes", by="rojas", reason="No funds.", voids=("agreement-1",)
    )
    back = PartyJoined(at=NOON, invitation="invitation-9", party=ANDES, by="rojas", voids=())
    deal = deal_after(*ON_TABLE, left, back)
    assert deal.parties.former == {}
    assert ANDES in deal.parties.set
