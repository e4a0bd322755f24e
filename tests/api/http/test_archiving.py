"""A sealed file is archived, and archived anew when the registry asks for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from http_deal import Negotiation

from aggregates.vocabulary import Role
from signing.registry.trust import lasting_trust
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

YEARS = timedelta(days=8 * 365)


@pytest.fixture
def sealed(agreed: Negotiation) -> Negotiation:
    agreed.open_signing().then()
    agreed.sign(agreed.lin, "linghai").then()
    agreed.sign(agreed.ana, "aster").then()
    does(agreed, "seal_agreement")
    return agreed


def does(deal: Negotiation, name: str) -> list[str]:
    """Have the registry do something with the newest revision; return the types of the events."""
    registrar = deal.fair.person(Role.REGISTRY)
    newest = deal.signing(deal.leading)["pdf_sha256"]
    registrar.shows_presence(name, newest, deal.deal)
    said = deal.does(name, registrar, instrument=deal.leading, pdf_sha256=newest).then()
    return list(said.types)


def newest(deal: Negotiation) -> Case:
    """Return the newest revision, and the question whether it will be valid in many years."""
    digest = deal.signing(deal.leading)["pdf_sha256"]
    pdf = deal.reads(deal.ana, f"/documents/{digest}").then().response.content
    house = deal.fair.house
    trust = lasting_trust(house.installation.authority, house.clock())
    return Case(pdf=pdf, trust=trust, at=house.clock() + YEARS)


def test_what_is_sealed_is_archived_and_valid_by_the_root_alone(sealed: Negotiation) -> None:
    case = newest(sealed)
    assert (verify(case).level, len(case.archive)) == (Level.VALID, 1)


def test_it_is_archived_anew_and_stays_valid(sealed: Negotiation) -> None:
    before = newest(sealed)
    assert does(sealed, "renew_archive") == ["deal.archive_renewed.v1"]
    after = newest(sealed)
    assert after.pdf.startswith(before.pdf)
    assert (verify(after).level, len(after.archive)) == (Level.VALID, 2)


def test_sealing_again_changes_nothing(sealed: Negotiation) -> None:
    before = newest(sealed).sha256
    assert does(sealed, "seal_agreement") == []
    assert newest(sealed).sha256 == before


def test_what_is_not_sealed_is_not_archived(agreed: Negotiation) -> None:
    agreed.open_signing().then()
    registrar = agreed.fair.person(Role.REGISTRY)
    digest = agreed.signing(agreed.leading)["pdf_sha256"]
    registrar.shows_presence("renew_archive", digest, agreed.deal)
    asked = agreed.does("renew_archive", registrar, instrument=agreed.leading, pdf_sha256=digest)
    asked.then_refused(409, "not_sealed")
