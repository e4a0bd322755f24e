"""Adding an instrument beside the leading one."""

from __future__ import annotations

from bdd import given
from locked_deal import JOINED, OPENED, deal_after
from msgspec.structs import replace
from people import LIN, NOON, ROJAS, WEN
from three_sides import DRAFTED, ENGAGED

from aggregates.deal import DEAL
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.draft_instrument import DraftInstrument, draft_instrument
from aggregates.deal.terms.events import InstrumentDrafted
from aggregates.vocabulary import Actor, Kind, Role, Tier

DRAFT = DraftInstrument(actor=LIN, at=NOON, instrument="nda-1", kind=Kind.NDA, tier=Tier.CONTRACT)
LETTER = replace(DRAFT, instrument="letter-2", kind=Kind.LETTER_OF_INTENT, tier=Tier.INTENTION)
NDA = InstrumentDrafted(
    at=NOON,
    instrument="nda-1",
    kind=Kind.NDA,
    tier=Tier.CONTRACT,
    principal="linghai",
    by="lin-yue",
)


def test_a_principal_adds_an_instrument() -> None:
    given(DEAL, OPENED).when(draft_instrument, DRAFT).then(NDA)


def test_it_begins_empty_and_moves_no_stage() -> None:
    deal = deal_after(*ENGAGED, NDA)
    assert deal.instruments["nda-1"].progress is Progress.DRAFT
    assert deal.stage is Stage.ENGAGED


def test_its_lawyers_draft_too() -> None:
    lawyer = Actor(person="sun", organisation="linghai", role=Role.LAWYER)
    given(DEAL, OPENED).when(draft_instrument, replace(DRAFT, actor=lawyer)).then(
        replace(NDA, by="sun")
    )


def test_drafting_twice_changes_nothing() -> None:
    given(DEAL, OPENED, NDA).when(draft_instrument, DRAFT).then()


def test_another_instrument_has_another_name() -> None:
    command = replace(DRAFT, kind=Kind.AGREEMENT)
    given(DEAL, OPENED, NDA).when(draft_instrument, command).then_refused(
        "instrument_exists", instrument="nda-1"
    )


def test_a_deal_has_one_letter_of_intent() -> None:
    given(DEAL, OPENED, DRAFTED).when(draft_instrument, LETTER).then_refused(
        "letter_exists", instrument="letter-1"
    )


def test_the_first_letter_is_drafted_though_an_nda_is_there() -> None:
    expected = replace(NDA, instrument="letter-2", kind=LETTER.kind, tier=LETTER.tier)
    given(DEAL, OPENED, NDA).when(draft_instrument, LETTER).then(expected)


def test_an_engaged_deal_needs_no_letter() -> None:
    given(DEAL, *ENGAGED).when(draft_instrument, LETTER).then_refused(
        "wrong_stage", stage="engaged"
    )


def test_a_letter_is_counted_as_an_intention() -> None:
    command = replace(LETTER, tier=Tier.CONTRACT)
    given(DEAL, OPENED).when(draft_instrument, command).then_refused(
        "tier_mismatch", kind="letter_of_intent", tier="contract"
    )


def test_what_changes_an_agreement_is_not_drafted_before_there_is_one() -> None:
    command = replace(DRAFT, kind=Kind.AMENDMENT)
    given(DEAL, OPENED).when(draft_instrument, command).then_refused("wrong_stage", stage="draft")


def test_a_signatory_does_not_draft() -> None:
    given(DEAL, OPENED).when(draft_instrument, replace(DRAFT, actor=WEN)).then_refused(
        "role_not_allowed", role="signatory", allowed=("lead", "negotiator", "lawyer")
    )


def test_a_stranger_does_not_draft() -> None:
    given(DEAL, OPENED).when(draft_instrument, replace(DRAFT, actor=ROJAS)).then_refused(
        "not_a_principal", organisation="andes"
    )
    given(DEAL, OPENED, JOINED).when(draft_instrument, replace(DRAFT, actor=ROJAS)).then(
        replace(NDA, principal="andes", by="rojas")
    )
