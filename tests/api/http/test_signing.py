"""Signing over HTTP: by whom, on what, and shown anew who they are."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said

from aggregates.deal import DEAL
from aggregates.deal.signing.events import SignatureApplied
from aggregates.vocabulary import Role
from ledger.sources import One


@pytest.fixture
def signing(agreed: Negotiation) -> Negotiation:
    """Give a deal whose agreement is open to be signed."""
    agreed.open_signing().then()
    return agreed


def test_who_has_not_shown_anew_who_they_are_does_not_sign(signing: Negotiation) -> None:
    consent = signing.consent(signing.leading)
    said = signing.does("sign", signing.lin, field="linghai", **consent)
    said.then_refused(403, "step_up_needed")


def test_presence_for_one_paper_counts_for_no_other(signing: Negotiation) -> None:
    signing.lin.shows_presence("sign", "cd" * 32, signing.deal, "linghai")
    said = signing.does("sign", signing.lin, field="linghai", **signing.consent(signing.leading))
    said.then_refused(403, "step_up_needed")


@pytest.mark.parametrize(
    ("deal", "seat"), [("", "linghai"), ("other", "linghai"), ("own", "aster")]
)
def test_presence_for_one_seat_of_one_deal_counts_at_no_other(
    signing: Negotiation, deal: str, seat: str
) -> None:
    base = signing.signing(signing.leading)["base_pdf_sha256"]
    signing.lin.shows_presence("sign", base, signing.deal if deal == "own" else deal, seat)
    said = signing.does("sign", signing.lin, field="linghai", **signing.consent(signing.leading))
    said.then_refused(403, "step_up_needed")


def test_presence_counts_once(signing: Negotiation) -> None:
    said = signing.sign(signing.lin, "aster").then_refused(403, "wrong_seat")
    consent = signing.consent(signing.leading)
    said = signing.does("sign", signing.lin, field="linghai", **consent)
    said.then_refused(403, "step_up_needed")


def test_the_evidence_of_a_signature_says_how_the_person_was_known(signing: Negotiation) -> None:
    signing.sign(signing.lin, "linghai").then()
    recorded = signing.fair.book.events(One(DEAL, signing.deal))[-1].event
    assert isinstance(recorded, SignatureApplied)
    path = f"/documents/{recorded.consent.evidence_sha256}"
    consent = signing.reads(signing.lin, path).then().body
    presence = json.loads(consent["presence"])
    assert (consent["person"], consent["language"]) == (signing.lin.actor.person, "en")
    assert (presence["operation"], presence["method"]) == ("sign", "totp")
    assert (presence["deal"], presence["seat"]) == (signing.deal, "linghai")


def test_a_signature_cites_what_was_read(signing: Negotiation) -> None:
    for change, code in (
        ({"terms_sha256": "ab" * 32}, "other_terms"),
        ({"base_pdf_sha256": "ab" * 32}, "other_base"),
    ):
        body = {**signing.consent(signing.leading), **change, "field": "linghai"}
        signing.lin.shows_presence("sign", body["base_pdf_sha256"], signing.deal, "linghai")
        signing.does("sign", signing.lin, **body).then_refused(409, code)


def test_a_signature_sent_twice_is_given_once(signing: Negotiation) -> None:
    base = signing.signing(signing.leading)["base_pdf_sha256"]
    signing.lin.shows_presence("sign", base, signing.deal, "linghai")
    body = {"field": "linghai", **signing.consent(signing.leading)}
    path, key = f"/deals/{signing.deal}/sign", "twice"
    first = signing.lin.post(path, body, idempotency_key=key).then().body
    again = signing.lin.post(path, body, idempotency_key=key).then().body
    assert again == {**first, "repeated": True}


def test_two_who_sign_at_once_both_sign(signing: Negotiation) -> None:
    consent = signing.consent(signing.leading)
    sides = ((signing.lin, "linghai"), (signing.ana, "aster"))
    for who, field in sides:
        who.shows_presence("sign", consent["base_pdf_sha256"], signing.deal, field)

    def sign(side: tuple[Person, str]) -> Said:
        who, field = side
        return who.post(f"/deals/{signing.deal}/sign", {"field": field, **consent})

    with ThreadPoolExecutor(2) as both:
        for said in both.map(sign, sides):
            said.then()
    assert signing.reads(signing.lin).body["stage"] == "signed"


def test_a_witness_signs_after_the_principals(agreed: Negotiation, fair: Fair) -> None:
    witness = fair.person(Role.WITNESS)
    terms = agreed.reads(agreed.lin, "/matrix").body["terms_sha256"]
    seat = {"field": "witness", "role": "witness", "of": witness.actor.organisation}
    agreed.does(
        "open_signing",
        agreed.lin,
        instrument=agreed.leading,
        terms_sha256=terms,
        seats=[*agreed.seats(), {**seat, "number": 1, "turn": 2}],
        expires_at=agreed.deadline(days=5),
    ).then()
    agreed.sign(agreed.lin, "linghai").then()
    agreed.sign(agreed.ana, "aster").then()
    base = agreed.signing(agreed.leading)["base_pdf_sha256"]
    witness.shows_presence("witness", base, agreed.deal, "witness")
    consent = agreed.consent(agreed.leading)
    said = agreed.does("witness", witness, field="witness", **consent).then()
    assert said.types == ["deal.witnessed.v1"]


def test_the_registrys_seat_is_not_the_clients_to_give(agreed: Negotiation) -> None:
    registry = {"field": "r", "role": "registry", "of": "x", "number": 1, "turn": 0}
    terms = agreed.reads(agreed.lin, "/matrix").body["terms_sha256"]
    said = agreed.does(
        "open_signing",
        agreed.lin,
        instrument=agreed.leading,
        terms_sha256=terms,
        seats=[registry, *agreed.seats()],
        expires_at=agreed.deadline(days=5),
    )
    said.then_refused(422, "registry_seat")


def test_what_the_rules_refuse_is_not_rendered(engaged: Negotiation) -> None:
    said = engaged.does(
        "open_signing",
        engaged.lin,
        instrument=engaged.leading,
        terms_sha256="",
        seats=engaged.seats(),
        expires_at=engaged.deadline(days=5),
    )
    said.then_refused(409, "nothing_on_table")


def test_an_approval_is_granted_under_a_mandate(agreed: Negotiation, fair: Fair) -> None:
    approver = fair.person(Role.APPROVER, agreed.lin.actor.organisation)
    terms = agreed.reads(agreed.lin, "/matrix").body["terms_sha256"]
    asked = {"instrument": agreed.leading, "approval": "board", "terms_sha256": terms}
    body = {**asked, "kind": "board", "approver": approver.actor.person}
    agreed.does("request_approval", agreed.lin, **body).then()
    mandate = fair.mandate_of(approver)
    said = agreed.does("grant_approval", approver, **asked, mandate=mandate).then()
    assert said.types == ["deal.approval_granted.v1"]
