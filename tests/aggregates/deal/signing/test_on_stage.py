"""Signed before the stage, called on it; and the pen, which one signatory has at a time."""

from __future__ import annotations

from datetime import timedelta

from bdd import given, given_states, then_refused
from locked_deal import AGREED, MANDATES, OPENING, QUISPE, QUISPES, TERMS, WENS, deal_after, pdf
from locked_deal import attestation as attestation_of
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ORGANISER, WEN
from signing_deal import IN_SIGNING, QUISPE_SIGNED, WEN_SIGNED

from aggregates.deal import DEAL
from aggregates.deal.signing.call_signing import CallSigning, call_signing
from aggregates.deal.signing.events import (
    AgreementSigned,
    InstrumentExecuted,
    SigningCalled,
    SigningEmbargoed,
    SigningTurnOpened,
)
from aggregates.deal.signing.open_signing import OpenSigning, open_signing
from aggregates.deal.signing.open_turn import OpenTurn, open_turn
from aggregates.deal.signing.sign import Sign, sign
from aggregates.rates.state import Rates
from aggregates.vocabulary import Deadline

MINUTE = timedelta(minutes=1)
EMBARGOED = SigningEmbargoed(at=NOON, instrument="agreement-1", principal="linghai", by="lin-yue")
CALL = CallSigning(actor=ORGANISER, at=NOON, instrument="agreement-1")
CALLED = SigningCalled(at=NOON, instrument="agreement-1", office="fair", by="sato")
AGREED_TO = AgreementSigned(
    at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)
)
EXECUTED = InstrumentExecuted(
    at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)
)
KEPT = (*IN_SIGNING, EMBARGOED)
WEN_SIGNS = Sign(
    actor=WEN,
    at=NOON,
    instrument="agreement-1",
    mandate="mandate-1",
    terms_sha256=TERMS,
    attestation=attestation_of("linghai-1", 1),
)
QUISPE_SIGNS = replace(
    WEN_SIGNS, actor=QUISPE, mandate="mandate-2", attestation=attestation_of("andes-1", 2)
)
TAKE = OpenTurn(
    actor=WEN,
    at=NOON,
    instrument="agreement-1",
    field="linghai-1",
    pdf_sha256=pdf(1),
    expires_at=Deadline(at=NOON + 5 * MINUTE),
)
TAKEN = SigningTurnOpened(
    at=NOON,
    instrument="agreement-1",
    field="linghai-1",
    principal="linghai",
    by="wen-hao",
    pdf_sha256=pdf(1),
    expires_at=Deadline(at=NOON + 5 * MINUTE),
)


def test_a_signing_is_opened_for_the_stage() -> None:
    command = OpenSigning(
        actor=LIN, at=NOON, instrument="agreement-1", opening=OPENING, embargoed=True
    )
    answer = open_signing(deal_after(*AGREED), MANDATES, Rates(), command)
    assert answer["deal-1"][1:] == [EMBARGOED]


def test_before_it_is_called_the_last_signature_executes_nothing() -> None:
    deal = deal_after(*KEPT, WEN_SIGNED)
    answer = sign(deal, QUISPES, QUISPE_SIGNS)
    assert answer["deal-1"] == [QUISPE_SIGNED]


def test_what_all_have_signed_is_executed_when_it_is_called() -> None:
    given(DEAL, *KEPT, WEN_SIGNED, QUISPE_SIGNED).when(call_signing, CALL).then(
        CALLED, AGREED_TO, EXECUTED
    )


def test_called_before_all_have_signed_it_waits_for_the_last() -> None:
    given(DEAL, *KEPT, WEN_SIGNED).when(call_signing, CALL).then(CALLED)
    deal = deal_after(*KEPT, WEN_SIGNED, CALLED)
    assert sign(deal, QUISPES, QUISPE_SIGNS)["deal-1"] == [QUISPE_SIGNED, AGREED_TO, EXECUTED]


def test_what_is_not_kept_is_called_already() -> None:
    given(DEAL, *IN_SIGNING).when(call_signing, CALL).then()
    given(DEAL, *KEPT, CALLED).when(call_signing, CALL).then()


