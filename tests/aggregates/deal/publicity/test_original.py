"""Whether anybody who holds a page of a document may open its original."""

from __future__ import annotations

from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import LIN, NOON
from three_sides import ENGAGED, SENT, TOGETHER

from aggregates.deal import DEAL
from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.publicity.consent_to_publication import (
    ConsentToPublication,
    consent_to_publication,
)
from aggregates.deal.publicity.events import (
    ConfidentialityDeclared,
    Item,
    PublicationConsented,
    PublicationConsentWithdrawn,
)
from aggregates.deal.publicity.original import is_original_open
from aggregates.deal.terms.events import InstrumentDrafted
from aggregates.vocabulary import Kind, Tier

BY_LIN = PublicationConsented(
    at=NOON, instrument="letter-1", items=(Item.ORIGINAL,), principal="linghai", by="lin-yue"
)
ALL = (
    BY_LIN,
    replace(BY_LIN, principal="andes", by="rojas"),
    replace(BY_LIN, principal="wisla", by="nowak"),
)
LISTED = tuple(replace(one, items=(Item.AMOUNT, Item.MOMENT, Item.NAME)) for one in ALL)


def is_open_after(*events: object) -> bool:
    deal = deal_after(*events)  # type: ignore[arg-type]  # all are of deals
    return is_original_open(deal, deal.instruments["letter-1"])


def test_it_is_closed_until_every_side_opens_it() -> None:
    assert not is_open_after(*ENGAGED, *ALL[:2])
    assert is_open_after(*ENGAGED, *ALL)


def test_what_may_be_listed_opens_nothing() -> None:
    assert not is_open_after(*ENGAGED, *LISTED)


def test_one_side_closes_it_again() -> None:
    withdrawn = PublicationConsentWithdrawn(
        at=NOON, instrument="letter-1", items=(Item.ORIGINAL,), principal="andes", by="rojas"
    )
    assert not is_open_after(*ENGAGED, *ALL, withdrawn)


def test_a_confidential_deal_opens_nothing() -> None:
    declared = ConfidentialityDeclared(at=NOON, principal="wisla", by="nowak")
    assert not is_open_after(*ENGAGED, *ALL, declared)


def test_who_leaves_closes_what_it_signed() -> None:
    left = PartyWithdrew(at=NOON, principal="wisla", by="nowak", reason="No.", voids=())
    assert not is_open_after(*ENGAGED, *ALL, left)


def test_what_is_not_executed_is_closed() -> None:
    assert not is_open_after(*TOGETHER, SENT)


def test_what_is_never_listed_may_be_opened_once_it_is_executed() -> None:
    nda = InstrumentDrafted(
        at=NOON,
        instrument="nda-1",
        kind=Kind.NDA,
        tier=Tier.CONTRACT,
        principal="linghai",
        by="lin-yue",
    )
    asked = ConsentToPublication(actor=LIN, at=NOON, instrument="nda-1", items=(Item.ORIGINAL,))
    given(DEAL, *ENGAGED, nda).when(consent_to_publication, asked).then_refused(
        "not_executed", progress="draft"
    )
