"""By what the organiser has deals counted: lists, attributes, the ceremony, what is there twice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from waiting import until
from web_window import THEMES, TONGUES, WIDTHS, Opens, Theme

from aggregates.vocabulary import Role


@dataclass
class Counted:
    """A fair with lists, and two deals between the same sides on the same project."""

    fair: Fair
    organiser: Person
    one: Negotiation
    other: str

    def caught_up(self) -> None:
        """Wait until the read models know all that was recorded."""
        path = f"/editions/{self.fair.edition}/quality?after_position={self.fair.book.head()}"
        until(lambda: self.organiser.get(path).response.status_code == 200)

    def does(self, name: str, deal: str, **body: object) -> None:
        """Send a command of the organiser's."""
        etag = self.organiser.get(f"/deals/{deal}").etag
        self.organiser.post(f"/deals/{deal}/{name}", body, **{"if-match": etag}).then()


@pytest.fixture(scope="module")
def counted(fair: Fair) -> Counted:
    """Give deals that somebody should look at."""
    organiser, one = fair.person(Role.ORGANISER), Negotiation(fair).open().engage()
    lin, ana = one.lin, one.ana
    other = Negotiation(fair)
    other.lin, other.ana = lin, ana
    other.open().engage()
    return Counted(fair, organiser, one, other.deal)


def test_an_organiser_decides_by_what_deals_are_counted(window: Opens, counted: Counted) -> None:
    path, decided = f"/organiser/editions/{counted.fair.edition}/lists", _edition(counted).body
    rows = {of: len(listed) for of, listed in decided["lists"].items() if isinstance(listed, list)}
    theme, session = (f"{of}-{rows[of]}" for of in ("themes", "sessions"))
    here = window(counted.organiser).goes(path)
    fields = {
        f"{theme}-code": "wind-power",
        f"{theme}-en": "Wind power",
        f"{theme}-zh-Hans": "风电",
        f"{session}-code": "day-2",
        f"{session}-en": "Second day",
        "size_bands": "1 0.5",
        "reason": "The themes were decided.",
    }
    here.fills(**fields).presses("Decide the lists").reads("Size bands rise")
    assert here.page.locator(f"[name={theme}-en]").input_value() == "Wind power"
    here.fills(size_bands="0.5 1").presses("Decide the lists").reads("The lists are decided.")
    item = f"items-{rows['items']}"
    fields = {f"{item}-code": "item-2", f"{item}-en": "Small works", "reason": "An item."}
    here.fills(**fields).presses("Decide the lists")
    here.reads(f"decision No. {decided['lists_number'] + 2}")
    here.keeps("lists")


def test_what_is_not_stated_is_stated_from_the_queue(window: Opens, counted: Counted) -> None:
    _lists(counted)
    here = window(counted.organiser, script=False).goes("/quality?issue=unattributed")
    here.page.locator(f"a[href='/quality/{counted.one.deal}']").click()
    assert here.heading() == "How it is counted"
    here.page.get_by_label("Theme").select_option("clean-energy")
    here.fills(ultimate_origin="XX").page.locator("textarea[name=reason]").fill("As registered.")
    here.presses("State the attributes").reads("ISO 3166-1")
    here.fills(ultimate_origin="SG").presses("State the attributes")
    here.reads("The attributes are stated.").reads("decision No.")
    here.page.get_by_label("Item of the running order").select_option("item-1")
    here.fills(place="2").presses("Put it there").reads("The running order is changed.")
    counted.caught_up()
    here.goes("/ceremony").reads("Great works")
    assert here.page.locator(".running .place").all_inner_texts() == ["2"]
    here.goes("/quality?issue=unattributed")
    assert not here.page.locator(f"a[href='/quality/{counted.one.deal}']").count()


def test_two_deals_that_look_alike_are_told_apart(window: Opens, counted: Counted) -> None:
    counted.caught_up()
    here = window(counted.organiser).goes("/quality?issue=duplicates")
    there = f"/quality/{counted.one.deal}/same/{counted.other}"
    here.page.locator(f"a[href='{there}']").click()
    here.reads("Both deals").page.get_by_label("Not the same").check()
    here.fills(reason="Two phases of one plant.").keeps("two-deals")
    here.presses("Put it on record").reads("It is on record of both deals.")
    counted.caught_up()
    here.goes("/quality?issue=duplicates")
    assert not here.page.locator(f"a[href='{there}']").count()


@pytest.mark.parametrize(("tongue", "theme"), [*zip(TONGUES, THEMES, strict=True)])
def test_the_pages_are_accessible(
    window: Opens, counted: Counted, tongue: str, theme: Theme
) -> None:
    _lists(counted)
    deal = counted.one.deal
    lists = f"/organiser/editions/{counted.fair.edition}/lists"
    pages = ("/quality", f"/quality/{deal}", f"/quality/{deal}/same/{counted.other}", "/ceremony")
    here = window(counted.organiser, tongue=tongue)
    for path in (*pages, lists):
        here.goes(path)
        for width in (WIDTHS[0], WIDTHS[-1]):
            name = f"quality-{path.rsplit('/', 1)[-1][:12]}-{tongue}-{theme}-{width}"
            here.shown(theme, width).shows(name)
            assert (name, here.breaches(), here.overflows()) == (name, [], False)


def _edition(counted: Counted) -> Said:
    return counted.organiser.get(f"/editions/{counted.fair.edition}").then()


def _lists(counted: Counted) -> None:
    """Decide, once, that there is something more in the lists, whatever was decided before."""
    now = _edition(counted)
    known = now.body["lists"]
    if any(one["code"] == "item-1" for one in known["items"]):
        return
    more = {
        "themes": [
            {"code": "clean-energy", "names": {"en": "Clean energy", "zh-Hans": "清洁能源"}}
        ],
        "sessions": [{"code": "day-1", "names": {"en": "First day", "zh-Hans": "首日"}}],
        "items": [{"code": "item-1", "session": "day-1", "names": {"en": "Great works"}}],
    }
    lists = {**known, **{of: [*known[of], *rows] for of, rows in more.items()}}
    path = f"/editions/{counted.fair.edition}/decide_lists"
    body = {"lists": lists, "reason": "They were decided."}
    counted.organiser.post(path, body, if_match=now.etag).then()
