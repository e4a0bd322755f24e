"""Signing a seat."""

from __future__ import annotations

import pytest
from bdd import given_states
from locked_deal import (
    AGREED,
    ANDESS,
    NUNEZ,
    NUNEZS,
    OPENING,
    QUISPE,
    QUISPES,
    TERMS,
    WENS,
    and_then,
    attestation,
    deal_after,
    pdf,
    revision,
)
from msgspec.structs import replace
from people import DAY, LIN, NOON, WEN
from signing_deal import IN_SIGNING, QUISPE_SIGNED, SIGNING_OPENED, WEN_SIGNED

from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealSuspended, LeadReplaced
from aggregates.deal.signing.events import (
    AgreementSigned,
    InstrumentExecuted,
    SignatureApplied,
    SigningOpened,
    SigningVoided,
)
from aggregates.deal.signing.sign import Sign, sign, signature
from aggregates.deal.state import Deal, Instrument, Stage
from aggregates.mandate.events import MandateExercised
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Kind, Money, Sitter, Tier

WEN_SIGNS = Sign(
    actor=WEN,
    at=NOON,
    instrument="agreement-1",
    mandate="mandate-1",
    terms_sha256=TERMS,
    attestation=attestation("linghai-1", 1),
)
WENS_EXERCISED = MandateExercised(
    at=NOON,
    deal="deal-1",
    instrument="agreement-1",
    field="linghai-1",
    amount=Money(amount="480000000", currency="CNY"),
    terms_sha256=TERMS,
)
QUISPE_SIGNS = replace(
    WEN_SIGNS, actor=QUISPE, mandate="mandate-2", attestation=attestation("andes-1", 2)
)


def refused(command: Sign, shown: Mandate, *more: DealEvent, code: str, **facts: object) -> None:
    deal = deal_after(*IN_SIGNING, *more)
    given_states(deal, shown).when(sign, command).then_refused(code, **facts)


def shared() -> tuple[Deal, SigningOpened]:
    """Two seats of Andes that any two of Quispe and Nunez may take."""
    both = (*ANDESS.sitters, Sitter(person="nunez", mandate="mandate-3"))
    first = replace(ANDESS, sitters=both)
    seats = (*OPENING.seats[:2], first, replace(first, field="andes-2", number=2))
    opened = replace(SIGNING_OPENED, seats=seats)
    return deal_after(*AGREED, opened, WEN_SIGNED), opened


def test_a_signature_and_the_use_of_its_mandate_are_recorded_together() -> None:
    given_states(deal_after(*IN_SIGNING), WENS).when(sign, WEN_SIGNS).then(
        {"deal-1": [WEN_SIGNED], "mandate-1": [WENS_EXERCISED]}
    )


def test_the_last_signature_executes_the_leading_instrument() -> None:
    signed = AgreementSigned(
        at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)
    )
    executed = InstrumentExecuted(
        at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)
    )
    exercised = replace(WENS_EXERCISED, field="andes-1")
    deal = deal_after(*IN_SIGNING, WEN_SIGNED)
    given_states(deal, QUISPES).when(sign, QUISPE_SIGNS).then(
        {"deal-1": [QUISPE_SIGNED, signed, executed], "mandate-2": [exercised]}
    )
    assert (
        deal_after(*IN_SIGNING, WEN_SIGNED, QUISPE_SIGNED, signed, executed).stage is Stage.SIGNED
    )


def test_the_same_signature_again_changes_nothing() -> None:
    deal = deal_after(*IN_SIGNING, WEN_SIGNED)
    given_states(deal, WENS).when(sign, WEN_SIGNS).then_nothing()


def test_n_of_m_any_of_the_sitters_takes_a_seat() -> None:
    deal, _ = shared()
    nunez = replace(
        QUISPE_SIGNS, actor=NUNEZ, mandate="mandate-3", attestation=attestation("andes-1", 2)
    )
    answer = sign(deal, NUNEZS, nunez)
    assert [type(event) for event in answer["deal-1"]] == [SignatureApplied]


