"""What the sides let be published of an executed instrument, and what they keep confidential."""

from __future__ import annotations

from bdd import given
from locked_deal import OPENED, deal_after
from msgspec.structs import replace
from people import LIN, NOON, WEN
from three_sides import ENGAGED, NOWAK, SENT, TOGETHER

from aggregates.deal import DEAL
from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.publicity.consent_to_publication import (
    ConsentToPublication,
    consent_to_publication,
)
from aggregates.deal.publicity.declare_confidentiality import (
    DeclareConfidentiality,
    declare_confidentiality,
)
from aggregates.deal.publicity.events import (
    ConfidentialityDeclared,
    ConfidentialityLifted,
    Item,
    PublicationConsented,
    PublicationConsentWithdrawn,
)
from aggregates.deal.publicity.lift_confidentiality import (
    LiftConfidentiality,
    lift_confidentiality,
)
from aggregates.deal.publicity.state import UNPUBLISHED, items_agreed
from aggregates.deal.publicity.withdraw_publication_consent import (
    WithdrawPublicationConsent,
    withdraw_publication_consent,
)
from aggregates.deal.terms.events import InstrumentDrafted
from aggregates.vocabulary import Kind, Tier

BOTH = (Item.AMOUNT, Item.NAME)
SIDES = ("andes", "linghai", "wisla")
ASKED = ConsentToPublication(
    actor=LIN, at=NOON, instrument="letter-1", items=(Item.NAME, Item.AMOUNT, Item.NAME)
)
CONSENTED = PublicationConsented(
    at=NOON, instrument="letter-1", items=BOTH, principal="linghai", by="lin-yue"
)
BY_ROJAS = replace(CONSENTED, principal="andes", by="rojas", items=(Item.NAME, Item.MOMENT))
BY_NOWAK = replace(CONSENTED, principal="wisla", by="nowak", items=tuple(Item))
ALL = (CONSENTED, BY_ROJAS, BY_NOWAK)
TAKE_BACK = WithdrawPublicationConsent(
    actor=LIN, at=NOON, instrument="letter-1", items=(Item.NAME, Item.MOMENT)
)
TAKEN_BACK = PublicationConsentWithdrawn(
    at=NOON, instrument="letter-1", items=(Item.NAME,), principal="linghai", by="lin-yue"
)
DECLARE = DeclareConfidentiality(actor=LIN, at=NOON)
DECLARED = ConfidentialityDeclared(at=NOON, principal="linghai", by="lin-yue")
LIFT = LiftConfidentiality(actor=LIN, at=NOON)
LIFTED = ConfidentialityLifted(at=NOON, principal="linghai", by="lin-yue")
LEFT = PartyWithdrew(at=NOON, principal="linghai", by="lin-yue", reason="No.", voids=())


def agreed_after(*events: object) -> frozenset[Item]:
    deal = deal_after(*ENGAGED, *events)  # type: ignore[arg-type]  # all are of deals
    return items_agreed(deal.publicity, "letter-1", SIDES)


def test_a_lead_consents_for_its_side() -> None:
    given(DEAL, *ENGAGED).when(consent_to_publication, ASKED).then(CONSENTED)


def test_what_is_consented_to_already_is_not_again() -> None:
    given(DEAL, *ENGAGED, CONSENTED).when(consent_to_publication, ASKED).then()
    more = replace(ASKED, items=tuple(Item))
    given(DEAL, *ENGAGED, CONSENTED).when(consent_to_publication, more).then(
        replace(CONSENTED, items=(Item.MOMENT, Item.ORIGINAL))
    )


def test_an_item_is_published_once_every_side_consents_to_it() -> None:
    assert agreed_after(CONSENTED, BY_ROJAS) == frozenset()
    assert agreed_after(*ALL) == {Item.NAME}


def test_nothing_is_agreed_where_nobody_is_asked() -> None:
    assert items_agreed(UNPUBLISHED, "letter-1", ()) == frozenset()


def test_nothing_is_consented_to_before_it_is_executed() -> None:
    given(DEAL, *TOGETHER, SENT).when(consent_to_publication, ASKED).then_refused(
        "not_executed", progress="locked"
    )


def test_nothing_is_consented_to_of_what_is_never_published() -> None:
    nda = InstrumentDrafted(
        at=NOON,
        instrument="nda-1",
        kind=Kind.NDA,
        tier=Tier.CONTRACT,
        principal="linghai",
        by="lin-yue",
    )
    command = replace(ASKED, instrument="nda-1")
    given(DEAL, *ENGAGED, nda).when(consent_to_publication, command).then_refused(
        "kind_not_published", kind="nda"
    )


def test_nothing_is_consented_to_of_what_there_is_not() -> None:
    unknown = replace(ASKED, instrument="letter-9")
    given(DEAL, *ENGAGED).when(consent_to_publication, unknown).then_refused(
        "unknown_instrument", instrument="letter-9"
    )


def test_only_a_lead_of_a_side_consents() -> None:
    stranger = replace(ASKED, actor=WEN)
    refusal = {"person": WEN.person, "principal": WEN.organisation}
    given(DEAL, *ENGAGED).when(consent_to_publication, stranger).then_refused("not_lead", **refusal)


def test_a_consent_is_withdrawn_for_what_is_published_from_now_on() -> None:
    given(DEAL, *ENGAGED, *ALL).when(withdraw_publication_consent, TAKE_BACK).then(TAKEN_BACK)
    assert agreed_after(*ALL, TAKEN_BACK) == frozenset()
    given(DEAL, *ENGAGED).when(withdraw_publication_consent, TAKE_BACK).then()


def test_a_side_keeps_the_deal_confidential_whatever_was_consented() -> None:
    given(DEAL, *ENGAGED, *ALL).when(declare_confidentiality, DECLARE).then(DECLARED)
    assert agreed_after(*ALL, DECLARED) == frozenset()
    given(DEAL, *ENGAGED, DECLARED).when(declare_confidentiality, DECLARE).then()


def test_a_side_lifts_what_it_declared_and_no_other() -> None:
    given(DEAL, *ENGAGED, DECLARED).when(lift_confidentiality, LIFT).then(LIFTED)
    by_others = replace(DECLARED, principal="andes", by="rojas")
    given(DEAL, *ENGAGED, by_others).when(lift_confidentiality, LIFT).then()
    assert agreed_after(*ALL, DECLARED, LIFTED) == {Item.NAME}
    assert agreed_after(*ALL, DECLARED, by_others, LIFTED) == frozenset()


def test_who_leaves_the_deal_takes_its_word_along() -> None:
    deal = deal_after(*ENGAGED, *ALL, DECLARED, LEFT)
    assert {side for _, side in deal.publicity.consents} == {"andes", "wisla"}
    assert deal.publicity.confidential == frozenset()
    assert items_agreed(deal.publicity, "letter-1", SIDES) == frozenset()
    assert deal_after(*ENGAGED, BY_ROJAS, LEFT).publicity.consents.keys() == {("letter-1", "andes")}


def test_strangers_neither_declare_nor_lift() -> None:
    nobody = replace(NOWAK, organisation="nobody")
    deal = given(DEAL, OPENED)
    deal.when(declare_confidentiality, replace(DECLARE, actor=nobody)).then_refused(
        "not_a_principal", organisation="nobody"
    )
    deal.when(lift_confidentiality, replace(LIFT, actor=nobody)).then_refused(
        "not_a_principal", organisation="nobody"
    )
