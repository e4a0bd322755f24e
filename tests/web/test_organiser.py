"""Those who run the fair: organisations and people, tables, policies, and the help desk."""

from __future__ import annotations

import pytest
from http_fair import Fair, Person
from spreadsheets import workbook
from waiting import until
from web_window import THEMES, TONGUES, WIDTHS, Opens, Window

from aggregates.vocabulary import Role
from api.accounts.administrators import appoint_administrator

PEOPLE = "key,native_name,latin_name,display_order,email,phone,organisation,roles"


@pytest.fixture(scope="module")
def organiser(fair: Fair) -> Person:
    """Give an organiser, once the read models have what was recorded before."""
    person = fair.person(Role.ORGANISER)
    until(lambda: fair.said("GET", "/people", headers=person.cookie).response.status_code == 200)
    return person


def hands_in(here: Window, name: str, content: bytes) -> Window:
    """Hand a table in."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    here.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type] # as its documentation has it
    return here.presses("Look at it first")


def test_organisations_come_from_a_workbook_once_somebody_has_looked(
    window: Opens, organiser: Person
) -> None:
    rows = [
        ("key", "legal_name", "country", "registration"),
        ("w1", "Puerto Nuevo S.A.", "CL", "NTRCL-W1"),
        ("w2", "Nowhere Ltd", "XX", "N-2"),
    ]
    here = window(organiser).goes("/organisations/import")
    hands_in(here, "organisations.xlsx", workbook(rows)).reads("What it would come to")
    assert here.page.get_by_role("row", name="w2").get_by_text("refused").is_visible()
    here.keeps("organisations-import").presses("Register 1").reads("What it came to")
    assert here.page.get_by_role("row", name="w1").get_by_text("registered").is_visible()
    here.goes("/organisations?text=Puerto").presses("Puerto Nuevo S.A.", role="link")
    assert here.heading() == "Puerto Nuevo S.A."
    here.presses("Admit").reads("The organisation is admitted.").keeps("organisation")


def test_a_file_that_is_no_table_is_told_on_the_page(window: Opens, organiser: Person) -> None:
    here = window(organiser, script=False, width=360).goes("/people/import")
    hands_in(here, "people.csv", b"name;mail\n\xff").reads("The workbook cannot be read")
    hands_in(here, "people.csv", b"name;mail\n").reads("cannot be read as CSV")


def test_people_come_from_a_table_and_await_the_word_of_their_organisation(
    window: Opens, organiser: Person, fair: Fair
) -> None:
    organisation = fair.person(Role.LEAD).actor.organisation
    row = f"v1,维拉,Vera Table,family_first,v1@example.org,,{organisation},lead"
    here = window(organiser).goes("/people/import")
    hands_in(here, "people.csv", f"{PEOPLE}\n{row}\n".encode()).presses("Register 1")
    here.reads("1 people were registered")
    listed = here.page.get_by_role("link", name="Vera Table")
    until(lambda: here.goes("/people").reads("Posts that await a word") and listed.count() > 0)
    here.presses("Vera Table", role="link")
    assert here.heading() == "Vera Table"
    here.reads("awaits a word").keeps("person")


def test_a_person_is_registered_with_their_organisation(
    window: Opens, organiser: Person, fair: Fair
) -> None:
    organisation = fair.person(Role.LEAD).actor.organisation
    here = window(organiser).goes(f"/people/new?organisation={organisation}")
    here.fills(native_name="Zofia Wiśniewska", latin_name="Zofia Wisniewska", email="nowhere")
    here.page.locator("[name=email]").evaluate("e => { e.type = 'text' }")
    here.page.get_by_label("Signatory").check()
    here.presses("Register").page.get_by_role("alert").wait_for()
    here.fills(email="zofia@example.org").presses("Register")
    here.reads("They can be invited to make an account.")
    assert here.heading() == "Zofia Wisniewska"


def test_a_policy_changes_for_deals_to_come_and_a_stale_form_shows_it(
    window: Opens, organiser: Person, fair: Fair
) -> None:
    path = f"/organiser/editions/{fair.edition}"
    here, there = window(organiser).goes(path), window(organiser).goes(path)
    here.fills(reopening_days="30", reason="Ninety days were too long.").presses(
        "Change the policy"
    ).reads("The policy is changed")
    assert here.page.locator("[name=reopening_days]").input_value() == "30"
    there.fills(reopening_days="60", reason="Another thought.").presses("Change the policy")
    there.page.get_by_role("heading", level=1).wait_for()
    now = window(organiser).goes(path).page.locator("[name=reopening_days]")
    assert now.input_value() == "30"


def test_a_rate_is_published_or_refused_in_place(
    window: Opens, organiser: Person, fair: Fair
) -> None:
    here = window(organiser).goes(f"/organiser/editions/{fair.edition}")
    here.page.get_by_text("Publish a rate").click()
    day = fair.house.clock().date().isoformat()
    here.fills(base="CHF", quote="XXQ", rate="1.05", day=day, source="A central bank")
    here.presses("Publish the rate").page.get_by_role("alert").wait_for()
    here.fills(quote="USD").presses("Publish the rate").reads("CHF → USD")


def test_who_stands_at_the_desk_gets_a_code_for_the_device_there(window: Opens, fair: Fair) -> None:
    official, visitor = fair.person(Role.OFFICIAL), fair.person(Role.SIGNATORY)
    here = window(official).goes(f"/help-desk/people/{visitor.actor.person}")
    assert here.heading() == "Show once more who you are"
    official.shows_presence("receive_visitor", "")
    here = window(official).goes(f"/help-desk/people/{visitor.actor.person}")
    picture = {"name": "card.png", "mimeType": "image/png", "buffer": b"a picture of a card"}
    here.page.locator("#document-here").set_input_files(picture)  # type: ignore[arg-type] # as its documentation has it
    here.page.get_by_label("As", exact=True).select_option("signatory")
    here.presses("Give them a code").page.locator(".spoken").wait_for()
    assert here.keeps("help-code").heading() == "Type this at the device of the desk"


@pytest.mark.parametrize("tongue", TONGUES)
def test_pages_are_accessible_and_fit(
    window: Opens, organiser: Person, fair: Fair, tongue: str
) -> None:
    paths = {
        "editions": "/organiser",
        "edition": f"/organiser/editions/{fair.edition}",
        "organisations": "/organisations",
        "organisation-new": "/organisations/new",
        "organisations-import": "/organisations/import",
        "people": "/people",
        "people-import": "/people/import",
        "person": f"/people/{organiser.actor.person}",
        "help-desk": "/help-desk",
        "visitor": f"/help-desk/people/{organiser.actor.person}",
    }
    organiser.shows_presence("receive_visitor", "")
    here = window(organiser, tongue=tongue)
    for name, path in paths.items():
        here.goes(path)
        for theme, width in zip(THEMES, (WIDTHS[0], WIDTHS[-1]), strict=True):
            here.shown(theme, width).keeps(f"organiser-{name}-{tongue}-{theme}")
            told = (name, theme, here.breaches(), here.overflows())
            assert told == (name, theme, [], False)


def test_who_takes_part_runs_nothing(window: Opens, fair: Fair) -> None:
    here = window(fair.person(Role.LEAD)).goes("/")
    assert here.page.get_by_role("link", name="The fair").count() == 0
    here.goes("/help-desk", status=403)


def test_an_administrator_looks_after_the_people_of_their_organisation(
    window: Opens, fair: Fair
) -> None:
    first = fair.person(Role.LEAD)
    organisation = first.actor.organisation
    second = fair.person(Role.SIGNATORY, organisation)
    for one in (first, second):
        house, person = fair.house, one.actor.person
        appoint_administrator(
            house.accounts, house.registrar, organisation, person, house.visitor()
        )
    colleague = fair.person(Role.LAWYER, organisation)
    here = window(first, width=360).goes("/ours").reads("What concerns security")
    here.keeps("own-organisation")
    assert (here.breaches(), here.overflows()) == ([], False)
    first.shows_presence("open_recovery", "")
    here = window(first).goes("/ours")
    asks = here.page.locator(f"form:has(input[value='{colleague.actor.person}'])")
    asks.first.locator("xpath=ancestor::details").locator("summary").click()
    asks.get_by_role("button", name="They cannot come in").click()
    here.reads("Another administrator has to agree.")
    second.shows_presence("confirm_recovery", "")
    there = window(second).goes("/ours").reads("A colleague cannot come in")
    there.keeps("own-organisation-asked").presses("I agree").reads("A link is on its way")
