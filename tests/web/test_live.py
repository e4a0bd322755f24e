"""Pages follow what happens: two readers of one deal see each other's moves, also after a loss."""

from __future__ import annotations

import pytest
from http_fair import Fair
from playwright.sync_api import Request, Route
from waiting import until
from web_deal import Talks
from web_window import Opens, Window

SENDS = """async () => {
  const form = new FormData(document.querySelector("form[method=post]"));
  form.set("upto", "01000000-0000-7000-8000-000000000000:1");
  await fetch("/news", { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
}"""
"""Sends a form, and leaves the page that it leads to to whoever asks next."""


def reads_anew(request: Request) -> bool:
    """Return whether a page asks for itself, since something moved."""
    return request.headers.get("hx-source") == "div#moved"


@pytest.fixture
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation."""
    return Talks(fair).open().engage().talk()


def follows(here: Window, path: str) -> Window:
    """Open a page, and wait until it listens."""
    with here.page.expect_response(lambda one: "/api/v1/events?" in one.url) as answered:
        here.goes(path)
    assert answered.value.status == 200
    return here


def says(here: Window, what: str) -> None:
    """Find a notice on the page."""
    here.page.locator(f"[data-says={what}]:not([hidden])").wait_for()


def test_each_of_two_readers_sees_the_other_ones_move(window: Opens, talks: Talks) -> None:
    lin = follows(window(talks.lin), f"/deals/{talks.deal}")
    ana = follows(window(talks.ana, tongue="zh-Hans", width=360), f"/deals/{talks.deal}")
    before = ana.page.evaluate("history.length")
    talks.accepts(talks.lin, "price")
    ana.page.locator("#row-price td.agreed").nth(1).wait_for()
    assert ana.page.evaluate("history.length") == before
    talks.reserves(talks.ana, "scope", "Too short.")
    lin.page.locator("#row-scope td.reserved").first.wait_for()


def test_what_was_missed_is_read_after_a_loss_of_the_network(window: Opens, talks: Talks) -> None:
    ana = follows(window(talks.ana), f"/deals/{talks.deal}")
    ana.context.set_offline(True)
    says(ana, "cut")
    talks.reserves(talks.lin, "price", "Too much.")
    ana.context.set_offline(False)
    ana.page.locator("#row-price td.reserved").first.wait_for()
    ana.page.locator("[data-says=cut][hidden]").wait_for(state="attached")


def test_who_writes_is_told_and_loses_nothing(window: Opens, talks: Talks) -> None:
    ana = follows(window(talks.ana), f"/deals/{talks.deal}")
    ana.page.locator("#row-price").get_by_role("link", name="Reserve").click()
    ana.page.locator("#sheet[open]").wait_for()
    ana.fills(reason="Half a sentence")
    talks.reserves(talks.lin, "scope", "Too short.")
    says(ana, "moved")
    assert ana.breaches() == []
    assert ana.page.locator("[name=reason]").input_value() == "Half a sentence"
    assert ana.page.locator("#row-scope td.reserved").count() == 0
    ana.page.keyboard.press("Escape")
    ana.page.locator("#row-scope td.reserved").first.wait_for()


def test_a_page_that_reads_itself_anew_leaves_what_is_to_be_said_to_the_next(
    window: Opens, talks: Talks
) -> None:
    lin = follows(window(talks.lin), f"/deals/{talks.deal}")
    lin.page.evaluate(SENDS)
    with lin.page.expect_request(reads_anew):
        talks.reserves(talks.ana, "scope", "Too short.")
    lin.page.locator("#row-scope td.reserved").first.wait_for()
    assert lin.page.locator(".said").count() == 0
    lin.goes("/deals").reads("Noted. What comes next stands here.")


class Held:
    """What a page asks for itself anew at first, kept until somebody lets it go."""

    def __init__(self, here: Window) -> None:
        self.page, self.routes = here.page, list[Route]()
        here.page.route("**/deals/*", self._hold)

    def lets_go(self) -> None:
        """Answer it after all, and wait until the page has taken it up."""
        with self.page.expect_response(lambda one: reads_anew(one.request)):
            self.routes[0].continue_()
        self.page.locator("[data-says=fresh]:not([hidden])").wait_for(state="attached")

    def _hold(self, route: Route, request: Request) -> None:
        if reads_anew(request) and not self.routes:
            self.routes.append(route)
        else:
            route.continue_()


def test_what_is_said_stays_though_an_older_page_comes_after_it(
    window: Opens, talks: Talks
) -> None:
    lin = follows(window(talks.lin), f"/deals/{talks.deal}")
    held = Held(lin)
    with lin.page.expect_request(reads_anew):
        talks.reserves(talks.ana, "scope", "Too short.")
    lin.page.locator("#row-price").get_by_role("link", name="Accept").click()
    lin.page.locator("#sheet").get_by_role("button", name="Accept").click()
    said = lin.page.locator(".said.done")
    said.wait_for()
    held.lets_go()
    said.wait_for()


def test_a_sheet_stays_open_though_the_page_under_it_comes_anew(
    window: Opens, talks: Talks
) -> None:
    lin = follows(window(talks.lin), f"/deals/{talks.deal}")
    held = Held(lin)
    with lin.page.expect_request(reads_anew):
        talks.reserves(talks.ana, "scope", "Too short.")
    lin.page.locator("#row-price").get_by_role("link", name="Reserve").click()
    lin.page.locator("#sheet[open]").wait_for()
    held.lets_go()
    lin.page.locator("#row-scope td.reserved").first.wait_for()
    assert lin.page.locator("#sheet[open]").count() == 1


def test_a_move_in_a_deal_of_others_is_not_heard(window: Opens, talks: Talks, fair: Fair) -> None:
    other = Talks(fair).open()
    here = follows(window(other.lin), "/")
    here.page.evaluate(
        """() => { window.heard = []; document.getElementById("live").addEventListener(
        "htmx:sse:before:message", (one) => heard.push(JSON.parse(one.detail.message.data))); }"""
    )
    talks.reserves(talks.lin, "scope", "Too short.")
    other.engage()
    came = "() => heard.some((one) => one.type === 'deal.intent_accepted.v1')"
    until(lambda: bool(here.page.evaluate(came)))
    heard = here.page.evaluate("heard")
    assert {tuple(sorted(one)) for one in heard} == {("deal", "position", "type")}
    assert {one["deal"] for one in heard} == {other.deal}
