"""One's own account in the browser: ways to sign in, sessions, keys; and being asked anew."""

from __future__ import annotations

import pytest
from coming_in import OTHER_PASSWORD, PASSWORD
from http_fair import Fair, Person
from pyotp.totp import TOTP
from web_signing import device_in
from web_window import THEMES, TONGUES, WIDTHS, Opens, Window

from aggregates.vocabulary import Role
from api.accounts.own import own_account


@pytest.fixture
def mover(fair: Fair) -> Person:
    return fair.person(Role.LEAD)


def steps_up(here: Window, fair: Fair, who: Person) -> Window:
    """Type the code that is asked for."""
    here.page.get_by_role("heading", name="Show once more who you are").wait_for()
    here.fills(**{"presence-code": fair.house.code(who.insider)}).presses("Go on")
    fair.house.clock.forward(seconds=30)
    return here


def test_a_passkey_is_added_and_shows_presence_from_then_on(
    window: Opens, fair: Fair, mover: Person
) -> None:
    here = window(mover)
    device_in(here)
    steps_up(here.goes("/account").presses("Add a passkey", role="link"), fair, mover)
    here.fills(label="My telephone").presses("Make a passkey on this device")
    here.reads("The passkey is added.").reads("My telephone")
    fair.house.clock.forward(minutes=6)
    here.goes("/account").presses("Connect another the app", role="link")
    here.keeps("step-up-passkey").presses("Go on with your passkey")
    here.page.locator(".app img").wait_for()


def test_the_password_changes_after_showing_who_one_is(
    window: Opens, fair: Fair, mover: Person
) -> None:
    here = steps_up(window(mover).goes("/account/password"), fair, mover)
    here.fills(old=PASSWORD, new="password").presses("Change the password")
    here.page.get_by_role("alert").wait_for()
    here.fills(old=PASSWORD, new=OTHER_PASSWORD).presses("Change the password")
    here.reads("The password is changed.")
    assert fair.house.signs_in(mover.insider, password=OTHER_PASSWORD)


def test_another_app_is_connected_without_scripts(window: Opens, fair: Fair, mover: Person) -> None:
    here = steps_up(window(mover, script=False).goes("/account/app"), fair, mover)
    app = TOTP(here.page.locator(".app .code").inner_text())
    here.fills(code=app.at(fair.house.clock())).presses("Connect")
    here.reads("The app is connected.")
    fair.house.clock.forward(seconds=30)


def test_recovery_codes_are_made_once_the_form_was_proved(
    window: Opens, fair: Fair, mover: Person
) -> None:
    here = window(mover, script=False).goes("/account").presses("Make new ones")
    steps_up(here, fair, mover).reads("Your new recovery codes")
    assert here.page.locator(".codes li").count() == 10


def test_a_wrong_code_is_asked_for_again_and_the_form_is_kept(
    window: Opens, fair: Fair, mover: Person
) -> None:
    here = window(mover).goes("/account").presses("Make new ones")
    here.fills(**{"presence-code": "000000"}).presses("Go on")
    here.page.get_by_role("alert").wait_for()
    steps_up(here, fair, mover).reads("Your new recovery codes")


def test_a_key_is_made_shown_once_and_revoked(window: Opens, fair: Fair, mover: Person) -> None:
    here = steps_up(window(mover).goes("/account/keys/new"), fair, mover)
    here.fills(label="Nightly export").presses("Make the key")
    secret = here.page.locator(".secret").inner_text()
    bearer = {"authorization": f"Bearer {secret}"}
    assert fair.said("GET", "/session", headers=bearer).then().body["session"]["method"] == "key"
    here.presses("I have it: go on", role="link").presses("Revoke Nightly export")
    here.reads("The key counts no longer.")
    fair.said("GET", "/session", headers=bearer).then(401)


def test_other_sessions_end(window: Opens, fair: Fair, mover: Person) -> None:
    other = fair.house.signs_in(mover.insider)
    here = window(mover).goes("/account").presses("End all but this one")
    here.reads("Every other session has ended.")
    cookie = {"cookie": mover.old_cookie["cookie"].replace(mover.token, other.token)}
    fair.said("GET", "/session", headers=cookie).then(401)


def test_another_address_is_asked_for_and_confirmed(
    window: Opens, fair: Fair, mover: Person
) -> None:
    here = steps_up(window(mover).goes("/account/email"), fair, mover)
    here.fills(email="new.place@example.org").presses("Send the link")
    here.reads("A link is on its way to new.place@example.org.")
    links = [mail.link for mail in fair.house.mails_to(mover.actor.person)]
    (link,) = (one for one in links if "/come-in/email#" in one)
    here.goes("/come-in/email#" + link.partition("#")[2])
    here.reads("you are written to at the new address")


def test_the_last_way_in_is_kept(window: Opens, fair: Fair) -> None:
    person = fair.person(Role.LEAD)
    assert own_account(fair.house.accounts, person.actor.person).has_app
    here = window(person).goes("/step-up?operation=list_keys", status=404)
    assert here.heading() == "There is nothing here for you"


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_pages_are_accessible(window: Opens, mover: Person, tongue: str) -> None:
    for path in ("/account", "/step-up?operation=make_key&to=/account"):
        name = path.strip("/").partition("?")[0]
        here = window(mover, tongue=tongue).goes(path)
        for theme in THEMES:
            for width in WIDTHS:
                here.shown(theme, width).keeps(f"{name}-{tongue}-{theme}-{width}")
                assert not here.overflows()
            assert here.breaches() == []
