"""Refusing to sign, calling a signing off, and its expiry: no signature survives."""

from __future__ import annotations

from bdd import then_refused
from locked_deal import AGREED, CLOCK, OPENING, QUISPE, TERMS, deal_after, pdf
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ROJAS, WEN
from signing_deal import GRANTED, IN_SIGNING, REQUESTED, SIGNING_OPENED, WEN_SIGNED

from aggregates.deal.parties.events import DealSuspended
from aggregates.deal.signing.events import (
    InstrumentExecuted,
    SigningExpired,
    SigningRefused,
    SigningVoided,
)
from aggregates.deal.signing.expire_signing import ExpireSigning, expire_signing
from aggregates.deal.signing.refuse_to_sign import RefuseToSign, refuse_to_sign
from aggregates.deal.signing.void_signing import VoidSigning, void_signing
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.vocabulary import Kind

BOTH = ("linghai-1", "registry")
REFUSE = RefuseToSign(
    actor=QUISPE, at=NOON, instrument="agreement-1", field="andes-1", reason="Not my text."
)
REFUSED = SigningRefused(
    at=NOON,
    instrument="agreement-1",
    field="andes-1",
    principal="andes",
    by="quispe",
    reason="Not my text.",
    voids=BOTH,
)
VOID = VoidSigning(actor=ROJAS, at=NOON, instrument="agreement-1", reason="The wrong day.")
VOIDED = SigningVoided(
    at=NOON, instrument="agreement-1", by="rojas", reason="The wrong day.", voids=BOTH
)
EXPIRE = ExpireSigning(actor=CLOCK, at=OPENING.expires_at.at, instrument="agreement-1")
EXPIRED = SigningExpired(at=EXPIRE.at, instrument="agreement-1", by="system", voids=BOTH)
SIGNED_ONCE = deal_after(*IN_SIGNING, WEN_SIGNED)
EXECUTED = InstrumentExecuted(
    at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)
)


def agreement(deal: Deal) -> Instrument:
    return deal.instruments["agreement-1"]


def letter() -> Deal:
    """The same signing, of a letter of intent."""
    as_letter = replace(agreement(SIGNED_ONCE), kind=Kind.LETTER_OF_INTENT)
    return replace(SIGNED_ONCE, instruments={"agreement-1": as_letter})


def test_a_refusal_opens_the_terms_and_no_signature_or_approval_survives() -> None:
    assert refuse_to_sign(SIGNED_ONCE, REFUSE) == [REFUSED]
    deal = deal_after(*AGREED, REQUESTED, GRANTED, SIGNING_OPENED, WEN_SIGNED, REFUSED)
    assert deal.stage is Stage.NEGOTIATING
    assert agreement(deal).signing is None
    assert agreement(deal).approvals == {}
    assert agreement(deal).matrix.locked_sha256 == ""


def test_only_who_sits_in_an_unsigned_seat_refuses_it() -> None:
    other = replace(REFUSE, actor=WEN)
    then_refused(
        lambda: refuse_to_sign(SIGNED_ONCE, other),
        "not_your_seat",
        field="andes-1",
        person="wen-hao",
    )
    taken = replace(REFUSE, actor=WEN, field="linghai-1")
    then_refused(lambda: refuse_to_sign(SIGNED_ONCE, taken), "seat_taken", field="linghai-1")


def test_there_is_nothing_to_refuse_without_a_signing() -> None:
    executed = deal_after(*IN_SIGNING, WEN_SIGNED, EXECUTED)
    then_refused(lambda: refuse_to_sign(executed, REFUSE), "not_signing", progress="executed")


def test_a_letter_is_declined_not_refused_or_called_off() -> None:
    for ask in (
        lambda: refuse_to_sign(letter(), REFUSE),
        lambda: void_signing(letter(), VOID),
    ):
        then_refused(ask, "decline_instead", instrument="agreement-1")


def test_a_lead_calls_a_signing_off_and_the_terms_stay_locked() -> None:
    assert void_signing(SIGNED_ONCE, VOID) == [VOIDED]
    deal = deal_after(*IN_SIGNING, WEN_SIGNED, VOIDED)
    assert (deal.stage, agreement(deal).signing) == (Stage.AGREED, None)
    assert agreement(deal).matrix.locked_sha256 == TERMS


def test_after_approvals_a_voided_signing_waits_among_them() -> None:
    deal = deal_after(*AGREED, REQUESTED, GRANTED, SIGNING_OPENED, VOIDED)
    assert agreement(deal).progress is Progress.APPROVING


def test_an_official_may_call_it_off() -> None:
    events = void_signing(SIGNED_ONCE, replace(VOID, actor=OFFICIAL))
    assert [event.by for event in events] == ["he-jing"]


def test_an_official_of_a_party_may_not() -> None:
    of_andes = replace(OFFICIAL, organisation="andes")
    then_refused(
        lambda: void_signing(SIGNED_ONCE, replace(VOID, actor=of_andes)),
        "not_lead",
        person="he-jing",
        principal="andes",
    )


def test_what_has_run_out_is_not_refused_any_more() -> None:
    late = replace(REFUSE, at=OPENING.expires_at.at)
    then_refused(
        lambda: refuse_to_sign(SIGNED_ONCE, late),
        "deadline_passed",
        clock="signing",
        expired_at=OPENING.expires_at.at,
    )


def test_a_signatory_may_not() -> None:
    then_refused(
        lambda: void_signing(SIGNED_ONCE, replace(VOID, actor=WEN)),
        "not_lead",
        person="wen-hao",
        principal="linghai",
    )


def test_calling_off_twice_changes_nothing() -> None:
    assert not void_signing(deal_after(*IN_SIGNING, WEN_SIGNED, VOIDED), VOID)


def test_what_is_executed_is_not_called_off() -> None:
    executed = deal_after(*IN_SIGNING, WEN_SIGNED, EXECUTED)
    then_refused(lambda: void_signing(executed, VOID), "executed_already", instrument="agreement-1")


def test_the_clock_closes_a_signing_at_its_deadline() -> None:
    assert expire_signing(SIGNED_ONCE, EXPIRE) == [EXPIRED]
    assert agreement(deal_after(*IN_SIGNING, WEN_SIGNED, EXPIRED)).signing is None


def test_and_not_before() -> None:
    then_refused(
        lambda: expire_signing(SIGNED_ONCE, replace(EXPIRE, at=NOON)),
        "not_due",
        clock="signing",
        expires_at=EXPIRE.at,
    )


def test_a_stopped_clock_expires_nothing() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A court asked for it.")
    stopped = deal_after(*IN_SIGNING, suspended)
    then_refused(lambda: expire_signing(stopped, EXPIRE), "suspended", since=NOON)


def test_only_the_clock_expires_and_only_what_is_open() -> None:
    by_lead = replace(EXPIRE, actor=LIN)
    then_refused(
        lambda: expire_signing(SIGNED_ONCE, by_lead),
        "role_not_allowed",
        role="lead",
        allowed=("system",),
    )
    then_refused(
        lambda: expire_signing(letter(), EXPIRE),
        "expire_deal_instead",
        instrument="agreement-1",
    )
    assert not expire_signing(deal_after(*IN_SIGNING, VOIDED), EXPIRE)
