"""Signing in with an account elsewhere, as people do it: linked first, then used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from coming_in import PASSWORD
from http_fair import Fair, Person
from openid import Conduct
from openid import Provider as Served
from pyotp.totp import TOTP
from web_window import THEMES, TONGUES, WIDTHS, Opens, Window

from aggregates.vocabulary import Role
from api import ids
from api.accounts.invitations import invite
from api.accounts.outside import leave_to_link, link
from api.accounts.sessions import session_of
from api.outside.outside import Identity


@pytest.fixture
def harbour(provider: Served) -> Served:
    """Give the provider, at which nobody has signed in whom the fair knows."""
    provider.conduct, provider.subject = Conduct(), ids.new_id()
    provider.codes.clear()
    return provider


@pytest.fixture
def mover(fair: Fair) -> Person:
    return fair.person(Role.LEAD)


def links(here: Window, fair: Fair, who: Person) -> Window:
    """Link the account at the provider, having shown who one is."""
    here.goes("/account").presses("Link Harbour Bank")
    here.page.get_by_role("heading", name="Show once more who you are").wait_for()
    here.fills(**{"presence-code": fair.house.code(who.insider)}).presses("Go on")
    fair.house.clock.forward(seconds=30)
    return here


def test_an_account_is_linked_signs_in_and_is_unlinked(
    window: Opens, fair: Fair, mover: Person, harbour: Served
) -> None:
    here = links(window(mover), fair, mover)
    here.presses("Go on to Harbour Bank", role="link").reads("The account is linked.")
    there = window().goes("/sign-in?to=/account")
    there.presses("Sign in with Harbour Bank", role="link")
    assert there.heading() == "One thing more"
    there.fills(code=fair.house.code(mover.insider)).presses("Sign in")
    fair.house.clock.forward(seconds=30)
    assert there.heading() == "Your account"
    here.goes("/account").presses("Unlink Harbour Bank").reads("The account is unlinked.")
    mails = [mail.link for mail in fair.house.mails_to(mover.actor.person)]
    assert sum(link.endswith("/account#ways") for link in mails) == 2
    assert harbour.codes == {}


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("tongue", "width"), [("en", 1440), ("zh-Hans", 360)])
def test_a_newcomer_links_an_account_on_coming_in(
    window: Opens, fair: Fair, harbour: Served, *, script: bool, tongue: str, width: int
) -> None:
    assert harbour.issuer
    actor = fair.house.person(Role.LEAD)
    invite(fair.house.accounts, fair.house.registrar, actor.person, "en")
    here = window(script=script, tongue=tongue, width=width).goes("/come-in/account")
    here.fills(given=fair.house.token_to(actor.person)).page.locator("main form button").click()
    secret = here.page.locator(".app .code").inner_text()
    here.fills(password=PASSWORD, code=TOTP(secret).at(fair.house.clock()))
    here.page.locator("[name=code]:visible").press("Enter")
    fair.house.clock.forward(seconds=30)
    here.page.locator(".codes").wait_for()
    here.keeps(f"arrived-{tongue}-{width}")
    assert (here.overflows(), script and here.breaches()) == (False, [] if script else False)
    here.page.locator("[value=harbour] ~ button").click()
    here.page.locator("a[rel=noreferrer]").click()
    here.page.locator("#ways").wait_for()
    assert here.page.locator("[action='/account/outside/remove']").count() == 1


def test_all_of_it_works_without_scripts(
    window: Opens, fair: Fair, mover: Person, harbour: Served
) -> None:
    here = links(window(mover, script=False), fair, mover)
    here.presses("Go on to Harbour Bank", role="link").reads("The account is linked.")
    harbour.conduct = Conduct(claims={"amr": ["hwk"]})
    there = window(script=False).goes("/sign-in")
    there.presses("Sign in with Harbour Bank", role="link")
    assert there.heading() == "Nothing waits on you"


def test_who_is_not_linked_is_told_what_to_do(window: Opens, harbour: Served) -> None:
    here = window().goes("/sign-in").presses("Sign in with Harbour Bank", role="link")
    assert here.heading() == "That account is not linked yet"
    assert harbour.codes == {}
    here.presses("Sign in another way", role="link")
    assert here.heading() == "Sign in"


def test_a_provider_that_is_away_leaves_the_other_ways_open(window: Opens, harbour: Served) -> None:
    harbour.conduct = Conduct(answers={"/token": (503, b"")})
    here = window().goes("/sign-in").presses("Sign in with Harbour Bank", role="link")
    here.reads("Harbour Bank does not answer at the moment")
    assert here.heading() == "Sign in"
    assert here.page.get_by_label("Password").is_visible()


def second(here: Window, fair: Fair, mover: Person, harbour: Served) -> None:
    linked(fair, mover, harbour)
    here.goes("/sign-in/with/harbour")


def linking(here: Window, fair: Fair, mover: Person, harbour: Served) -> None:
    session = session_of(fair.house.accounts, mover.token)
    assert session is not None
    assert harbour.issuer
    fair.house.shows(session, fair.house.clock() + timedelta(minutes=4))
    here.goes("/account").page.locator("[value=harbour] ~ button").click()
    here.page.locator("a[rel=noreferrer]").wait_for()


def account(here: Window, fair: Fair, mover: Person, harbour: Served) -> None:
    linked(fair, mover, harbour)
    here.goes("/account")


def unlinked(here: Window, fair: Fair, mover: Person, harbour: Served) -> None:
    assert fair.person
    assert mover.token
    assert harbour.issuer
    here.goes("/sign-in/unlinked")


def linked(fair: Fair, mover: Person, harbour: Served) -> None:
    """Link an account at the provider, past the pages."""
    accounts, session = fair.house.accounts, session_of(fair.house.accounts, mover.token)
    assert session is not None
    departure = leave_to_link(accounts, session, "harbour", harbour.issuer)
    identity = Identity(issuer=harbour.issuer, subject=harbour.subject, second_factor=False)
    link(accounts, session, departure, identity, fair.house.visitor())


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("shown", [second, linking, account, unlinked])
def test_the_pages_are_accessible(
    window: Opens,
    fair: Fair,
    mover: Person,
    harbour: Served,
    *,
    tongue: str,
    shown: Callable[[Window, Fair, Person, Served], None],
) -> None:
    is_in = shown in {linking, account}
    here = window(mover if is_in else None, tongue=tongue)
    shown(here, fair, mover, harbour)
    for theme in THEMES:
        for width in WIDTHS:
            here.shown(theme, width).keeps(f"outside-{shown.__name__}-{tongue}-{theme}-{width}")
            assert not here.overflows()
        assert here.breaches() == []
