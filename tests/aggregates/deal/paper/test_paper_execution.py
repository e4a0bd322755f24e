"""A document printed and signed by hand: handed in, confirmed by every side, attested."""

from __future__ import annotations

import pytest
from bdd import given, given_states, then_refused
from in_force import MANDATES as CHANGING
from in_force import SIGNED, SURVEY, WIDER, agreement, amended, opened, then
from locked_deal import MANDATES, QUISPES, TERMS, WENS, deal_after, pdf
from msgspec.structs import replace
from people import DAY, LIN, NOON, OFFICIAL, ORGANISER, ROJAS, WEN
from signing_deal import IN_SIGNING, SIGNING_OPENED, WEN_SIGNED

from aggregates.deal import DEAL
from aggregates.deal.amending.events import TextConsolidated
from aggregates.deal.paper.attest_paper_execution import (
    AttestPaperExecution,
    attest_paper_execution,
)
from aggregates.deal.paper.confirm_paper_execution import (
    ConfirmPaperExecution,
    confirm_paper_execution,
)
from aggregates.deal.paper.events import (
    PaperExecuted,
    PaperExecutionConfirmed,
    PaperExecutionRecorded,
    PaperSignature,
)
from aggregates.deal.paper.record_paper_execution import (
    RecordPaperExecution,
    record_paper_execution,
)
from aggregates.deal.signing.events import InstrumentExecuted, SigningEmbargoed, SigningVoided
from aggregates.deal.state import Progress, Stage
from aggregates.mandate.events import MandateExercised
from aggregates.vocabulary import Kind, Money

SCAN, OTHER = "5c" * 32, "5d" * 32
BY_HAND = (
    PaperSignature(field="linghai-1", person="wen-hao", mandate="mandate-1", chopped=True),
    PaperSignature(field="andes-1", person="quispe", mandate="mandate-2"),
)
RECORD = RecordPaperExecution(
    actor=LIN,
    at=NOON,
    instrument="agreement-1",
    base_pdf_sha256=pdf(0),
    scan_sha256=SCAN,
    signatures=BY_HAND,
)
RECORDED = PaperExecutionRecorded(
    at=NOON,
    instrument="agreement-1",
    terms_sha256=TERMS,
    base_pdf_sha256=pdf(0),
    scan_sha256=SCAN,
    signatures=BY_HAND,
    principal="linghai",
    by="lin-yue",
    voids=(),
)
CONFIRM = ConfirmPaperExecution(
    actor=ROJAS, at=NOON, instrument="agreement-1", base_pdf_sha256=pdf(0), scan_sha256=SCAN
)
CONFIRMED = PaperExecutionConfirmed(
    at=NOON,
    instrument="agreement-1",
    base_pdf_sha256=pdf(0),
    scan_sha256=SCAN,
    principal="andes",
    by="rojas",
)
ATTEST = AttestPaperExecution(
    actor=OFFICIAL, at=NOON, instrument="agreement-1", base_pdf_sha256=pdf(0), scan_sha256=SCAN
)
ATTESTED = PaperExecuted(
    at=NOON,
    instrument="agreement-1",
    terms_sha256=TERMS,
    base_pdf_sha256=pdf(0),
    scan_sha256=SCAN,
    office="bureau",
    by="he-jing",
)
EXECUTED = InstrumentExecuted(
    at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(1)
)
READY = (*IN_SIGNING, RECORDED, CONFIRMED)


def used(field: str) -> MandateExercised:
    """Return the use of a mandate for the agreement."""
    return MandateExercised(
        at=NOON,
        deal="deal-1",
        instrument="agreement-1",
        field=field,
        amount=Money(amount="480000000", currency="CNY"),
        terms_sha256=TERMS,
    )


def test_a_lead_hands_in_the_scan_and_confirms_it_so() -> None:
    given(DEAL, *IN_SIGNING).when(record_paper_execution, RECORD).then(RECORDED)
    given(DEAL, *IN_SIGNING, RECORDED).when(record_paper_execution, RECORD).then()
    given(DEAL, *IN_SIGNING, RECORDED).when(
        confirm_paper_execution, replace(CONFIRM, actor=LIN)
    ).then()


def test_another_scan_takes_its_place_and_is_confirmed_anew() -> None:
    other = replace(RECORD, scan_sha256=OTHER)
    given(DEAL, *READY).when(record_paper_execution, other).then(
        replace(RECORDED, scan_sha256=OTHER, voids=("andes",))
    )