def test_n_of_m_nobody_takes_two_seats() -> None:
    _, opened = shared()
    deal = deal_after(*AGREED, opened, WEN_SIGNED, QUISPE_SIGNED)
    again = replace(QUISPE_SIGNS, attestation=attestation("andes-2", 3))
    given_states(deal, QUISPES).when(sign, again).then_refused(
        "signed_already", field="andes-1", person="quispe"
    )


def test_another_persons_seat_is_refused() -> None:
    command = replace(WEN_SIGNS, actor=LIN)
    refused(command, WENS, code="not_your_seat", field="linghai-1", person="lin-yue")


def test_the_other_sides_seat_is_refused() -> None:
    command = replace(WEN_SIGNS, attestation=attestation("andes-1", 1))
    refused(command, WENS, code="wrong_seat", field="andes-1", organisation="linghai")


def test_an_unknown_field_is_refused() -> None:
    command = replace(WEN_SIGNS, attestation=attestation("nowhere", 1))
    refused(command, WENS, code="unknown_field", field="nowhere")


def test_a_signed_seat_is_taken() -> None:
    _, opened = shared()
    deal = deal_after(*AGREED, opened, WEN_SIGNED, QUISPE_SIGNED)
    late = replace(QUISPE_SIGNS, actor=NUNEZ, mandate="mandate-3")
    given_states(deal, NUNEZS).when(sign, late).then_refused("seat_taken", field="andes-1")


def test_the_turn_is_kept() -> None:
    early = replace(QUISPE_SIGNS, attestation=attestation("andes-1", 1))
    refused(early, QUISPES, code="not_your_turn", field="andes-1", awaited="linghai-1")


def test_a_signature_on_an_older_revision_is_refused() -> None:
    stale = replace(QUISPE_SIGNS, attestation=attestation("andes-1", 1))
    refused(stale, QUISPES, WEN_SIGNED, code="revision_moved", cited=pdf(1), newest=pdf(2))


def test_a_signature_on_another_base_is_refused() -> None:
    other = replace(revision(1), base_pdf_sha256="77" * 32)
    command = replace(WEN_SIGNS, attestation=replace(attestation("linghai-1", 1), revision=other))
    refused(command, WENS, code="other_base", cited="77" * 32)


@pytest.mark.parametrize("number", [0, 1])
def test_a_signature_makes_another_file(number: int) -> None:
    same = replace(revision(1), pdf_sha256=pdf(number))
    command = replace(WEN_SIGNS, attestation=replace(attestation("linghai-1", 1), revision=same))
    refused(command, WENS, code="unchanged_pdf", pdf_sha256=pdf(number))


def test_who_signs_has_read_the_text_in_a_language() -> None:
    given_in = attestation("linghai-1", 1)
    nowhere = replace(given_in, consent=replace(given_in.consent, language=""))
    command = replace(WEN_SIGNS, attestation=nowhere)
    refused(command, WENS, code="language_malformed", field="language", value="")


def test_who_leads_for_the_other_side_by_now_does_not_sign() -> None:
    handed = LeadReplaced(at=NOON, principal="andes", lead="wen-hao", by="rojas")
    facts = {"person": "wen-hao", "principal": "andes"}
    refused(WEN_SIGNS, WENS, handed, code="leads_another_side", **facts)


def test_other_terms_are_refused() -> None:
    command = replace(WEN_SIGNS, terms_sha256="66" * 32)
    refused(command, WENS, code="other_terms", cited="66" * 32, locked=TERMS)


def test_a_revoked_mandate_signs_nothing() -> None:
    revoked = replace(WENS, revoked_at=NOON)
    refused(WEN_SIGNS, revoked, code="mandate_revoked", mandate="mandate-1")


def test_the_mandate_cited_is_the_one_shown() -> None:
    refused(WEN_SIGNS, QUISPES, code="unknown_mandate", mandate="mandate-1")


def test_the_deadline_is_kept() -> None:
    late = replace(WEN_SIGNS, at=OPENING.expires_at.at)
    refused(late, WENS, code="deadline_passed", clock="signing", expired_at=late.at)


def test_nobody_signs_while_the_deal_is_suspended() -> None:
    suspended = DealSuspended(at=NOON, by="he-jing", reason="A court asked for it.")
    refused(WEN_SIGNS, WENS, suspended, code="suspended", since=NOON)


