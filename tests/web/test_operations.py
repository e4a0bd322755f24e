"""How the installation is at work, and where systems are told of what happens."""

from __future__ import annotations

import pytest
from http_fair import Fair, Person
from web_window import TONGUES, Opens

from aggregates.vocabulary import Role


@pytest.fixture(scope="module")
def organiser(fair: Fair) -> Person:
    """Give somebody who runs the fair."""
    return fair.person(Role.ORGANISER)


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_of_operations_are_accessible(
    window: Opens, organiser: Person, tongue: str
) -> None:
    here = window(organiser, tongue=tongue)
    for name in ("operations", "operations/doctor"):
        here.goes(f"/{name}")
        for look in here.looks((360, 1440)):
            here.keeps(f"{name.replace('/', '-')}-{tongue}-{look}")
            assert (look, here.overflows(), here.breaches()) == (look, False, [])


def test_every_log_and_view_is_told_of(window: Opens, organiser: Person) -> None:
    told = organiser.get("/operations").then().body
    here = window(organiser).goes("/operations")
    assert here.page.locator("#views + span").inner_text() == str(len(told["views"]))
    assert len(told["lags"]) >= 2
    assert here.page.locator("section[aria-labelledby=lag] tbody tr").count() == len(told["lags"])


def test_webhooks_are_led_to_by_who_may_see_them(window: Opens, organiser: Person) -> None:
    own = organiser.actor.organisation
    organiser.get(f"/organisations/{own}/webhooks").then_refused(403, "not_administrator")
    here = window(organiser, script=False).goes("/operations")
    here.reads("Webhooks are for an administrator of your organisation to register.")
    assert here.page.locator("main a[href='/webhooks']").count() == 0


def test_the_doctor_says_what_is_not_fine_first(window: Opens, organiser: Person) -> None:
    here = window(organiser).goes("/operations").presses("Ask the doctor", role="link")
    chips = here.page.locator("main li .chip").all_inner_texts()
    order = ["problem", "notice", "fine"]
    assert chips == sorted(chips, key=order.index)
    assert here.reads("Clock").heading() == "The doctor"


def test_who_negotiates_is_not_shown_operations(window: Opens, fair: Fair) -> None:
    lead = fair.lead("Linghai Cable Co., Ltd.")
    window(lead).goes("/operations", status=403)
    lead.get("/operations/findings").then_refused(403, "not_permitted")


def test_a_lead_looks_after_the_endpoints_of_their_organisation(window: Opens, fair: Fair) -> None:
    lead = fair.lead("Aster Capital S.A.")
    here = window(lead, width=360).goes("/webhooks").reads("No endpoint yet")
    assert here.breaches() == []
    lead.shows_presence("register_webhook", "")
    here = window(lead, width=360).goes("/webhooks/new")
    assert here.breaches() == []
    here.fills(url="https://hooks.example.org/deals")
    here.page.locator("[name=kind]").first.check()
    here.presses("Register it").reads("The endpoint is registered")
    assert here.page.locator(".secret").inner_text().startswith("whsec_")
    here.goes("/webhooks").presses("Switch off").reads("Nothing is sent there any more.")
    here.presses("Switch on").reads("It is told again of what happens.")
    here.presses("Forget it").reads("No endpoint yet")


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.REGISTRY, Role.OFFICIAL, Role.AUDITOR])
def test_whoever_is_shown_a_way_among_the_pages_of_the_fair_may_go_it(
    window: Opens, fair: Fair, role: Role
) -> None:
    here = window(fair.person(role)).goes("/organisations")
    ways = here.page.locator("nav.tabs a, header nav a")
    shown = [str(one.get_attribute("href")) for one in ways.all()]
    assert len(shown) > 5
    for path in shown:
        answer = here.page.goto(here.address(path))
        assert answer
        # of figures there are none to be told before the first are published: the page says so
        assert answer.status in {200, 422}, path
