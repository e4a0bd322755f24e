"""The official's desk: what waits is done on a sheet, and a refusal is told on the same one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person
from waiting import until
from web_window import TONGUES, Opens

from aggregates.vocabulary import Role


class Desk:
    """A deal with a filing that was submitted, and one that waits; an official."""

    def __init__(self, fair: Fair) -> None:
        self.fair, self.official = fair, fair.person(Role.OFFICIAL)
        self.deal = Negotiation(fair).open().engage()
        self.submitted, self.waiting = self.filed("Bureau of Commerce"), self.filed("Port Office")
        body = {"filing": self.submitted, "submission_sha256": "ab" * 32}
        self.deal.does("submit_filing", self.deal.lin, **body).then()
        until(lambda: len(self.open_steps()) == 2)
        until(lambda: bool(self.turns("decide_filing")))

    def filed(self, authority: str) -> str:
        """Require a filing, and return its id."""
        body = {
            "instrument": self.deal.leading,
            "kind": "outbound_investment",
            "authority": authority,
            "effect": "blocking",
            "principal": self.deal.lin.actor.organisation,
            "due": self.deal.deadline(days=7),
        }
        required = self.deal.does("require_filing", self.official, **body).then()
        return str(required.body["ids"]["filing"])

    def open_steps(self) -> list[dict[str, object]]:
        """Return what is open in the deal."""
        found = self.official.get(f"/editions/{self.fair.edition}/open_steps?limit=200")
        return [one for one in found.body["items"] if one["deal"] == self.deal.deal]

    def turns(self, what: str) -> list[dict[str, object]]:
        """Return what of a kind waits on offices in the deal."""
        items = self.official.get(f"/inbox?deal={self.deal.deal}").body["items"]
        return [one for one in items if one["what"] == what]

    def sheet(self, filing: str) -> str:
        """Return where a filing is decided."""
        return f"/desk/deals/{self.deal.deal}/filings/{filing}"


@pytest.fixture(scope="module")
def desk(fair: Fair) -> Desk:
    """Give a desk with work on it."""
    return Desk(fair)


def test_what_is_open_and_what_waits_lead_to_their_sheets(window: Opens, desk: Desk) -> None:
    here = window(desk.official).goes(f"/desk?edition={desk.fair.edition}")
    here.page.locator(f"a[href='{desk.sheet(desk.waiting)}']").wait_for()
    here.page.locator(f".queue a[href='{desk.sheet(desk.submitted)}']").click()
    here.reads("What the authority decided")


def test_open_steps_come_in_parts_and_are_of_those_who_see_the_terms(desk: Desk) -> None:
    path = f"/editions/{desk.fair.edition}/open_steps"
    whole = desk.deal.lin.get(f"{path}?what=filing").then().body["items"]
    assert {one["id"] for one in whole} == {desk.submitted, desk.waiting}
    first = desk.deal.lin.get(f"{path}?limit=1").then().body
    rest = desk.deal.lin.get(f"{path}?limit=1&cursor={first['next']}").then().body["items"]
    assert [one["id"] for one in (*first["items"], *rest)] == [one["id"] for one in whole]
    assert desk.deal.stranger().get(path).then().body["items"] == []


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_sheets_are_accessible(window: Opens, desk: Desk, tongue: str) -> None:
    edition = desk.fair.edition
    organisation = desk.deal.ana.actor.organisation
    paths = {
        "filing": desk.sheet(desk.waiting),
        "mandate": f"/desk/editions/{edition}/mandates/{desk.deal.ana.mandate}",
        "organisation": f"/desk/organisations/{organisation}",
    }
    here = window(desk.official, tongue=tongue, width=360)
    for name, path in paths.items():
        here.goes(path)
        for look in here.looks((360,)):
            here.keeps(f"desk-{name}-{tongue}-{look}")
            assert (name, look, here.overflows(), here.breaches()) == (name, look, False, [])


def test_a_refusal_without_its_reason_is_told_on_the_same_sheet(window: Opens, desk: Desk) -> None:
    here = window(desk.official, script=False).goes(desk.sheet(desk.submitted))
    here.page.get_by_label("Refused: it may be submitted again").check()
    here.page.locator("details summary").first.click()
    here.fills(evidence_sha256="cd" * 32).presses("Record the decision")
    assert here.page.locator(".said.problem").count() >= 1
    assert desk.turns("decide_filing")


def test_a_decision_is_recorded_by_the_digest_of_its_file(
    window: Opens, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "decision.pdf").write_bytes(b"granted")
    here = window(desk.official).goes(desk.sheet(desk.submitted))
    here.page.get_by_label("Granted").check()
    here.page.set_input_files("#evidence", tmp_path / "decision.pdf")
    here.presses("Record the decision").reads("The decision is recorded")
    filing = desk.deal.reads(desk.deal.lin).body["inside"]["filings"][desk.submitted]
    decided = (filing["status"], filing["decision_sha256"])
    assert decided == ("granted", sha256(b"granted").hexdigest())


def test_an_organisation_is_verified_with_its_extract(
    window: Opens, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "extract.pdf").write_bytes(b"%PDF-1.7 extract")
    (tmp_path / "extract.txt").write_bytes(b"no paper at all")
    path = f"/desk/organisations/{desk.deal.ana.actor.organisation}"
    here = window(desk.official, script=False).goes(path)
    here.page.set_input_files("#extract", tmp_path / "extract.txt")
    here.presses("They agree: verify")
    assert here.page.locator(".said.problem").count() >= 1
    here.page.set_input_files("#extract", tmp_path / "extract.pdf")
    here.presses("They agree: verify").reads("The organisation is verified")


def test_who_is_no_official_has_no_sheet(window: Opens, desk: Desk) -> None:
    stranger: Person = desk.deal.stranger()
    window(stranger).goes(desk.sheet(desk.waiting), status=404)