def test_a_voided_signing_is_over() -> None:
    voided = SigningVoided(
        at=NOON, instrument="agreement-1", by="rojas", reason="Wrong day.", voids=("registry",)
    )
    refused(WEN_SIGNS, WENS, voided, code="no_signing", instrument="agreement-1")


def test_a_locked_deal_without_a_signing_is_not_signed() -> None:
    given_states(deal_after(*AGREED), WENS).when(sign, WEN_SIGNS).then_refused(
        "no_signing", instrument="agreement-1"
    )


@pytest.mark.parametrize("instrument", ["", "nda-1"])
def test_an_unknown_instrument_is_not_signed(instrument: str) -> None:
    command = replace(WEN_SIGNS, instrument=instrument)
    refused(command, WENS, code="unknown_instrument", instrument=instrument)


def test_an_executed_instrument_is_not_signed_again() -> None:
    executed = InstrumentExecuted(
        at=NOON, instrument="agreement-1", terms_sha256=TERMS, pdf_sha256=pdf(3)
    )
    command = replace(QUISPE_SIGNS, attestation=attestation("andes-1", 2), at=NOON + DAY)
    refused(command, QUISPES, WEN_SIGNED, executed, code="not_signing", progress="executed")


def beside(kind: Kind) -> Deal:
    """Return the same signing, of an instrument of ``kind`` beside the leading one."""
    deal = deal_after(*IN_SIGNING, WEN_SIGNED)
    other = replace(deal.instruments["agreement-1"], id="beside-1", kind=kind)
    draft = Instrument(id="agreement-1", kind=Kind.AGREEMENT, tier=Tier.CONTRACT)
    instruments = {"agreement-1": draft, "beside-1": other}
    return replace(deal, stage=Stage.INTENT, instruments=instruments)


def quispe_signs_beside() -> Sign:
    return replace(QUISPE_SIGNS, instrument="beside-1")


def test_another_instrument_is_executed_and_the_deal_stays_where_it_is() -> None:
    nda = replace(QUISPES, instruments=(Kind.NDA,))
    answer = sign(beside(Kind.NDA), nda, quispe_signs_beside())
    assert [type(event) for event in answer["deal-1"]] == [SignatureApplied, InstrumentExecuted]
    assert and_then(beside(Kind.NDA), answer).stage is Stage.INTENT


def test_another_instrument_is_not_executed_after_the_deals_deadline() -> None:
    nda = replace(QUISPES, instruments=(Kind.NDA,))
    over = beside(Kind.NDA).parties.expires_at.at
    late = replace(quispe_signs_beside(), at=over)
    given_states(beside(Kind.NDA), nda).when(sign, late).then_refused(
        "deadline_passed", clock="deal", expired_at=over
    )


def test_a_letters_first_signature_comes_with_its_acceptance() -> None:
    letter = replace(QUISPES, instruments=(Kind.LETTER_OF_INTENT,))
    given_states(beside(Kind.LETTER_OF_INTENT), letter).when(
        sign, quispe_signs_beside()
    ).then_refused("accept_instead", instrument="beside-1")


def test_an_executed_letter_engages_the_deal() -> None:
    letter = replace(QUISPES, instruments=(Kind.LETTER_OF_INTENT,))
    answer = signature(beside(Kind.LETTER_OF_INTENT), letter, quispe_signs_beside())
    assert and_then(beside(Kind.LETTER_OF_INTENT), answer).stage is Stage.ENGAGED


def test_no_history_has_a_signature_without_a_signing() -> None:
    with pytest.raises(LookupError, match="agreement-1"):
        deal_after(*AGREED, WEN_SIGNED)


def test_a_colleague_with_a_mandate_of_their_own_takes_the_second_seat() -> None:
    _, opened = shared()
    deal = deal_after(*AGREED, opened, WEN_SIGNED, QUISPE_SIGNED)
    second = replace(
        QUISPE_SIGNS, actor=NUNEZ, mandate="mandate-3", attestation=attestation("andes-2", 3)
    )
    answer = sign(deal, NUNEZS, second)
    assert [type(event) for event in answer["deal-1"]][-1] is InstrumentExecuted