def test_what_was_printed_is_the_base() -> None:
    other = replace(RECORD, base_pdf_sha256=pdf(1))
    given(DEAL, *IN_SIGNING).when(record_paper_execution, other).then_refused(
        "other_base", cited=pdf(1)
    )


def test_what_is_signed_in_the_file_is_not_signed_by_hand() -> None:
    given(DEAL, *IN_SIGNING, WEN_SIGNED).when(record_paper_execution, RECORD).then_refused(
        "signed_electronically", field="linghai-1"
    )
    given_states(deal_after(*READY, WEN_SIGNED), MANDATES).when(
        attest_paper_execution, ATTEST
    ).then_refused("signed_electronically", field="linghai-1")


def test_what_is_kept_for_the_stage_is_not_signed_by_hand() -> None:
    kept = SigningEmbargoed(at=NOON, instrument="agreement-1", principal="linghai", by="lin-yue")
    given(DEAL, *IN_SIGNING, kept).when(record_paper_execution, RECORD).then_refused(
        "embargoed", instrument="agreement-1"
    )


@pytest.mark.parametrize(
    ("signatures", "code", "facts"),
    [
        (BY_HAND[:1], "seats_empty", {"fields": ("andes-1",)}),
        (
            (*BY_HAND, replace(BY_HAND[0], field="nowhere")),
            "unknown_field",
            {"field": "nowhere"},
        ),
        (
            (replace(BY_HAND[0], person="gu"), BY_HAND[1]),
            "not_your_seat",
            {"field": "linghai-1", "person": "gu"},
        ),
        ((*BY_HAND, BY_HAND[0]), "seat_taken", {"field": "linghai-1"}),
    ],
)
def test_each_seat_is_signed_by_who_sits_there(
    signatures: tuple[PaperSignature, ...], code: str, facts: dict[str, object]
) -> None:
    command = replace(RECORD, signatures=signatures)
    given(DEAL, *IN_SIGNING).when(record_paper_execution, command).then_refused(code, **facts)


def test_nobody_signs_two_seats_by_hand() -> None:
    seats = (*SIGNING_OPENED.seats, replace(SIGNING_OPENED.seats[1], field="linghai-2", number=2))
    opening = replace(SIGNING_OPENED, seats=seats)
    twice = (*BY_HAND, replace(BY_HAND[0], field="linghai-2"))
    given(DEAL, *IN_SIGNING[:-1], opening).when(
        record_paper_execution, replace(RECORD, signatures=twice)
    ).then_refused("signed_already", field="linghai-2", person="wen-hao")


