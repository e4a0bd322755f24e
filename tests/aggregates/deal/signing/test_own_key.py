"""Signing with a key outside: prepared, with the pen in hand, and completed when it comes back."""

from __future__ import annotations

from datetime import timedelta

from bdd import after, given_states, then_refused
from locked_deal import QUISPE, QUISPES, TERMS, WENS, deal_after, pdf, revision
from locked_deal import attestation as attestation_of
from msgspec.structs import replace
from own_keys import CERTIFIED, KEY, OFFERED, WITHDRAWN
from people import NOON, WEN
from signing_deal import IN_SIGNING, SIGNING_OPENED, WEN_SIGNED

from aggregates.deal.signing.complete_signature import CompleteSignature, complete_signature
from aggregates.deal.signing.events import SignaturePrepared, SigningTurnOpened
from aggregates.deal.signing.prepare_signature import (
    LEASE,
    PrepareSignature,
    prepare_signature,
)
from aggregates.deal.signing.sign import Sign, sign
from aggregates.keyring import KEYRING
from aggregates.vocabulary import Deadline

RING = after(KEYRING, OFFERED, CERTIFIED)
NO_KEY = after(KEYRING)
MINUTE = timedelta(minutes=1)
PREPARE = PrepareSignature(
    actor=WEN,
    at=NOON,
    instrument="agreement-1",
    field="linghai-1",
    mandate="mandate-1",
    terms_sha256=TERMS,
    revision=replace(revision(1), pdf_sha256=pdf(9)),
    contents_start=100,
    contents_end=200,
    key=KEY,
    certificate_sha256=CERTIFIED.certificate_sha256,
    language="en",
)
TAKEN = SigningTurnOpened(
    at=NOON,
    instrument="agreement-1",
    field="linghai-1",
    principal="linghai",
    by="wen-hao",
    pdf_sha256=pdf(1),
    expires_at=Deadline(at=NOON + LEASE),
)
PREPARED = SignaturePrepared(
    at=NOON,
    instrument="agreement-1",
    field="linghai-1",
    principal="linghai",
    by="wen-hao",
    mandate="mandate-1",
    terms_sha256=TERMS,
    revision=PREPARE.revision,
    contents_start=100,
    contents_end=200,
    key=KEY,
    certificate_sha256=CERTIFIED.certificate_sha256,
    language="en",
)
WAITING = deal_after(*IN_SIGNING, TAKEN, PREPARED)
COMPLETE = CompleteSignature(
    actor=WEN,
    at=NOON + MINUTE,
    instrument="agreement-1",
    mandate="mandate-1",
    terms_sha256=TERMS,
    attestation=attestation_of("linghai-1", 1),
    prepared_pdf_sha256=pdf(9),
)
QUISPE_SIGNS = Sign(
    actor=QUISPE,
    at=NOON,
    instrument="agreement-1",
    mandate="mandate-2",
    terms_sha256=TERMS,
    attestation=attestation_of("andes-1", 1),
)


def test_preparing_takes_the_pen_and_records_what_was_laid_out() -> None:
    given_states(deal_after(*IN_SIGNING), WENS, RING).when(prepare_signature, PREPARE).then(
        {"deal-1": [TAKEN, PREPARED]}
    )


def test_the_pen_is_not_kept_beyond_the_signing() -> None:
    short = replace(SIGNING_OPENED, expires_at=Deadline(at=NOON + MINUTE))
    deal = deal_after(*IN_SIGNING[:-1], short)
    taken = replace(TAKEN, expires_at=Deadline(at=NOON + MINUTE))
    given_states(deal, WENS, RING).when(prepare_signature, PREPARE).then(
        {"deal-1": [taken, PREPARED]}
    )


def test_preparing_anew_takes_the_place_of_what_was_prepared() -> None:
    anew = replace(PREPARE, revision=replace(PREPARE.revision, pdf_sha256=pdf(8)))
    prepared = replace(PREPARED, revision=anew.revision)
    given_states(WAITING, WENS, RING).when(prepare_signature, anew).then(
        {"deal-1": [TAKEN, prepared]}
    )
    deal = deal_after(*IN_SIGNING, TAKEN, PREPARED, TAKEN, prepared)
    given_states(deal, WENS, RING).when(complete_signature, COMPLETE).then_refused(
        "not_prepared", field="linghai-1"
    )


