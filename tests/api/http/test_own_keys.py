"""A key that its owner keeps: shown to be held, certified, signing, withdrawn; over HTTP."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from http_deal import Negotiation
from own_key_http import Holder, in_base64
from registries import opened

from aggregates.vocabulary import Role
from signing.errors import SignatureError
from signing.own.held import held_in_memory
from signing.pki.certificate import Certificate
from signing.registry.office import Service
from signing.registry.outside import Outside
from signing.registry.registry import Registry
from signing.registry.trust import trust_policy
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify


@pytest.fixture
def holder(agreed: Negotiation) -> Holder:
    """The lead of Linghai with a P-256 key, before a paper that is open to be signed."""
    agreed.open_signing().then()
    held = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    return Holder(agreed, agreed.lin, "linghai", held)


@pytest.fixture
def enrolled(holder: Holder) -> Holder:
    return holder.enrol()


def judged(deal: Negotiation) -> Level:
    """Return what a verifier says of the newest revision."""
    digest = deal.signing(deal.leading)["pdf_sha256"]
    pdf = deal.reads(deal.ana, f"/documents/{digest}").then().response.content
    house = deal.fair.house
    house.clock.forward(seconds=2)
    trust = trust_policy(house.installation.authority, (), house.clock())
    verdict = verify(Case(pdf=pdf, trust=trust, at=house.clock()))
    assert verdict.level is Level.VALID, verdict.findings
    return verdict.level


def test_a_key_is_certified_for_the_mandate_of_who_holds_it(enrolled: Holder) -> None:
    certificate, who = enrolled.certificate, enrolled.who
    assert certificate.mandate is not None
    assert certificate.mandate.id == who.mandate
    (listed,) = who.get(f"{enrolled.ring}/own_keys").then().body
    assert (listed["key"], listed["certificate_sha256"]) == (
        enrolled.held.public.sha256,
        certificate.sha256,
    )


def test_what_both_sign_one_with_a_key_outside_is_valid(enrolled: Holder) -> None:
    deal = enrolled.deal
    signed = enrolled.sign().then()
    assert "deal.signature_applied.v1" in signed.types
    deal.sign(deal.ana, "aster").then()
    assert judged(deal) is Level.VALID


def test_a_key_of_rsa_signs_too(agreed: Negotiation) -> None:
    agreed.open_signing().then()
    held = held_in_memory(rsa.generate_private_key(65537, 3072))
    Holder(agreed, agreed.lin, "linghai", held).enrol().sign().then()
    agreed.sign(agreed.ana, "aster").then()
    assert judged(agreed) is Level.VALID


def test_nobody_signs_before_the_organisation_has_said_yes(holder: Holder) -> None:
    holder.offer().then()
    holder.prepare().then_refused(409, "key_not_certified")


def test_a_proof_by_another_key_is_none(holder: Holder) -> None:
    other = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    holder.offer(public_key=in_base64(other.public.der)).then_refused(422, "signature_wrong")


def test_a_challenge_is_good_for_who_was_given_it_and_not_for_long(holder: Holder) -> None:
    theirs = holder.head.get(f"/editions/{holder.edition}/key_challenge").then().body
    holder.offer(challenge=theirs["challenge"]).then_refused(422, "challenge_stale")


def test_its_owner_does_not_confirm_it_nor_a_colleague(holder: Holder) -> None:
    holder.offer().then()
    colleague = holder.deal.fair.person(Role.LAWYER, organisation=holder.organisation)
    holder.certify(by=colleague).then_refused(403, "not_administrator")
    holder.certify(by=holder.deal.ana).then_refused(403, "administrators_decide")


def test_other_organisations_do_not_see_the_keys(enrolled: Holder) -> None:
    enrolled.deal.ana.get(f"{enrolled.ring}/own_keys").then_refused(403, "not_permitted")


def test_a_withdrawn_key_completes_nothing(enrolled: Holder) -> None:
    enrolled.prepare().then()
    waiting = enrolled.waiting.then().body
    signature = enrolled.signature(waiting)
    enrolled.withdraw(by=enrolled.head).then()
    enrolled.complete(waiting, signature).then_refused(409, "key_withdrawn")


def revoke(deal: Negotiation, certificate: Certificate) -> None:
    """Have the registry's office revoke a certificate."""
    registrar = deal.fair.person(Role.REGISTRY)
    registrar.shows_presence("revoke_certificate", "")
    body = {
        "certificate": in_base64(certificate.der),
        "reason": "key_compromise",
        "reference": "SEC-2026-2",
    }
    registrar.post("/certificates/revoke_certificate", body).then()