def test_only_leads_hand_in_and_confirm() -> None:
    given(DEAL, *IN_SIGNING).when(record_paper_execution, replace(RECORD, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )
    given(DEAL, *IN_SIGNING, RECORDED).when(
        confirm_paper_execution, replace(CONFIRM, actor=WEN)
    ).then_refused("not_lead", person="wen-hao", principal="linghai")


def test_the_other_side_confirms_this_scan_once() -> None:
    given(DEAL, *IN_SIGNING, RECORDED).when(confirm_paper_execution, CONFIRM).then(CONFIRMED)
    given(DEAL, *READY).when(confirm_paper_execution, CONFIRM).then()


def test_nobody_confirms_a_scan_that_was_not_handed_in() -> None:
    given(DEAL, *IN_SIGNING).when(confirm_paper_execution, CONFIRM).then_refused(
        "no_paper", signing="signing-1"
    )
    other = replace(CONFIRM, scan_sha256=OTHER)
    given(DEAL, *IN_SIGNING, RECORDED).when(confirm_paper_execution, other).then_refused(
        "other_scan", cited=OTHER, recorded=SCAN
    )
    base = replace(CONFIRM, base_pdf_sha256=pdf(1))
    given(DEAL, *IN_SIGNING, RECORDED).when(confirm_paper_execution, base).then_refused(
        "other_base", cited=pdf(1)
    )


def test_an_official_attests_and_the_agreement_is_executed() -> None:
    given_states(deal_after(*READY), MANDATES).when(attest_paper_execution, ATTEST).then(
        {
            "deal-1": [ATTESTED, EXECUTED],
            "mandate-1": [used("linghai-1")],
            "mandate-2": [used("andes-1")],
        }
    )
    signed = deal_after(*READY, ATTESTED, EXECUTED)
    signing = signed.instruments["agreement-1"].signing
    assert (signed.stage, signing and signing.paper and signing.paper.office) == (
        Stage.SIGNED,
        "bureau",
    )


def test_attesting_twice_changes_nothing() -> None:
    signed = deal_after(*READY, ATTESTED, EXECUTED)
    given_states(signed, MANDATES).when(attest_paper_execution, ATTEST).then_nothing()


def test_what_was_signed_in_the_file_is_not_attested_as_a_paper() -> None:
    for deal in (deal_after(*SIGNED), deal_after(*READY, ATTESTED, EXECUTED)):
        other = replace(ATTEST, scan_sha256=OTHER)
        given_states(deal, MANDATES).when(attest_paper_execution, other).then_refused(
            "not_signing", progress="executed"
        )


def test_only_an_official_of_no_side_attests() -> None:
    given_states(deal_after(*READY), MANDATES).when(
        attest_paper_execution, replace(ATTEST, actor=ORGANISER)
    ).then_refused("role_not_allowed", role="organiser", allowed=("official",))
    own = replace(OFFICIAL, organisation="andes")
    given_states(deal_after(*READY), MANDATES).when(
        attest_paper_execution, replace(ATTEST, actor=own)
    ).then_refused("office_of_a_party", organisation="andes")


def test_every_side_has_confirmed_before_it_is_attested() -> None:
    given_states(deal_after(*IN_SIGNING, RECORDED), MANDATES).when(
        attest_paper_execution, ATTEST
    ).then_refused("confirmation_missing", principal="andes")


def test_an_unknown_instrument_is_not_attested() -> None:
    given_states(deal_after(*READY), MANDATES).when(
        attest_paper_execution, replace(ATTEST, instrument="nowhere")
    ).then_refused("unknown_instrument", instrument="nowhere")


def test_each_mandate_covers_it_now() -> None:
    revoked = replace(WENS, revoked_at=NOON)
    given_states(deal_after(*READY), {**MANDATES, "mandate-1": revoked}).when(
        attest_paper_execution, ATTEST
    ).then_refused("mandate_revoked", mandate="mandate-1")
    two = replace(QUISPES, joint=2)
    given_states(deal_after(*READY), {**MANDATES, "mandate-2": two}).when(
        attest_paper_execution, ATTEST
    ).then_refused("joint_rule", principal="andes", needed=2, seats=1)


def test_a_paper_falls_with_its_signing() -> None:
    voided = SigningVoided(
        at=NOON,
        instrument="agreement-1",
        by="lin-yue",
        reason="A page is torn.",
        voids=("registry",),
    )
    deal = deal_after(*READY, voided)
    assert deal.instruments["agreement-1"].signing is None
    late = deal_after(*READY, voided, replace(ATTESTED, at=NOON + DAY))
    assert late.instruments["agreement-1"].progress is Progress.LOCKED


def test_a_paper_that_nobody_handed_in_is_none() -> None:
    signing = deal_after(*IN_SIGNING, CONFIRMED).instruments["agreement-1"].signing
    assert signing is not None
    assert signing.paper is None


def test_an_amendment_signed_by_hand_changes_the_text() -> None:
    deal = opened(agreement(), Kind.AMENDMENT, "amendment-1", WIDER)
    terms = deal.instruments["amendment-1"].matrix.locked_sha256
    said = (
        replace(RECORDED, instrument="amendment-1", terms_sha256=terms),
        replace(CONFIRMED, instrument="amendment-1"),
    )
    command = replace(ATTEST, instrument="amendment-1")
    answer = attest_paper_execution(then(deal, said), CHANGING, command)["deal-1"]
    assert [type(event) for event in answer] == [
        PaperExecuted,
        InstrumentExecuted,
        TextConsolidated,
    ]


def test_an_amendment_that_was_overtaken_is_not_attested() -> None:
    first = opened(agreement(), Kind.AMENDMENT, "amendment-1", WIDER)
    said = (
        replace(RECORDED, instrument="amendment-1"),
        replace(CONFIRMED, instrument="amendment-1"),
    )
    late = amended(then(first, said), "amendment-2", SURVEY)
    command = replace(ATTEST, instrument="amendment-1")
    with pytest.raises(Exception, match="other_text"):
        attest_paper_execution(late, CHANGING, command)
    then_refused(
        lambda: record_paper_execution(late, replace(RECORD, instrument="amendment-2")),
        "not_signing",
        progress="executed",
    )
