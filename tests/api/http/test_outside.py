"""Accounts elsewhere over HTTP: what keeps another's answer, and a stolen one, out."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from http_fair import Fair, Person, Said
from openid import Conduct
from openid import Provider as Served

from aggregates.vocabulary import Role
from api import ids
from api.routes.session_outside import COOKIE


@pytest.fixture
def harbour(provider: Served) -> Served:
    """Give the provider, at which nobody has signed in whom the fair knows."""
    provider.conduct, provider.subject = Conduct(), ids.new_id()
    provider.codes.clear()
    return provider


@pytest.fixture
def mover(fair: Fair) -> Person:
    return fair.person(Role.LEAD)


class Browser:
    """A browser that leaves for the provider, with what it keeps."""

    def __init__(self, fair: Fair, who: Person | None = None) -> None:
        self.fair, self.who = fair, who
        self.kept = ""

    def asks(self, path: str, body: dict[str, Any], **headers: str) -> Said:
        """Send a request with everything that the browser keeps."""
        cookies = [f"{COOKIE}={self.kept}"] if self.kept else []
        cookies += [self.who.cookie["cookie"]] if self.who else []
        sent = {"cookie": "; ".join(cookies), "user-agent": "Browser/1", **headers}
        said = self.fair.said("POST", path, json=body, headers=sent)
        given = said.response.headers.get("set-cookie", "")
        if given.startswith(COOKIE):
            self.kept = given.partition("=")[2].partition(";")[0]
        return said

    def goes(self, path: str = "/session/outside/harbour/leave") -> dict[str, str]:
        """Leave, sign in there, and return what the provider sends back."""
        address = self.asks(path, {}).then().body["address"]
        back = httpx2.get(address).headers["location"]
        assert urlsplit(back).path == "/sign-in/from/harbour"
        return {name: one[0] for name, one in parse_qs(urlsplit(back).query).items()}

    def comes_back(self, sent: dict[str, str], **headers: str) -> Said:
        """Bring back what the provider sent."""
        return self.asks("/session/outside/harbour/back", sent, **headers)

    def links(self) -> Said:
        """Link the account, having shown presence."""
        assert self.who
        self.who.shows_presence("leave_to_link", "")
        return self.comes_back(self.goes("/account/outside/harbour/leave"))


def test_what_a_browser_keeps_is_for_it_alone_and_for_a_while(fair: Fair) -> None:
    said = Browser(fair).asks("/session/outside/harbour/leave", {})
    name, _, rest = said.response.headers["set-cookie"].partition("=")
    attributes = rest.split("; ")[1:]
    assert name == COOKIE
    assert attributes == ["Path=/", "Max-Age=600", "Secure", "HttpOnly", "SameSite=Lax"]


def test_a_linked_account_lets_in_with_a_code(fair: Fair, mover: Person, harbour: Served) -> None:
    assert Browser(fair, mover).links().then().body["linked"] is True
    there = Browser(fair)
    back = there.comes_back(there.goes()).then().body
    assert (back["session"], back["linked"]) == (None, False)
    asked = there.asks("/session/outside_second/ask", {}).then().body
    assert (asked["name"], asked["code"], asked["passkey"]) == ("Harbour Bank", True, None)
    there.asks("/session/outside_second", {"code": "000000"}).then_refused(
        401, "credentials_refused"
    )
    code = {"code": fair.house.code(mover.insider)}
    said = there.asks("/session/outside_second", code).then()
    fair.house.clock.forward(seconds=30)
    assert (said.body["person"], said.body["method"]) == (mover.actor.person, "outside")
    assert said.response.headers["set-cookie"].startswith("__Host-session=")
    assert harbour.codes == {}


def test_it_is_listed_and_unlinked_with_presence(
    fair: Fair, mover: Person, harbour: Served
) -> None:
    mover.post("/account/outside/harbour/leave", {}).then_refused(403, "step_up_needed")
    Browser(fair, mover).links().then()
    (kept,) = mover.get("/account").then().body["outside"]
    assert (kept["name"], kept["usable"], kept["used_at"]) == ("Harbour Bank", True, None)
    harbour.subject = ids.new_id()
    mover.shows_presence("leave_to_link", "")
    mover.post("/account/outside/harbour/leave", {}).then_refused(409, "outside_linked")
    mover.shows_presence("unlink_outside", "")
    path = f"/account/outside/{kept['link']}"
    fair.said("DELETE", path, headers=mover.cookie).then(204)
    assert mover.get("/account").then().body["outside"] == []


def test_whoever_has_just_made_their_account_links_without_showing_presence_again(
    fair: Fair, mover: Person, harbour: Served
) -> None:
    assert harbour.issuer
    here, path = Browser(fair, mover), "/account/outside/harbour/leave_on_arrival"
    other = fair.person(Role.LEAD).insider.arrival
    here.asks(path, {"arrival": other}).then_refused(422, "departure_stale")
    address = here.asks(path, {"arrival": mover.insider.arrival}).then().body["address"]
    back = httpx2.get(address).headers["location"]
    sent = {name: one[0] for name, one in parse_qs(urlsplit(back).query).items()}
    assert here.comes_back(sent).then().body["linked"] is True
    here.asks(path, {"arrival": mover.insider.arrival}).then_refused(409, "outside_linked")


def test_a_stolen_answer_is_of_no_use_in_another_browser(fair: Fair, harbour: Served) -> None:
    victim, thief, bare = Browser(fair), Browser(fair), Browser(fair)
    sent = victim.goes()
    thief.goes()
    thief.comes_back(sent).then_refused(422, "departure_stale")
    bare.comes_back(sent).then_refused(422, "departure_stale")
    assert sent["code"] in harbour.codes


def test_nobody_is_signed_in_as_somebody_else_by_a_link(
    fair: Fair, mover: Person, harbour: Served
) -> None:
    """Another's answer, put into somebody's browser, does not make them that other."""
    Browser(fair, mover).links().then()
    attacker, victim = Browser(fair), Browser(fair)
    sent = attacker.goes()
    victim.asks("/session/outside/harbour/leave", {}).then()
    victim.comes_back(sent).then_refused(422, "departure_stale")
    assert sent["code"] in harbour.codes


def test_an_answer_counts_once_whatever_comes_of_it(fair: Fair, harbour: Served) -> None:
    here = Browser(fair)
    sent = here.goes()
    here.comes_back(sent).then_refused(403, "outside_unlinked")
    here.comes_back(sent).then_refused(422, "departure_stale")
    harbour.conduct = Conduct(claims={"nonce": "another"})
    sent = here.goes()
    here.comes_back(sent).then_refused(401, "id_token_nonce")
    here.comes_back(sent).then_refused(422, "departure_stale")


def test_what_another_provider_sends_is_refused_before_it_gets_a_code(
    fair: Fair, harbour: Served
) -> None:
    here = Browser(fair)
    sent = here.goes() | {"iss": "https://other.example.org"}
    harbour.asked.clear()
    here.comes_back(sent).then_refused(401, "outside_issuer")
    assert "/token" not in harbour.asked


def test_an_account_is_linked_in_the_session_that_left_and_in_no_other(
    fair: Fair, mover: Person, harbour: Served
) -> None:
    here, other = Browser(fair, mover), fair.person(Role.LEAD)
    mover.shows_presence("leave_to_link", "")
    sent = here.goes("/account/outside/harbour/leave")
    here.who = other
    here.comes_back(sent).then_refused(422, "departure_stale")
    assert mover.get("/account").then().body["outside"] == []
    assert harbour.codes == {}


def test_who_is_out_meanwhile_links_nothing(fair: Fair, mover: Person, harbour: Served) -> None:
    here = Browser(fair, mover)
    mover.shows_presence("leave_to_link", "")
    sent = here.goes("/account/outside/harbour/leave")
    here.who = None
    here.comes_back(sent).then_refused(401, "not_signed_in")
    assert harbour.issuer


def test_a_page_of_another_site_shows_no_second_factor(fair: Fair) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    said = Browser(fair).asks("/session/outside_second", {"code": "1"}, **foreign)
    said.then_refused(403, "cross_site")


def test_a_page_of_another_site_sends_nobody_away(fair: Fair) -> None:
    answer = fair.client.get("/sign-in/with/harbour", headers={"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert COOKIE not in answer.headers.get("set-cookie", "")


def test_a_provider_that_nobody_named_is_not_there(fair: Fair) -> None:
    said = Browser(fair).asks("/session/outside/other/leave", {})
    said.then_refused(404, "provider_unlisted")


def test_who_holds_no_post_any_more_is_not_let_in(
    fair: Fair, mover: Person, harbour: Served
) -> None:
    Browser(fair, mover).links().then()
    fair.house.assign(mover.actor.person)
    harbour.conduct = Conduct(claims={"amr": ["hwk"]})
    there = Browser(fair)
    there.comes_back(there.goes()).then_refused(403, "post_missing")


def test_the_providers_word_lets_in_where_the_operator_takes_it(
    fair: Fair, mover: Person, harbour: Served
) -> None:
    Browser(fair, mover).links().then()
    harbour.conduct = Conduct(claims={"amr": ["hwk"]})
    there = Browser(fair)
    said = there.comes_back(there.goes()).then()
    assert said.body["session"]["person"] == mover.actor.person
    assert said.response.headers["set-cookie"].startswith("__Host-session=")
