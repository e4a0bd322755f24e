"""What the public is told of a signed deal: nothing it is known by, until every side lets it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from databases import prepared
from following import following
from http_deal import Negotiation
from http_fair import Fair, Person, opened_fair
from http_publication import Publishing
from projecting import House
from waiting import until

from ledger.embedded import Server

ALL_OF_IT = ("amount", "moment", "name")
NUMBERS = count(1)


class Canary(Negotiation):
    """A deal with a title of its own, of which the letter of intent is signed."""

    def __init__(self, fair: Fair) -> None:
        super().__init__(fair)
        self.title = f"Zilverreiger cable plant, number {next(NUMBERS)}"
        self.open().engage()

    def opening(self) -> dict[str, Any]:
        """Return what is sent to open the deal."""
        return {**super().opening(), "title": self.title}

    def consents(self, who: Person, *items: str) -> None:
        """Let items be published for the side of somebody."""
        body = {"instrument": self.letter, "items": list(items)}
        self.does("consent_to_publication", who, **body).then()

    def public(self) -> Any:
        """Return what anybody reads on the wall, once the views are where the log is."""
        path, head = f"/editions/{self.fair.edition}/wall", self.reads(self.lin).body["position"]
        until(lambda: self.fair.said("GET", path).then().body["position"] >= head)
        return self.fair.said("GET", path).then().body

    def line(self) -> Any:
        """Return the line by which anybody knows the deal on the wall; none if there is none."""
        found = [one for one in self.public()["figures"]["recent"] if one["title"] == self.title]
        return found[0] if found else None


@pytest.fixture(scope="module")
def fair(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    """Give a fair whose wall is live."""
    database, folder = prepared(postgres, "publicity"), tmp_path_factory.mktemp("p") / "home"
    with opened_fair(database, folder, wall="live") as opened:
        logs = opened.house.installation.identity.registry_log, UUID(opened.edition)
        with following(House(database, folder, logs, "").run().projector()):
            yield opened


@pytest.fixture
def deal(fair: Fair) -> Canary:
    """Give a signed deal."""
    return Canary(fair)


def test_nothing_is_told_before_every_side_consents(deal: Canary) -> None:
    deal.consents(deal.lin, *ALL_OF_IT)
    told = deal.public()
    assert deal.title not in str(told)
    assert deal.deal not in str(told)
    (latest, *_) = told["figures"]["recent"]
    assert (latest["tier"], latest["at"], latest["sides"]) == ("intention", None, [])


def test_what_every_side_consents_to_is_told_to_anybody(deal: Canary) -> None:
    deal.consents(deal.lin, *ALL_OF_IT)
    deal.consents(deal.ana, "name")
    line = deal.line()
    assert len(line["sides"]) == 2
    assert line["at"] is None
    stands = deal.reads(deal.ana).body["inside"]["consents"]
    by_ana = [one for one in stands if one["principal"] == deal.ana.actor.organisation]
    assert [one["items"] for one in by_ana] == [["name"]]


def test_a_publication_keeps_what_is_withdrawn_later(deal: Canary) -> None:
    for who in (deal.lin, deal.ana):
        deal.consents(who, "name", "moment")
    deal.fair.house.clock.forward(days=1)
    publishing = Publishing(deal.fair).judged()
    first = publishing.publishes()["publication"]
    body = {"instrument": deal.letter, "items": ["name"]}
    deal.does("withdraw_publication_consent", deal.ana, **body).then()
    assert deal.line() is None
    contents = deal.fair.said("GET", f"{publishing.path}/publications/{first}/contents").then().body
    (listed,) = (one for one in contents["agreements"] if one["deal"] == deal.deal)
    assert listed["name"]["title"] == deal.title
    assert listed["amount"] is None
    assert deal.deal not in str(contents["behind"])


def test_a_confidential_deal_is_listed_nowhere(deal: Canary) -> None:
    for who in (deal.lin, deal.ana):
        deal.consents(who, *ALL_OF_IT)
    assert deal.line() is not None
    deal.does("declare_confidentiality", deal.lin).then()
    assert deal.title not in str(deal.public())
    deal.does("lift_confidentiality", deal.lin).then()
    assert deal.line() is not None