def test_preparing_the_very_same_changes_nothing_while_it_waits() -> None:
    given_states(WAITING, WENS, RING).when(prepare_signature, PREPARE).then({})
    late = replace(PREPARE, at=NOON + LEASE)
    assert prepare_signature(WAITING, WENS, RING, late)


def test_while_one_signs_outside_nobody_else_signs_or_prepares() -> None:
    facts = {"field": "linghai-1", "until": NOON + LEASE}
    seats = tuple(replace(s, turn=1) if s.turn == 2 else s for s in SIGNING_OPENED.seats)
    together = replace(SIGNING_OPENED, seats=seats)
    deal = deal_after(*IN_SIGNING[:-1], together, TAKEN, PREPARED)
    given_states(deal, QUISPES).when(sign, QUISPE_SIGNS).then_refused("turn_taken", **facts)
    prepare = replace(PREPARE, actor=QUISPE, field="andes-1", mandate="mandate-2")
    given_states(deal, QUISPES, RING).when(prepare_signature, prepare).then_refused(
        "turn_taken", **facts
    )


def test_what_is_signed_already_is_not_prepared() -> None:
    signed = deal_after(*IN_SIGNING, WEN_SIGNED)
    given_states(signed, WENS, RING).when(prepare_signature, PREPARE).then({})


def test_a_key_that_is_not_certified_prepares_nothing() -> None:
    given_states(deal_after(*IN_SIGNING), WENS, NO_KEY).when(
        prepare_signature, PREPARE
    ).then_refused("key_not_certified", key=KEY, mandate="mandate-1")


def test_all_that_signing_asks_is_asked_before_anybody_waits() -> None:
    stale = replace(PREPARE, revision=replace(PREPARE.revision, previous_pdf_sha256=pdf(0)))
    given_states(deal_after(*IN_SIGNING), WENS, RING).when(prepare_signature, stale).then_refused(
        "revision_moved", cited=pdf(0), newest=pdf(1)
    )


def test_the_room_for_the_signature_is_in_the_file() -> None:
    none = replace(PREPARE, contents_end=100)
    given_states(deal_after(*IN_SIGNING), WENS, RING).when(prepare_signature, none).then_refused(
        "count_too_small", field="contents_end", value=100, least=101
    )


def test_what_comes_back_is_recorded_as_any_signature() -> None:
    deal = deal_after(*IN_SIGNING)
    plain = Sign(
        actor=WEN,
        at=NOON + MINUTE,
        instrument="agreement-1",
        mandate="mandate-1",
        terms_sha256=TERMS,
        attestation=COMPLETE.attestation,
    )
    expected = sign(deal, WENS, plain)
    assert any(expected.values())
    given_states(WAITING, WENS, RING).when(complete_signature, COMPLETE).then(expected)


def test_completing_it_again_changes_nothing() -> None:
    signed = deal_after(*IN_SIGNING, TAKEN, PREPARED, WEN_SIGNED)
    assert not any(complete_signature(signed, WENS, RING, COMPLETE).values())


def test_what_was_not_prepared_is_not_completed() -> None:
    refused = {"code": "not_prepared", "field": "linghai-1"}
    for deal in (deal_after(*IN_SIGNING), deal_after(*IN_SIGNING, TAKEN)):
        then_refused(lambda d=deal: complete_signature(d, WENS, RING, COMPLETE), **refused)
    other = replace(COMPLETE, prepared_pdf_sha256=pdf(7))
    then_refused(lambda: complete_signature(WAITING, WENS, RING, other), **refused)


def test_nobody_completes_what_was_prepared_for_somebody_else() -> None:
    of_another = replace(PREPARED, by="xu")
    deal = deal_after(*IN_SIGNING, replace(TAKEN, by="xu"), of_another)
    given_states(deal, WENS, RING).when(complete_signature, COMPLETE).then_refused(
        "not_prepared", field="linghai-1"
    )


def test_a_turn_that_is_over_is_over() -> None:
    late = replace(COMPLETE, at=NOON + LEASE)
    given_states(WAITING, WENS, RING).when(complete_signature, late).then_refused(
        "turn_over", field="linghai-1", until=NOON + LEASE
    )


def test_a_key_withdrawn_meanwhile_signs_nothing() -> None:
    gone = after(KEYRING, OFFERED, CERTIFIED, WITHDRAWN)
    given_states(WAITING, WENS, gone).when(complete_signature, COMPLETE).then_refused(
        "key_withdrawn", key=KEY
    )
