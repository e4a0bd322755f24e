"""Anybody looks through the catalogue; owners list and withdraw; a lead expresses interest."""

from __future__ import annotations

import pytest
from http_fair import Fair, Person
from waiting import until
from web_window import THEMES, TONGUES, Opens

from aggregates.vocabulary import Role
from api import ids


@pytest.fixture(scope="session")
def owner(fair: Fair) -> Person:
    """Bring in the lead of an organisation that owns a project."""
    return fair.registered_lead("Tidewater Ports Ltd. 潮汐港口", "KE", "Amina Odhiambo")


@pytest.fixture(scope="session")
def project(fair: Fair, owner: Person) -> str:
    """List a project of theirs, and wait until the catalogue has it."""
    return listed(fair, owner, "Cold quay, Mombasa 蒙巴萨冷链码头", "H5210", "KE-28", "64000000")


def listed(fair: Fair, owner: Person, title: str, industry: str, where: str, amount: str) -> str:
    project = ids.new_id()
    body = {
        "project": project,
        "title": title,
        "owner": owner.actor.organisation,
        "industry": industry,
        "destination": where,
        "amount": {"amount": amount, "currency": "USD"},
    }
    owner.post(f"/editions/{fair.edition}/projects/list_project", body).then()
    until(lambda: project in fair.said("GET", f"/editions/{fair.edition}/projects").response.text)
    return project


def test_anybody_finds_a_project_by_what_it_is(
    window: Opens, fair: Fair, owner: Person, project: str
) -> None:
    listed(fair, owner, "Rail ferry, Kisumu", "H5011", "KE-17", "9000000")
    here = window(script=False).goes("/projects")
    here.fills(text="cold quay").presses("Search")
    titles = here.page.locator(".project-card h2")
    assert titles.all_inner_texts() == ["Cold quay, Mombasa 蒙巴萨冷链码头"]
    here.goes("/projects?destination=KE&currency=USD&least=60%2C000%2C000")
    assert titles.count() == 1
    here.goes("/projects?destination=KE&most=10000000")
    assert titles.all_inner_texts() == ["Rail ferry, Kisumu"]
    here.goes("/projects?industry=A").reads("No project is found")
    here.goes(f"/projects/{project}").reads("To express interest, come in as the lead")


def test_interest_becomes_a_deal_with_its_letter_begun(
    window: Opens, fair: Fair, owner: Person, project: str
) -> None:
    investor = fair.registered_lead("Northlight Capital AB", "SE", "Elin Storm")
    here = window(investor).goes(f"/projects/{project}")
    here.page.get_by_role("link", name="Express interest").click()
    here.page.locator("#sheet").get_by_text("Nothing yet: the letter binds").wait_for()
    assert here.keeps("interest-sheet").breaches() == []
    here.presses("Open the deal and invite the owner").reads("The deal is open")
    deal = here.page.url.partition("/deals/")[2].partition("/")[0]
    standing = investor.get(f"/deals/{deal}").then().body
    assert (standing["project"], standing["stage"]) == (project, "draft")
    kinds = {one["kind"] for one in standing["instruments"]}
    assert kinds == {"agreement", "letter_of_intent"}
    assert owner.actor.organisation in standing["inside"]["invitations"].values()
    assert standing["classification"]["direction"] == "inbound"


def test_a_deadline_that_is_past_is_told_in_the_sheet(
    window: Opens, fair: Fair, project: str
) -> None:
    investor = fair.registered_lead("Southbank Holdings PLC", "GB", "Tom Reed")
    here = window(investor, script=False, width=360).goes(f"/projects/{project}/interest")
    here.fills(expires="2020-01-01T10:00").presses("Open the deal and invite the owner")
    here.page.get_by_role("alert").wait_for()
    assert here.page.locator("[name=expires]").get_attribute("value") == "2020-01-01T10:00"


def test_a_project_is_looked_at_listed_and_withdrawn(
    window: Opens, fair: Fair, owner: Person
) -> None:
    here = window(owner).goes("/list-project")
    here.page.locator("[name='title.en']").fill("Salt works, Lamu")
    here.fills(industry="C99999", region="14", amount="3,500,000")
    here.page.locator("[name=country]").select_option("KE")
    here.presses("See the card").page.get_by_role("alert").wait_for()
    here.fills(industry="c2011").presses("See the card")
    here.reads("So it would stand in the catalogue")
    assert fair.said("GET", f"/editions/{fair.edition}/projects?text=lamu").body["items"] == []
    assert here.keeps("project-looked-at").breaches() == []
    here.presses("List it").reads("The project is in the catalogue.")
    here.page.get_by_role("link", name="Withdraw from the catalogue").click()
    here.page.locator("#sheet [name=reason]").fill("Sold.")
    here.presses("Withdraw it").reads("The project has left the catalogue")
    here.reads("no more deals are opened on it")


def test_a_project_says_anew_what_it_is_in_the_language_of_who_reads(
    window: Opens, fair: Fair, owner: Person
) -> None:
    project = listed(fair, owner, "Slipway, Kilifi", "C3011", "KE-14", "7000000")
    here = window(owner).goes(f"/projects/{project}")
    here.presses("Change what it says", role="link")
    assert here.page.locator("[name='title.en']").input_value() == "Slipway, Kilifi"
    here.page.locator("[name='title.zh-Hans']").fill("基利菲船台")
    here.page.locator("[name='summary.zh-Hans']").fill("可修造六十米渔船。")
    here.page.locator("[name=mode]").select_option("greenfield")
    here.presses("See the card").reads("So it would stand in the catalogue")
    assert here.keeps("project-described").breaches() == []
    here.presses("Let it stand so").reads("The catalogue says it so from now on.")
    here.page.get_by_text("What the catalogue said before").click()
    here.page.locator(".project-earlier h3").get_by_text("Slipway, Kilifi").wait_for()
    assert here.keeps("project-changed").breaches() == []
    assert window(tongue="zh-Hans").goes(f"/projects/{project}").heading() == "基利菲船台"
    window(fair.person(Role.LEAD)).goes(f"/projects/{project}/describe", status=403)


def test_who_lists_nothing_and_who_leads_nothing_are_kept_out(
    window: Opens, fair: Fair, project: str
) -> None:
    auditor = window(fair.person(Role.AUDITOR))
    auditor.goes("/list-project", status=403)
    auditor.goes(f"/projects/{project}/interest", status=403)
    auditor.goes(f"/projects/{ids.new_id()}", status=404)


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_catalogue_is_accessible(
    window: Opens, owner: Person, project: str, tongue: str
) -> None:
    widths = (1440, 360) if tongue == "en" else (360, 1440)
    here = window(owner, tongue=tongue)
    paths = {"projects": "/projects", "project": f"/projects/{project}", "new": "/list-project"}
    for name, path in paths.items():
        here.goes(path)
        for theme, width in zip(THEMES, widths, strict=True):
            here.shown(theme, width).keeps(f"{name}-{tongue}-{theme}-{width}")
            assert (name, here.overflows(), here.breaches()) == (name, False, [])