@contextmanager
def run_by(deal: Negotiation, authority: Registry) -> Generator[None]:
    """Let other keys be those of the registry for a while."""
    installation = deal.fair.house.installation
    ours, installation.authority = installation.authority, authority
    try:
        yield
    finally:
        installation.authority = ours


def test_a_key_whose_certificate_was_revoked_signs_nothing(enrolled: Holder) -> None:
    enrolled.prepare().then()
    waiting = enrolled.waiting.then().body
    signature = enrolled.signature(waiting)
    revoke(enrolled.deal, enrolled.certificate)
    enrolled.complete(waiting, signature).then_refused(409, "certificate_revoked")
    enrolled.deal.fair.house.clock.forward(minutes=11)
    enrolled.prepare().then_refused(409, "certificate_revoked")


def test_by_revoked_authorities_nobody_is_certified_and_nothing_sealed(
    agreed: Negotiation, tmp_path: Path
) -> None:
    other = opened(tmp_path, agreed.fair.house.clock())
    with run_by(agreed, other):
        revoke(agreed, other.seal.certificate)
        agreed.open_signing().then_refused(409, "certificate_revoked")
    agreed.open_signing().then()
    held = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    holder = Holder(agreed, agreed.lin, "linghai", held)
    holder.offer().then()
    with run_by(agreed, other):
        revoke(agreed, other.certificate(Service.ISSUING))
        agreed.sign(agreed.ana, "aster").then_refused(409, "certificate_revoked")
        holder.certify().then_refused(409, "certificate_revoked")


class Unasked:
    """A time-stamping authority that cannot be had."""

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """Return nothing."""
        raise SignatureError("time_stamp_away", reason=f"{digest.hex()} at {at}")


def test_a_time_stamp_is_asked_for_when_the_signature_is_seen_to_be_right(
    enrolled: Holder,
) -> None:
    authority = enrolled.deal.fair.house.installation.authority
    enrolled.prepare().then()
    waiting = enrolled.waiting.then().body
    wrong = enrolled.held.signs.sign(b"something")
    right = enrolled.signature(waiting)
    with run_by(enrolled.deal, authority.with_outside(lambda: Outside(time_stamps=Unasked()))):
        enrolled.complete(waiting, wrong).then_refused(422, "signature_wrong")
        enrolled.complete(waiting, right).then_refused(503, "time_stamp_away")
    enrolled.complete(waiting, right).then()


def test_a_signature_by_another_key_is_not_embedded(enrolled: Holder) -> None:
    enrolled.prepare().then()
    waiting = enrolled.waiting.then().body
    other = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    wrong = other.signs.sign(b"something")
    enrolled.complete(waiting, wrong).then_refused(422, "signature_wrong")


def test_the_same_request_again_gets_the_same_answer(enrolled: Holder) -> None:
    enrolled.prepare().then()
    waiting = enrolled.waiting.then().body
    signature = enrolled.signature(waiting)
    headers = {"idempotency-key": "once"}
    first = enrolled.complete(waiting, signature, **headers).then().body
    again = enrolled.complete(waiting, signature, **headers).then().body
    assert (again["positions"], again["repeated"]) == (first["positions"], True)
    assert enrolled.complete(waiting, signature).then().types == []


def test_while_one_signs_outside_the_other_waits(enrolled: Holder) -> None:
    deal = enrolled.deal
    enrolled.prepare().then()
    deal.sign(deal.ana, "aster").then_refused(409, "turn_taken")
    deal.fair.house.clock.forward(minutes=11)
    enrolled.waiting.then_refused(409, "turn_over")
    deal.sign(deal.ana, "aster").then()
    enrolled.waiting.then_refused(409, "not_prepared")
    enrolled.sign().then()
    assert judged(deal) is Level.VALID


def test_a_signature_that_comes_too_late_is_refused(enrolled: Holder) -> None:
    enrolled.prepare().then()
    waiting = enrolled.waiting.then().body
    signature = enrolled.signature(waiting)
    enrolled.deal.fair.house.clock.forward(minutes=11)
    enrolled.complete(waiting, signature).then_refused(409, "turn_over")


def test_it_is_prepared_upon_the_revision_that_was_seen(enrolled: Holder) -> None:
    deal = enrolled.deal
    seen = deal.signing(deal.leading)["pdf_sha256"]
    deal.sign(deal.ana, "aster").then()
    enrolled.prepare(pdf_sha256=seen).then_refused(409, "revision_moved")


def test_nobody_else_sees_what_waits(enrolled: Holder) -> None:
    enrolled.prepare().then()
    path = f"/instruments/{enrolled.deal.leading}/prepared_signature"
    enrolled.deal.reads(enrolled.deal.ana, path).then_refused(409, "not_prepared")
