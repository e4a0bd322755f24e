"""Another e-mail address: taken by a link that it got, stopped by one that the old address got."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browsing import Browser
from coming_in import House, Insider
from http_fair import Fair, Said

from aggregates.vocabulary import Role
from api.accounts.administrators import appoint_administrator
from api.mail.sending import Content

WANTED = "/account/email"


class Mover:
    """Somebody who takes another address, and what comes to both."""

    def __init__(self, fair: Fair, insider: Insider) -> None:
        self.house: House = fair.house
        self.fair = fair
        self.insider = insider
        self.browser = Browser(fair, insider.signed_in.token)
        self.new = f"moved-{insider.person}@example.org"

    def asks(self, address: str = "") -> Said:
        """Show presence and ask for the new address."""
        self.browser.steps_up(self.insider).then(200)
        return self.browser.asks("POST", WANTED, {"email": address or self.new})

    def token(self, page: str) -> str:
        """Return what the newest link to a page carries."""
        links = [mail.link for mail in self.mails() if f"/come-in/{page}#" in mail.link]
        return links[-1].partition("#")[2]

    def mails(self) -> list[Content]:
        """Return what is on its way to this person."""
        return self.house.mails_to(self.insider.person)

    def confirms(self) -> Said:
        """Open the link that the new address got, where one is signed in."""
        return self.browser.asks("POST", f"{WANTED}/confirm", {"token": self.token("email")})

    def stops(self, token: str = "") -> Said:
        """Open the link that the old address got, wherever one is."""
        body = {"token": token or self.token("email-stop")}
        return Browser(self.fair).asks("POST", f"{WANTED}/stop", body)

    def signs_in(self, address: str) -> Said:
        """Sign in at an address."""
        self.house.clock.forward(seconds=30)
        return Browser(self.fair).signs_in(self.insider, address=address)


@pytest.fixture
def mover(fair: Fair) -> Mover:
    """Return somebody who is signed in, and shall have another address."""
    return Mover(fair, fair.house.insider(Role.LEAD))


def test_the_new_address_lets_in_once_its_owner_has_opened_the_link(mover: Mover) -> None:
    mover.asks().then(200)
    mover.signs_in(mover.new).then_refused(401, "credentials_refused")
    mover.confirms().then(200)
    mover.signs_in(mover.new).then(200)
    mover.signs_in(mover.insider.email).then_refused(401, "credentials_refused")
    assert mover.house.accounts.people.address(mover.insider.person) == mover.new


def test_each_address_gets_its_own_link_and_no_other(mover: Mover) -> None:
    mover.asks().then(200)
    by_address = {mail.address: mail.link for mail in mover.mails()[-2:]}
    assert set(by_address) == {mover.new, mover.insider.email}
    assert "/come-in/email#" in by_address[mover.new]
    assert "/come-in/email-stop#" in by_address[mover.insider.email]
    mover.confirms().then(200)
    told = mover.mails()[-1]
    assert told.address == mover.insider.email
    assert told.link == by_address[mover.insider.email]


def test_presence_has_to_be_shown_and_the_link_be_ones_own(fair: Fair, mover: Mover) -> None:
    mover.browser.asks("POST", WANTED, {"email": mover.new}).then_refused(403, "step_up_needed")
    mover.asks().then(200)
    thief = Mover(fair, fair.house.insider())
    thief.browser.steps_up(thief.insider).then(200)
    taken = {"token": mover.token("email")}
    thief.browser.asks("POST", f"{WANTED}/confirm", taken).then_refused(410, "link_unusable")
    stop = {"token": mover.token("email-stop")}
    mover.browser.asks("POST", f"{WANTED}/confirm", stop).then_refused(410, "link_unusable")
    mover.stops(mover.token("email")).then_refused(410, "link_unusable")


def test_the_link_counts_once_and_for_a_day(mover: Mover) -> None:
    mover.asks().then(200)
    mover.confirms().then(200)
    mover.confirms().then_refused(410, "link_unusable")


def test_a_link_that_was_not_opened_for_a_day_is_of_no_use(mover: Mover) -> None:
    mover.asks().then(200)
    token = mover.token("email")
    mover.house.clock.forward(hours=24)
    mover.browser.signs_in(mover.insider).then(200)
    mover.browser.steps_up(mover.insider).then(200)
    mover.browser.asks("POST", f"{WANTED}/confirm", {"token": token}).then_refused(
        410, "link_unusable"
    )


def test_who_asks_anew_ends_what_they_asked_before(mover: Mover) -> None:
    mover.asks("typo@example.org").then(200)
    first = mover.token("email")
    mover.asks().then(200)
    mover.browser.asks("POST", f"{WANTED}/confirm", {"token": first}).then_refused(
        410, "link_unusable"
    )
    mover.confirms().then(200)


def test_every_other_session_ends_and_this_one_goes_on(mover: Mover) -> None:
    elsewhere = Browser(mover.fair)
    elsewhere.signs_in(mover.insider).then(200)
    mover.asks().then(200)
    mover.confirms().then(200)
    elsewhere.asks("GET", "/session").then_refused(401, "not_signed_in")
    mover.browser.asks("GET", "/session").then(200)


def test_the_old_address_puts_itself_back_without_signing_in(mover: Mover) -> None:
    mover.asks().then(200)
    mover.confirms().then(200)
    mover.house.clock.forward(days=6)
    mover.stops().then(204)
    mover.signs_in(mover.new).then_refused(401, "credentials_refused")
    mover.signs_in(mover.insider.email).then(200)
    assert mover.house.accounts.people.address(mover.insider.person) == mover.insider.email
    mover.stops().then_refused(410, "link_unusable")


def test_what_came_in_meanwhile_ends_and_for_a_day_nobody_signs(mover: Mover) -> None:
    mover.asks().then(200)
    mover.confirms().then(200)
    mover.stops().then(204)
    mover.browser.asks("GET", "/session").then_refused(401, "not_signed_in")
    query = "SELECT no_signing_until FROM operations.accounts WHERE person = %s"
    ((until,),) = mover.house.rows(query, mover.insider.person)
    assert (until - mover.house.clock()).total_seconds() > 23 * 3600


def test_before_it_is_confirmed_it_can_be_stopped_too(mover: Mover) -> None:
    mover.asks().then(200)
    confirming = mover.token("email")
    mover.stops().then(204)
    again = Browser(mover.fair)
    again.signs_in(mover.insider).then(200)
    again.steps_up(mover.insider).then(200)
    again.asks("POST", f"{WANTED}/confirm", {"token": confirming}).then_refused(
        410, "link_unusable"
    )


def test_after_a_week_it_stays_and_another_change_can_begin(mover: Mover) -> None:
    mover.asks().then(200)
    mover.confirms().then(200)
    refused = mover.asks("third@example.org").then_refused(409, "email_change_recent")
    assert refused.body["facts"]["until"]
    mover.house.clock.forward(days=7)
    mover.stops().then_refused(410, "link_unusable")
    mover.browser.signs_in(mover.insider, address=mover.new).then(200)
    mover.asks(f"third-{mover.insider.person}@example.org").then(200)


def test_an_address_of_another_account_is_refused_to_who_can_read_there(
    fair: Fair, mover: Mover
) -> None:
    other = fair.house.insider()
    mover.asks(other.email.upper()).then(200)
    mover.confirms().then_refused(409, "account_exists")
    mover.signs_in(mover.insider.email).then(200)


def test_nobody_takes_the_old_address_while_it_can_be_put_back(fair: Fair, mover: Mover) -> None:
    mover.asks().then(200)
    mover.confirms().then(200)
    squatter = Mover(fair, fair.house.insider())
    squatter.asks(mover.insider.email).then(200)
    squatter.confirms().then_refused(409, "account_exists")
    mover.house.clock.forward(days=7)
    squatter.browser.signs_in(squatter.insider).then(200)
    squatter.asks(mover.insider.email).then(200)
    squatter.confirms().then(200)


def test_the_address_that_one_has_is_not_asked_for(mover: Mover) -> None:
    mover.asks(f" {mover.insider.email.upper()}").then_refused(409, "address_unchanged")
    mover.asks("nowhere").then_refused(422, "address_malformed")


def test_administrators_are_told(mover: Mover) -> None:
    insider, house = mover.insider, mover.house
    chief = house.insider(Role.LAWYER, organisation=insider.organisation)
    appoint_administrator(
        house.accounts, house.registrar, insider.organisation, chief.person, house.visitor()
    )
    mover.asks().then(200)
    mover.confirms().then(200)
    assert house.mails_to(chief.person)[-1].link.endswith("/settings/organisation")
    path = f"/organisations/{insider.organisation}/security_log"
    log = Browser(mover.fair, chief.signed_in.token).asks("GET", path).then(200).body
    assert {("email_changed", insider.person), ("email_change_asked", insider.person)} <= {
        (entry["what"], entry["person"]) for entry in log
    }


@pytest.mark.parametrize("column", ["person", "after_sealed", "before_sealed", "stop_until"])
def test_a_change_that_was_written_in_the_database_does_not_count(
    fair: Fair, mover: Mover, column: str
) -> None:
    other = Mover(fair, fair.house.insider())
    for one in (mover, other):
        one.asks().then(200)
    told = f"SELECT {column} FROM operations.email_changes WHERE person = %s"  # noqa: S608 - ours
    ((value,),) = fair.house.rows(told, other.insider.person)
    moved = value + timedelta(days=99) if column == "stop_until" else value
    mover.house.clock.forward(seconds=1)
    change = f"UPDATE operations.email_changes SET {column} = %s WHERE person = %s"  # noqa: S608
    token, stop = mover.token("email"), mover.token("email-stop")
    fair.house.change(change, moved, mover.insider.person)
    confirm = {"token": token}
    mover.browser.asks("POST", f"{WANTED}/confirm", confirm).then_refused(410, "link_unusable")
    mover.stops(stop).then_refused(410, "link_unusable")
