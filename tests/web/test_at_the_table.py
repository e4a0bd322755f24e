"""What leads do at the table: accept, reserve, counter, lock; and what a form may not do."""

from __future__ import annotations

import re

import httpx2
import pytest
from http_fair import Fair, Person
from web_deal import Talks
from web_window import TONGUES, Opens, Window

from api import ids

HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>[^"]+)" value="(?P<value>[^"]*)"')


@pytest.fixture
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation."""
    return Talks(fair).open().engage().talk()


@pytest.fixture(scope="module")
def looked_at(fair: Fair) -> Talks:
    """Give one that tests only look at."""
    return Talks(fair).open().engage().talk()


def cells(talks: Talks, row: str) -> dict[str, str]:
    rows = talks.reads(talks.lin, "/matrix").body["rows"]
    found: dict[str, str] = next(one["cells"] for one in rows if one["row"] == row)
    return found


def form_on(here: Window) -> dict[str, str]:
    """Return what the last form of a page would bring."""
    html = here.page.locator("form").last.inner_html()
    return {found["name"]: found["value"] for found in HIDDEN.finditer(html)}


def test_a_lead_accepts_a_clause_in_a_sheet(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}")
    here.page.locator("#row-price").get_by_role("link", name="Accept").click()
    here.page.locator("#sheet").get_by_text("by you, its lead negotiator").wait_for()
    here.keeps("accept-sheet").presses("Accept it").reads("Accepted, and recorded at position")
    assert here.page.locator("#sheet").is_hidden()
    assert cells(talks, "price")[talks.lin.actor.organisation] == "agreed"


def test_the_sheet_is_accessible_and_leaves_by_the_keyboard(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}")
    here.page.locator("#row-price").get_by_role("link", name="Accept").focus()
    here.page.keyboard.press("Enter")
    here.page.locator("#sheet[open]").wait_for()
    assert here.breaches() == []
    here.page.keyboard.press("Escape")
    assert here.page.locator("#sheet").is_hidden()
    here.page.keyboard.press("Enter")
    here.page.locator("#sheet[open]").wait_for()
    for _ in range(4):
        here.page.keyboard.press("Tab")
        if here.page.locator("#sheet button.primary:focus").count():
            break
    here.page.keyboard.press("Enter")
    here.reads("Accepted, and recorded at position")


def test_all_of_it_works_without_scripts(window: Opens, talks: Talks) -> None:
    here = window(talks.lin, script=False, width=360).goes(f"/deals/{talks.deal}")
    here.page.locator("#row-price").get_by_role("link", name="Accept").click()
    here.presses("Accept it").reads("Accepted, and recorded at position")
    here.page.locator("#row-scope").get_by_role("link", name="Reserve").click()
    here.fills(reason="The training is too short.").presses("Reserve")
    here.reads("Your reservation is recorded.")
    assert cells(talks, "scope")[talks.lin.actor.organisation] == "reserved"


def test_a_counter_says_what_it_comes_to_before_it_is_sent(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/clauses/price/counter")
    here.fills(**{"value-price": "470,000,000"})
    here.fills(**{"body-en": "The total investment is CNY 470,000,000, paid in four instalments."})
    here.presses("See what it comes to")
    here.reads("It resets the acceptance of this clause by one side (Aster Capital S.A.)")
    assert cells(talks, "price")[talks.ana.actor.organisation] == "agreed"
    here.keeps("counter").presses("Put it on the table").reads("Your wording is on the table.")
    assert cells(talks, "price")[talks.ana.actor.organisation] == "open"
    rows = talks.reads(talks.ana, "/matrix").body["rows"]
    price = next(one["clause"] for one in rows if one["row"] == "price")
    assert price["values"]["price"]["amount"] == "470000000"


def test_a_wording_that_cannot_be_is_told_so_in_place(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/clauses/scope/counter")
    here.fills(**{"title-en": ""}).page.evaluate(
        "document.querySelector('#main form').noValidate=1"
    )
    here.presses("See what it comes to")
    here.page.get_by_role("alert").wait_for()


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_composer_is_accessible(window: Opens, looked_at: Talks, tongue: str) -> None:
    path = f"/deals/{looked_at.deal}/clauses/delivery/counter"
    here = window(looked_at.lin, tongue=tongue).goes(path)
    here.page.locator("[name='title-en']").fill("Delivery and freight")
    here.page.locator("button[value=check]").click()
    here.page.locator(".outcome").wait_for()
    for look in here.looks((360, 1440)):
        here.keeps(f"composer-{tongue}-{look}")
        assert (look, here.overflows(), here.breaches()) == (look, False, [])


def test_a_form_that_is_sent_again_does_nothing_twice(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/reserve?row=scope")
    form = {**form_on(here), "reason": "The training is too short."}
    before = talks.version
    first, again = (sends(talks.fair, talks.lin, here, form) for _ in range(2))
    assert [first.status_code, again.status_code] == [303, 303]
    assert talks.version == before + 1


def test_a_form_of_the_past_gets_what_changed(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/reserve?row=price")
    talks.counters(talks.ola, {**_price(talks), "id": "price"})
    here.fills(reason="Too cheap.").presses("Reserve")
    here.page.get_by_role("heading", name="Somebody was faster").wait_for()
    here.reads("Ola Nowak countered clause").keeps("stale")
    assert here.breaches() == []


def test_a_deal_of_others_is_nothing(window: Opens, talks: Talks) -> None:
    stranger = talks.stranger()
    for path in ("", "/accept?row=price", "/clauses/price/counter", "/lock"):
        here = window(stranger).goes(f"/deals/{talks.deal}{path}", status=404)
        assert here.heading() == "There is nothing here for you"
    here = window(stranger).goes(f"/deals/{ids.new_id()}", status=404)
    assert here.breaches() == []


def test_a_forged_form_on_a_deal_of_others_is_refused(window: Opens, talks: Talks) -> None:
    here = window(talks.lin).goes(f"/deals/{talks.deal}/reserve?row=scope")
    form, stranger = {**form_on(here), "reason": "No."}, talks.stranger()
    assert sends(talks.fair, stranger, here, form).status_code == 403  # the token is another's
    own = form_on(window(stranger).goes("/"))
    forged = {**form, "token": own["token"]}
    assert sends(talks.fair, stranger, here, forged).status_code == 404


def test_the_first_offer_is_written_tried_and_tabled(window: Opens, fair: Fair) -> None:
    deal = Talks(fair).open().engage()
    here = (
        window(deal.lin).goes(f"/deals/{deal.deal}").presses("Table the first offer", role="link")
    )
    here.fills(amount="480,000,000", forum="CIETAC")
    for tag, heading in (("en", "Scope"), ("zh-Hans", "范围")):
        here.fills(**{f"title-{tag}": heading, f"heading-c1-{tag}": heading, f"body-c1-{tag}": "1"})
    here.presses("Add a clause").page.locator("[name='heading-c2-en']").wait_for()
    here.presses("See what it comes to").reads("Nobody's acceptance falls by it.")
    here.keeps("offer").presses("Table the offer").reads("Your offer is on the table.")
    matrix = deal.reads(deal.ana, "/matrix").body
    assert [row["row"] for row in matrix["rows"]] == ["frame", "c1"]
    assert matrix["frame"]["values"]["amount"]["amount"] == "480000000"


def test_another_offer_says_whose_acceptance_falls(window: Opens, talks: Talks) -> None:
    here = window(talks.lin, width=360).goes(f"/deals/{talks.deal}/offer")
    here.fills(**{"body-scope-en": "The parties build a plant."})
    here.presses("See what it comes to").reads("Acceptances fall, and are to be given anew:")
    here.reads("Scope: Aster Capital S.A., Wisła Kapitał S.A.").keeps("offer-360")
    assert (here.overflows(), here.breaches()) == (False, [])


def sends(fair: Fair, who: Person, here: Window, form: dict[str, str]) -> httpx2.Response:
    path = here.page.url.partition("?")[0].partition("//")[2].partition("/")[2]
    headers = {**who.cookie, "accept": "text/html", "sec-fetch-site": "same-origin"}
    return fair.client.post(f"/{path}", data=form, headers=headers)


def _price(talks: Talks) -> dict[str, object]:
    rows = talks.reads(talks.lin, "/matrix").body["rows"]
    found = next(one["clause"] for one in rows if one["row"] == "price")
    found["values"]["price"]["amount"] = "450000000"
    return dict(found)