def test_no_side_calls_a_signing_and_nobody_after_its_deadline() -> None:
    given(DEAL, *KEPT).when(call_signing, replace(CALL, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("official", "organiser")
    )
    own = replace(OFFICIAL, organisation="andes")
    given(DEAL, *KEPT).when(call_signing, replace(CALL, actor=own)).then_refused(
        "office_of_a_party", organisation="andes"
    )
    late = replace(CALL, at=OPENING.expires_at.at)
    given(DEAL, *KEPT).when(call_signing, late).then_refused(
        "deadline_passed", clock="signing", expired_at=OPENING.expires_at.at
    )


def test_a_signatory_takes_the_pen_once() -> None:
    given(DEAL, *IN_SIGNING).when(open_turn, TAKE).then(TAKEN)
    given(DEAL, *IN_SIGNING, TAKEN).when(open_turn, TAKE).then()
    longer = replace(TAKE, expires_at=Deadline(at=NOON + 9 * MINUTE))
    given(DEAL, *IN_SIGNING, TAKEN).when(open_turn, longer).then(
        replace(TAKEN, expires_at=Deadline(at=NOON + 9 * MINUTE))
    )


def test_while_one_has_the_pen_nobody_else_signs_or_takes_it() -> None:
    other = deal_after(*IN_SIGNING, replace(TAKEN, by="su", field="linghai-2"))
    until = NOON + 5 * MINUTE
    given_states(other, WENS).when(sign, WEN_SIGNS).then_refused(
        "turn_taken", field="linghai-2", until=until
    )
    then_refused(lambda: open_turn(other, TAKE), "turn_taken", field="linghai-2", until=until)


def test_the_pen_is_free_after_its_time_and_after_the_signature() -> None:
    other = deal_after(*IN_SIGNING, replace(TAKEN, by="su", field="linghai-2"))
    late = replace(TAKE, at=NOON + 5 * MINUTE, expires_at=Deadline(at=NOON + 6 * MINUTE))
    assert open_turn(other, late)
    signed = deal_after(*IN_SIGNING, TAKEN, WEN_SIGNED)
    assert sign(signed, QUISPES, QUISPE_SIGNS)["deal-1"][0] == QUISPE_SIGNED


def test_who_has_the_pen_signs() -> None:
    deal = deal_after(*IN_SIGNING, TAKEN)
    assert sign(deal, WENS, WEN_SIGNS)["deal-1"] == [WEN_SIGNED]


def test_nobody_keeps_the_pen_for_long() -> None:
    long = replace(TAKE, expires_at=Deadline(at=NOON + 16 * MINUTE))
    given(DEAL, *IN_SIGNING).when(open_turn, long).then_refused("turn_too_long", minutes=15)
    over = replace(TAKE, expires_at=Deadline(at=NOON))
    given(DEAL, *IN_SIGNING).when(open_turn, over).then_refused(
        "deadline_passed", clock="turn", expired_at=NOON
    )


def test_the_pen_is_for_ones_own_seat_in_its_turn_upon_the_newest_revision() -> None:
    deal = given(DEAL, *IN_SIGNING)
    deal.when(open_turn, replace(TAKE, field="nowhere")).then_refused(
        "unknown_field", field="nowhere"
    )
    deal.when(open_turn, replace(TAKE, field="andes-1")).then_refused(
        "wrong_seat", field="andes-1", organisation="linghai"
    )
    deal.when(open_turn, replace(TAKE, actor=LIN)).then_refused(
        "not_your_seat", field="linghai-1", person="lin-yue"
    )
    deal.when(open_turn, replace(TAKE, actor=QUISPE, field="andes-1")).then_refused(
        "not_your_turn", field="andes-1", awaited="linghai-1"
    )
    deal.when(open_turn, replace(TAKE, pdf_sha256=pdf(0))).then_refused(
        "revision_moved", cited=pdf(0), newest=pdf(1)
    )
    given(DEAL, *IN_SIGNING, WEN_SIGNED).when(open_turn, TAKE).then_refused(
        "seat_taken", field="linghai-1"
    )
