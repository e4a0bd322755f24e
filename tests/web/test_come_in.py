"""Coming in by a link, and the first set-up of a fair."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coming_in import PASSWORD, email_of
from databases import prepared
from http_fair import Fair, opened_fair
from playwright.sync_api import Browser
from pyotp.totp import TOTP
from web_window import HOST, TONGUES, Opens, Window, free_port, windows_on

from aggregates.vocabulary import Actor, Role
from api.accounts.invitations import invite
from ledger.embedded import Server


def invited(fair: Fair, *roles: Role) -> tuple[Actor, str]:
    """Return somebody who was invited, and the token of their link."""
    actor = fair.house.person(*(roles or (Role.LEAD,)))
    invite(fair.house.accounts, fair.house.registrar, actor.person, "en")
    return actor, fair.house.token_to(actor.person)


def makes_account(here: Window, fair: Fair) -> None:
    secret = here.page.locator(".app .code").inner_text()
    here.fills(password=PASSWORD, code=TOTP(secret).at(fair.house.clock()))
    here.presses("Make the account")
    fair.house.clock.forward(seconds=30)


def test_an_invitation_becomes_an_account(window: Opens, fair: Fair) -> None:
    actor, token = invited(fair)
    here = window().goes(f"/come-in/account#{token}").reads("Connect an app")
    assert "#" not in here.page.url
    makes_account(here, fair)
    here.reads("Keep these codes").keeps("codes")
    assert here.page.locator(".codes li").count() == 10
    assert here.breaches() == []
    here.presses("I have them: go on", role="link")
    assert here.heading() == "Nothing waits on you"
    assert email_of(actor.person)


def test_a_link_is_typed_in_where_no_script_runs(window: Opens, fair: Fair) -> None:
    _, token = invited(fair)
    here = window(script=False, width=360).goes("/come-in/account")
    here.fills(given=token).presses("Go on").reads("Connect an app")
    makes_account(here, fair)
    here.reads("Keep these codes")


def test_a_password_that_is_guessed_is_refused_in_place(window: Opens, fair: Fair) -> None:
    _, token = invited(fair)
    here = window().goes(f"/come-in/account#{token}").reads("Connect an app")
    secret = here.page.locator(".app .code").inner_text()
    here.fills(password="password", code=TOTP(secret).at(fair.house.clock()))  # noqa: S106 - guessed
    here.presses("Make the account")
    here.page.get_by_role("alert").wait_for()
    here.reads("Connect an app")


def test_a_link_that_is_nobodys_leads_nowhere(window: Opens) -> None:
    here = window().goes("/come-in/account")
    here.fills(given="nothing").presses("Go on")
    assert here.page.get_by_role("alert").is_visible()
    window().goes("/come-in/elsewhere", status=404)


def test_a_passkey_is_made_and_lets_in_again(window: Opens, fair: Fair) -> None:
    _, token = invited(fair)
    here = window()
    devices = here.context.new_cdp_session(here.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
    }})  # fmt: skip
    here.goes(f"/come-in/account#{token}").presses("Make a passkey on this device")
    here.reads("Keep these codes")
    here.context.clear_cookies()
    here.goes("/sign-in").presses("Use a passkey")
    here.page.locator(".hero").wait_for()


@pytest.fixture(scope="module")
def empty(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    """Serve a fair apart: what is listed in its registry changes what all pages of a fair show."""
    database, folder = prepared(postgres, "set_up"), tmp_path_factory.mktemp("set_up") / "home"
    with opened_fair(database, folder, origin=f"http://{HOST}:{free_port()}") as opened:
        yield opened


@pytest.fixture
def there(browser: Browser, empty: Fair) -> Iterator[Opens]:
    """Return what opens windows on it."""
    with windows_on(browser, empty) as opens:
        yield opens


def test_an_organiser_opens_an_edition(there: Opens, empty: Fair) -> None:
    fair = empty
    here = there(fair.person(Role.ORGANISER)).goes("/set-up")
    here.fills(name="Fair of the Strait", first_day="2027-09-08", last_day="2027-09-11")
    here.page.get_by_label("English", exact=True).check()
    here.presses("Open the edition").reads("The edition is open")
    listed = fair.said("GET", "/editions").body["editions"]
    edition = next(one["edition"] for one in listed if one["name"] == "Fair of the Strait")
    opened = fair.said("GET", f"/editions/{edition}").then().body
    assert (opened["zone"], opened["policy"]["required_languages"]) == ("Asia/Jakarta", ["en"])


def test_pages_of_one_edition_lead_to_the_others(there: Opens, empty: Fair) -> None:
    here = there(empty.person(Role.ORGANISER)).goes("/set-up")
    here.fills(name="Fair of the Headland", first_day="2027-11-08", last_day="2027-11-11")
    here.presses("Open the edition").reads("The edition is open")
    here.goes("/publications").page.get_by_text("Fair of the Headland").click()
    assert here.breaches() == []
    others = here.keeps("editions").page.locator(".editions a")
    name = others.first.inner_text()
    here.presses(name, role="link")
    assert "edition=" in here.page.url
    assert here.page.locator(".editions summary").inner_text().upper().endswith(name.upper())


def test_days_in_the_wrong_order_are_told_in_place(there: Opens, empty: Fair) -> None:
    here = there(empty.person(Role.ORGANISER)).goes("/set-up")
    here.fills(name="Fair of no day", first_day="2027-09-11", last_day="2027-09-08")
    here.presses("Open the edition").page.get_by_role("alert").wait_for()
    assert here.page.locator("[name=name]").input_value() == "Fair of no day"


def test_who_holds_two_posts_chooses_one(window: Opens, fair: Fair) -> None:
    person = fair.person(Role.LEAD)
    fair.house.person(Role.LAWYER)
    here = window(person).goes("/acting")
    assert here.heading() == "As whom you act"
    assert here.breaches() == []


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_for_newcomers_are_accessible(window: Opens, fair: Fair, tongue: str) -> None:
    _, token = invited(fair)
    account = window(tongue=tongue).goes(f"/come-in/account#{token}")
    account.page.locator(".app").wait_for()
    pages = {"account": account, "set-up": window(fair.person(Role.ORGANISER), tongue=tongue)}
    pages["set-up"].goes("/set-up")
    for name, here in pages.items():
        for look in here.looks():
            here.keeps(f"{name}-{tongue}-{look}")
            assert (name, look, here.overflows(), here.breaches()) == (name, look, False, [])
