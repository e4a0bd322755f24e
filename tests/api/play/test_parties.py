"""Moves that change who negotiates, and the clocks of the whole deal."""

from __future__ import annotations

from playing import Theatre
from plots import FANG, JANA, LETTER, LIN, OPENED, given_plot, move

from aggregates.deal.parties.events import (
    DeadlineExtended,
    DealReopened,
    InvitationRevoked,
    LeadReplaced,
)
from aggregates.deal.state import Stage

INVITED = OPENED[:2]


def test_an_invitation_can_be_taken_back_and_given_again(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *INVITED,
            move("revoke_invitation", LIN, organisation="aster"),
            move("join_deal", JANA, expect="not_invited"),
            *OPENED[1:],
        )
    )
    assert len(played.events(InvitationRevoked)) == 1
    assert len(played.deal.parties.principals) == 2


def test_the_deal_lasts_longer_when_every_lead_agrees(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *OPENED,
            move("extend_deadline", JANA, clock="deal", expires="+400d"),
            move("consent_to_extension", LIN),
            move("consent_to_extension", LIN, expect="unknown_proposal"),
        )
    )
    assert len(played.events(DeadlineExtended)) == 1


def test_while_it_is_suspended_nothing_is_done(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *OPENED,
            *LETTER,
            move(
                "suspend_deal", FANG, reason="A court has asked for the file.", acting_as="official"
            ),
            move("table_offer", LIN, expires="+30d", expect="suspended"),
            move("resume_deal", FANG, reason="The court has given it back.", acting_as="official"),
        )
    )
    assert played.deal.parties.suspended_at is None


def test_a_deal_that_was_left_is_taken_up_again(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *OPENED,
            *LETTER,
            move("withdraw_party", JANA, reason="Our board has stopped it."),
            move("consent_to_reopening", JANA, expect="unknown_proposal"),
            move("propose_reopening", LIN, reason="There is another way.", expires="+60d"),
            move("consent_to_reopening", JANA),
        )
    )
    assert (played.deal.stage, len(played.events(DealReopened))) == (Stage.ENGAGED, 1)


def test_a_deal_expires_when_its_time_is_over_and_not_before(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *OPENED,
            *LETTER[:2],
            move("expire_deal", "system", expect="not_due"),
            move("expire_deal", "system", at="+14d", clock="intent"),
        )
    )
    assert played.deal.stage is Stage.EXPIRED


def test_a_lead_hands_over(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(*OPENED, move("replace_lead", LIN, lead=JANA, expect="leads_another_side"))
    )
    assert played.events(LeadReplaced) == []
