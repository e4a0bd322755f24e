"""What is listed in public of an executed instrument: what every side consented to, no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from databases import prepared
from in_force import SIGNED
from locked_deal import OPENED, deal_after
from msgspec.structs import replace
from people import NOON
from shelf import Shelf, named, shared
from three_sides import ENGAGED

from aggregates.deal.authorities.events import AnnulledByDecision, DecisionKind
from aggregates.deal.classification.events import DuplicateJudged, Finding
from aggregates.deal.events import DealEvent
from aggregates.deal.publicity.events import (
    ConfidentialityDeclared,
    Item,
    PublicationConsented,
    PublicationConsentWithdrawn,
)
from aggregates.project.events import ProjectText
from aggregates.vocabulary import Kind
from ledger.embedded import Server
from projections.course.moved import course_of
from projections.course.state import Course
from projections.reader import Reader
from projections.views import catalogue, listed
from projections.views.catalogue import ProjectRow
from projections.views.listed import Listed, listed_at, listed_of

EDITION = OPENED.edition
NOBODY = Reader(person="anybody", organisation="")
BEFORE = len(SIGNED)


def consent(side: str, *items: Item) -> PublicationConsented:
    return PublicationConsented(
        at=NOON, instrument="agreement-1", items=items, principal=side, by=f"lead-of-{side}"
    )


SIDES = ("linghai", "andes")
ALL_OF_IT = (consent("linghai", *Item), consent("andes", *Item))
WITHDRAWN = PublicationConsentWithdrawn(
    at=NOON, instrument="agreement-1", items=(Item.AMOUNT,), principal="andes", by="rojas"
)
CONFIDENTIAL = ConfidentialityDeclared(at=NOON, principal="andes", by="rojas")


@pytest.fixture(scope="module")
def shelf(postgres: Server) -> Shelf:
    """Give the table alone."""
    return Shelf(prepared(postgres, "listed"), [catalogue, listed])


def told(shelf: Shelf, *events: DealEvent, at: int | None = None) -> Sequence[Listed]:
    """Return what anybody reads once these have followed the signing, or at a position."""
    shelf.put(shared({"deal-1": named((*SIGNED, *events), "deal-1")}), size=3)
    position = BEFORE + len(events) if at is None else at
    return shelf.ask(NOBODY, lambda connection: listed_at(connection, EDITION, position))


def test_nothing_is_listed_without_everybodys_consent(shelf: Shelf) -> None:
    assert told(shelf) == []
    assert told(shelf, consent("linghai", *Item)) == []
    assert told(shelf, consent("linghai", Item.NAME), consent("andes", Item.AMOUNT)) == []


def test_what_all_consent_to_is_listed(shelf: Shelf) -> None:
    (one,) = told(shelf, *ALL_OF_IT)
    assert (one.amount, one.currency) == (Decimal(480000000), "CNY")
    assert one.title == "Solar modules and local assembly"
    assert one.titles == {"en": "Joint Venture Agreement"}
    assert one.sides is not None
    assert len(one.sides) == 2
    assert one.executed_at == NOON


def catalogued(title: str) -> ProjectRow:
    """Return the deal's project as the catalogue has it, called so in English."""
    texts = {"en": ProjectText(title=title), "zh-Hans": ProjectText(title="光伏组件与本地组装")}
    return ProjectRow(
        project=OPENED.project,
        edition="edition-1",
        title=title,
        texts=texts,
        folded=title,
        owner="linghai",
        sponsor="",
        mode="",
        industry="C26",
        destination="PE-CAL",
        amount=None,
        currency=None,
        listed_at=NOON,
        since=NOON,
        withdrawn=False,
        position=1,
    )


