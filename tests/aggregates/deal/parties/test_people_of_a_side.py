"""Participants, and who leads for a principal."""

from __future__ import annotations

from bdd import given
from in_force import SIGNED
from locked_deal import OPENED, deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from three_sides import ENGAGED, LEXIS_ADDED, NOWAK

from aggregates.deal import DEAL
from aggregates.deal.parties.add_participant import AddParticipant, add_participant
from aggregates.deal.parties.events import LeadReplaced, ParticipantRole, PartyWithdrew
from aggregates.deal.parties.replace_lead import ReplaceLead, replace_lead

ADD = AddParticipant(actor=LIN, at=NOON, organisation="lexis", role=ParticipantRole.ADVISER)
ADDED = replace(LEXIS_ADDED, at=NOON)
HAND_OVER = ReplaceLead(actor=LIN, at=NOON, lead="he-min")
HANDED_OVER = LeadReplaced(at=NOON, principal="linghai", lead="he-min", by="lin-yue")


def test_a_lead_adds_a_participant() -> None:
    given(DEAL, OPENED).when(add_participant, ADD).then(ADDED)


def test_its_acceptance_is_never_needed() -> None:
    deal = deal_after(OPENED, ADDED)
    assert deal.parties.participants == {"lexis": ParticipantRole.ADVISER}
    assert "lexis" not in deal.parties.principals


def test_adding_twice_changes_nothing() -> None:
    given(DEAL, OPENED, ADDED).when(add_participant, ADD).then()


def test_a_participant_may_get_another_role() -> None:
    command = replace(ADD, role=ParticipantRole.OBSERVER)
    expected = replace(ADDED, role=ParticipantRole.OBSERVER)
    given(DEAL, OPENED, ADDED).when(add_participant, command).then(expected)


def test_another_side_does_not_change_who_was_brought_in() -> None:
    command = replace(ADD, actor=ROJAS, role=ParticipantRole.OBSERVER)
    given(DEAL, *ENGAGED, ADDED).when(add_participant, command).then_refused(
        "participant_of_another_side", organisation="lexis", principal="linghai"
    )
    same = replace(ADD, actor=ROJAS)
    given(DEAL, *ENGAGED, ADDED).when(add_participant, same).then()


def test_when_the_side_has_left_another_may_take_its_participant_over() -> None:
    left = PartyWithdrew(at=NOON, principal="linghai", by="lin-yue", reason="No.", voids=())
    command = replace(ADD, actor=ROJAS, role=ParticipantRole.OBSERVER)
    expected = replace(ADDED, role=ParticipantRole.OBSERVER, principal="andes", by="rojas")
    given(DEAL, *ENGAGED, ADDED, left).when(add_participant, command).then(expected)
    theirs = replace(ADD, actor=NOWAK, role=ParticipantRole.LENDER)
    given(DEAL, *ENGAGED, ADDED, left, expected).when(add_participant, theirs).then_refused(
        "participant_of_another_side", organisation="lexis", principal="andes"
    )


def test_a_principal_is_no_participant() -> None:
    given(DEAL, *ENGAGED).when(add_participant, replace(ADD, organisation="andes")).then_refused(
        "principal_already", organisation="andes"
    )


def test_only_a_lead_adds_participants() -> None:
    given(DEAL, OPENED).when(add_participant, replace(ADD, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )


def test_a_lead_hands_over() -> None:
    given(DEAL, *ENGAGED).when(replace_lead, HAND_OVER).then(HANDED_OVER)


def test_the_successor_leads_then() -> None:
    assert deal_after(*ENGAGED, HANDED_OVER).parties.principals["linghai"].lead == "he-min"


def test_handing_over_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, HANDED_OVER).when(replace_lead, HAND_OVER).then()


def test_nobody_hands_over_for_another() -> None:
    given(DEAL, *ENGAGED).when(replace_lead, replace(HAND_OVER, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )


def test_another_lead_of_the_side_takes_over_from_one_who_is_gone() -> None:
    other = replace(LIN, person="su-rui")
    own = replace(HAND_OVER, actor=other, lead="su-rui")
    expected = replace(HANDED_OVER, lead="su-rui", by="su-rui")
    given(DEAL, *ENGAGED).when(replace_lead, own).then(expected)
    given(DEAL, *ENGAGED).when(replace_lead, replace(HAND_OVER, actor=other)).then(
        replace(HANDED_OVER, by="su-rui")
    )


def test_a_lead_is_replaced_while_the_agreement_is_in_force() -> None:
    given(DEAL, *SIGNED).when(replace_lead, HAND_OVER).then(HANDED_OVER)


def test_a_stranger_hands_nothing_over() -> None:
    given(DEAL, OPENED).when(replace_lead, replace(HAND_OVER, actor=ROJAS)).then_refused(
        "not_a_principal", organisation="andes"
    )


def test_the_lead_of_another_side_is_no_successor() -> None:
    given(DEAL, *ENGAGED).when(replace_lead, replace(HAND_OVER, lead="rojas")).then_refused(
        "leads_another_side", person="rojas", principal="andes"
    )
