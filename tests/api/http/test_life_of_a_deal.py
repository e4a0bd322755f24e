"""A deal goes its whole way over HTTP."""

from __future__ import annotations

from http_deal import Negotiation

from aggregates.vocabulary import Role


def test_from_the_opening_to_the_seal(agreed: Negotiation) -> None:
    agreed.open_signing().then()
    agreed.sign(agreed.lin, "linghai").then()
    last = agreed.sign(agreed.ana, "aster").then()
    registrar = agreed.fair.person(Role.REGISTRY)
    newest = agreed.signing(agreed.leading)["pdf_sha256"]
    registrar.shows_presence("seal_agreement", newest, agreed.deal)
    agreed.does("seal_agreement", registrar, instrument=agreed.leading, pdf_sha256=newest).then()
    standing = agreed.reads(agreed.ana).then().body
    assert last.types[0] == "deal.signature_applied.v1"
    assert standing["stage"] == "signed"
    assert agreed.signing(agreed.leading)["sealed"] is True