@pytest.mark.parametrize(("title", "told"), [(OPENED.title, "光伏组件与本地组装"), ("Quay", "")])
def test_a_letter_is_called_as_the_catalogue_calls_the_project_that_it_is_opened_by(
    shelf: Shelf, title: str, told: str
) -> None:
    names = [
        PublicationConsented(
            at=NOON, instrument="letter-1", items=(Item.NAME,), principal=side.id, by="a"
        )
        for side in deal_after(*ENGAGED).parties.set
    ]
    events = [*ENGAGED, *names]
    shelf.put(shared({"deal-1": named(events, "deal-1")}))
    shelf.fill("catalogue", catalogued(title))
    (one,) = shelf.ask(NOBODY, lambda connection: listed_at(connection, EDITION, len(events)))
    assert (one.title, one.titles.get("zh-Hans", "")) == (OPENED.title, told)


def test_the_title_of_what_is_not_to_be_named_is_told_nowhere() -> None:
    """Consent to a letter's name is none to that of the agreement, which came later."""
    deal = deal_after(*SIGNED, consent("linghai", Item.NAME), consent("andes", Item.NAME))
    (agreement,) = course_of((one, n) for n, one in enumerate(SIGNED, 1)).executed.values()
    letter = replace(agreement, instrument="letter-1", kind=Kind.LETTER_OF_INTENT, leading=False)
    papers = {**deal.instruments, "letter-1": deal.instruments["agreement-1"]}
    both = {"agreement-1": agreement, "letter-1": letter}

    def of(*instruments: str) -> list[Mapping[str, str]]:
        given = {(one, side): frozenset({Item.NAME}) for one in instruments for side in SIDES}
        publicity = replace(deal.publicity, consents=given)
        named = replace(deal, publicity=publicity, instruments=papers)
        return [one.titles for one in listed_of(Course(deal=named, executed=both))]

    assert of("letter-1") == [{}]
    assert of("letter-1", "agreement-1") == [{"en": "Joint Venture Agreement"}] * 2


def test_an_original_that_is_open_by_its_code_is_listed_nowhere(shelf: Shelf) -> None:
    open_to_holders = (consent("linghai", Item.ORIGINAL), consent("andes", Item.ORIGINAL))
    assert told(shelf, *open_to_holders) == []


def test_each_item_is_consented_to_by_itself(shelf: Shelf) -> None:
    (one,) = told(shelf, consent("linghai", *Item), consent("andes", Item.MOMENT))
    assert (one.title, one.sides, one.amount, one.currency) == (None, None, None, None)
    assert one.titles == {}
    assert one.executed_at == NOON


def test_what_is_withdrawn_is_listed_no_longer_and_was_before(shelf: Shelf) -> None:
    (now,) = told(shelf, *ALL_OF_IT, WITHDRAWN)
    assert now.amount is None
    (then,) = told(shelf, *ALL_OF_IT, WITHDRAWN, at=BEFORE + 2)
    assert then.amount == Decimal(480000000)


def test_a_confidential_deal_is_listed_nowhere(shelf: Shelf) -> None:
    assert told(shelf, *ALL_OF_IT, CONFIDENTIAL) == []
    assert told(shelf, CONFIDENTIAL, *ALL_OF_IT) == []


def test_what_is_annulled_is_listed_no_longer(shelf: Shelf) -> None:
    annulled = AnnulledByDecision(
        at=NOON,
        instrument="agreement-1",
        decision="decision-1",
        authority="The court",
        kind=DecisionKind.JUDGMENT,
        decision_sha256="ab" * 32,
        office="fair",
        by="he-jing",
    )
    assert told(shelf, *ALL_OF_IT, annulled) == []


def test_a_deal_that_repeats_another_is_listed_there_alone(shelf: Shelf) -> None:
    repeats = DuplicateJudged(
        at=NOON, other="deal-2", finding=Finding.REPEATS, reason="Entered twice.", by="sato"
    )
    assert told(shelf, *ALL_OF_IT, repeats) == []
    stands = replace(repeats, finding=Finding.STANDS)
    assert len(told(shelf, *ALL_OF_IT, repeats, stands)) == 1
