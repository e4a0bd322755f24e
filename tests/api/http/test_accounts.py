"""Accounts over HTTP: cookies, other sites, scopes, guests, and what has to be shown anew."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from browsing import Browser
from coming_in import OTHER_PASSWORD, PASSWORD, Insider, email_of
from http_deal import Negotiation
from http_fair import Fair, Person
from pyotp.totp import TOTP

from aggregates.person.events import Post
from aggregates.vocabulary import Role
from api.accounts.invitations import invite
from api.routes import account, administration, desk, invitations, keys, session


@pytest.fixture
def insider(fair: Fair) -> Insider:
    """Return somebody with an account, who leads for their organisation."""
    return fair.house.insider(Role.LEAD)


@pytest.fixture(scope="module")
def registrar(fair: Fair) -> Browser:
    """Return a browser of the registry's person, who has just shown presence."""
    insider = fair.house.insider(Role.REGISTRY)
    browser = Browser(fair, insider.signed_in.token)
    browser.steps_up(insider).then(200)
    until = fair.house.clock() + timedelta(days=999)
    fair.house.change(
        "UPDATE operations.sessions SET ends_at = %s, turn_until = %s WHERE person = %s",
        *(until, until, insider.person),
    )
    fair.house.shows(insider.signed_in.session, until)
    return browser


@pytest.fixture
def browser(fair: Fair, insider: Insider) -> Browser:
    """Return a browser in which they are in."""
    return Browser(fair, insider.signed_in.token)


def test_a_browser_gets_a_cookie_that_goes_nowhere_else(fair: Fair, insider: Insider) -> None:
    said = Browser(fair).signs_in(insider).then(200)
    name, _, rest = said.response.headers["set-cookie"].partition("=")
    assert name == "__Host-session"
    assert rest.split("; ")[1:] == ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]
    assert said.response.headers["cache-control"] == "no-store"
    assert said.body["organisation"] == insider.organisation


def test_a_session_that_somebody_put_there_before_is_not_the_one_that_begins(
    fair: Fair, insider: Insider
) -> None:
    thief = fair.house.insider()
    victim = Browser(fair, thief.signed_in.token)
    victim.signs_in(insider).then(200)
    assert victim.token != thief.signed_in.token
    planted = Browser(fair, thief.signed_in.token)
    planted.asks("GET", "/session").then_refused(401, "not_signed_in")


def test_who_has_left_is_out_whoever_has_the_cookie(fair: Fair, browser: Browser) -> None:
    stolen = Browser(fair, browser.token)
    browser.asks("DELETE", "/session").then(204)
    assert browser.token == ""
    stolen.asks("GET", "/session").then_refused(401, "not_signed_in")


def test_with_a_cookie_that_has_died_one_can_sign_in(fair: Fair, insider: Insider) -> None:
    browser = Browser(fair, "A" * 43)
    browser.signs_in(insider).then(200)
    browser.asks("GET", "/session").then(200)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_another_sites_page_can_neither_use_a_session_nor_begin_one(
    fair: Fair, insider: Insider, browser: Browser, headers: dict[str, str]
) -> None:
    browser.asks("DELETE", "/session", **headers).then_refused(403, "cross_site")
    body = {"address": insider.email, "password": PASSWORD, "code": "000000"}
    Browser(fair).asks("POST", "/session", body, **headers).then_refused(403, "cross_site")
    browser.asks("GET", "/session").then(200)


def test_nobody_finds_out_who_has_an_account(fair: Fair, insider: Insider) -> None:
    wrong = Browser(fair).signs_in(insider, password=OTHER_PASSWORD)
    unknown = Browser(fair).signs_in(insider, address="nobody@example.org")
    told = [said.then_refused(401, "credentials_refused").body for said in (wrong, unknown)]
    assert {**told[0], "request": ""} == {**told[1], "request": ""}


def test_who_tries_too_often_is_told_when_to_come_back(fair: Fair, insider: Insider) -> None:
    for _ in range(5):
        Browser(fair).asks(
            "POST", "/session", {"address": insider.email, "password": "x", "code": "x"}
        ).then_refused(401, "credentials_refused")
    refused = Browser(fair).signs_in(insider).then_refused(429, "too_many_requests")
    assert int(refused.response.headers["retry-after"]) == 60


def test_one_acts_otherwise_without_signing_in_again(
    fair: Fair, insider: Insider, browser: Browser
) -> None:
    other = fair.house.organisation()
    fair.house.assign(
        insider.person,
        Post(organisation=insider.organisation, roles=(Role.LEAD,)),
        Post(organisation=other, roles=(Role.LAWYER,)),
    )
    may = browser.asks("GET", "/session").body["may_act"]
    assert {"organisation": other, "role": "lawyer"} in may
    acting = {"organisation": other, "role": "lawyer"}
    browser.asks("PUT", "/session/acting", acting).then(200)
    assert browser.asks("GET", "/session").body["session"]["organisation"] == other
    acting["role"] = "official"
    browser.asks("PUT", "/session/acting", acting).then_refused(403, "post_missing")


def test_showing_presence_changes_the_cookie(
    fair: Fair, insider: Insider, browser: Browser
) -> None:
    before = browser.token
    said = browser.steps_up(insider, "sign").then(200)
    assert (said.body["operation"], said.body["method"]) == ("sign", "totp")
    assert browser.token != before
    Browser(fair, before).asks("GET", "/session").then_refused(401, "not_signed_in")
    browser.asks("GET", "/session").then(200)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/account/password", {"old": PASSWORD, "new": OTHER_PASSWORD}),
        ("POST", "/account/app/offer", None),
        ("PUT", "/account/app", {"code": "000000"}),
        ("POST", "/account/recovery_codes", None),
        ("POST", "/account/passkeys/ask", None),
        ("DELETE", "/account/passkeys/AAAA", None),
        (
            "POST",
            "/account/keys",
            {"label": "", "scopes": [], "expires_at": "2027-01-01T00:00:00Z"},
        ),
        ("POST", "/people/x/open_recovery", None),
        ("POST", "/recoveries/x/confirm", None),
    ],
)
def test_what_changes_the_locks_has_to_be_shown_anew(
    browser: Browser, method: str, path: str, body: Any
) -> None:
    browser.asks(method, path, body).then_refused(403, "step_up_needed")


def test_a_password_is_changed_by_who_has_shown_presence(
    fair: Fair, insider: Insider, browser: Browser
) -> None:
    browser.steps_up(insider).then(200)
    change = {"old": PASSWORD, "new": OTHER_PASSWORD}
    browser.asks("PUT", "/account/password", change).then(204)
    Browser(fair).signs_in(insider, password=OTHER_PASSWORD).then(200)


def test_a_key_does_what_its_scopes_let_it(fair: Fair, insider: Insider, browser: Browser) -> None:
    browser.steps_up(insider).then(200)
    until = fair.house.clock().replace(year=fair.house.clock().year + 1, day=1).isoformat()
    wanted = {"label": "robot", "scopes": ["read"], "expires_at": until}
    made = browser.asks("POST", "/account/keys", wanted).then(200).body
    bearer = {"authorization": f"Bearer {made['secret']}"}
    program = Browser(fair)
    assert program.asks("GET", "/account", **bearer).then(200).body["has_password"]
    invited = f"/people/{insider.person}/invite"
    program.asks("POST", invited, {}, **bearer).then_refused(403, "scope_missing")
    program.asks("DELETE", "/session", **bearer).then_refused(403, "session_needed")
    browser.asks("DELETE", f"/account/keys/{made['key']['key']}").then(204)
    program.asks("GET", "/account", **bearer).then_refused(401, "not_signed_in")


def test_people_are_invited_by_who_has_shown_presence(fair: Fair) -> None:
    lead = fair.person()
    actor = fair.house.person(Role.LAWYER, organisation=lead.actor.organisation)
    path = f"/people/{actor.person}/invite"
    lead.post(path, {}).then_refused(403, "step_up_needed")
    lead.shows_presence("invite_person", "")
    assert lead.post(path, {}).then().body["person"] == actor.person


def test_what_was_shown_anew_does_not_outlive_what_one_acted_as(
    fair: Fair, insider: Insider, browser: Browser
) -> None:
    other = Post(organisation=fair.house.organisation(), roles=(Role.LAWYER,))
    own = Post(organisation=insider.organisation, roles=(insider.role,))
    fair.house.assign(insider.person, own, other)
    browser.signs_in(insider).then()
    browser.steps_up(insider).then()
    acts = {"organisation": other.organisation, "role": "lawyer"}
    browser.asks("PUT", "/session/acting", acts).then()
    browser.asks("POST", "/account/recovery_codes").then_refused(403, "step_up_needed")
    query = "SELECT count(*) FROM operations.step_ups WHERE person = %s"
    assert fair.house.rows(query, insider.person) == [(0,)]


def test_a_browser_forgets_what_it_read_when_somebody_comes_in_or_acts_otherwise(
    insider: Insider, browser: Browser
) -> None:
    acts = {"organisation": insider.organisation, "role": insider.role.value}
    came, acted = browser.signs_in(insider).then(), browser.asks("PUT", "/session/acting", acts)
    for said in (came, acted.then()):
        assert said.response.headers["clear-site-data"] == '"cache"'
    assert "clear-site-data" not in browser.steps_up(insider).then().response.headers


def test_who_leaves_leaves_nothing_in_the_browser(browser: Browser) -> None:
    headers = browser.asks("DELETE", "/session").then(204).response.headers
    assert headers["clear-site-data"] == '"cache", "cookies"'


def test_an_invitation_leads_to_an_account_and_a_session(fair: Fair) -> None:
    actor = fair.house.person(Role.LAWYER)
    invite(fair.house.accounts, fair.house.registrar, actor.person, "en")
    browser, token = Browser(fair), {"token": fair.house.token_to(actor.person)}
    asked = browser.asks("POST", "/invitations/look_up", token).then(200).body
    assert (asked["person"], asked["role"]) == (actor.person, "lawyer")
    app = TOTP(browser.asks("POST", "/invitations/offer", token).then(200).body["totp_secret"])
    accepting = {**token, "password": PASSWORD, "code": app.at(fair.house.clock())}
    made = browser.asks("POST", "/invitations/accept", accepting).then(200).body
    assert len(made["recovery_codes"]) == 10
    assert browser.asks("GET", "/account").then(200).body["has_app"]
    Browser(fair).asks("POST", "/invitations/accept", accepting).then_refused(410, "link_unusable")


def test_one_sees_where_one_is_in_and_ends_what_one_does_not_know(
    fair: Fair, insider: Insider, browser: Browser
) -> None:
    elsewhere = Browser(fair)
    elsewhere.signs_in(insider).then(200)
    listed = browser.asks("GET", "/account/sessions").then(200).body
    assert [one["here"] for one in listed] == [False, True]
    browser.asks("DELETE", f"/account/sessions/{listed[0]['session']}").then(204)
    elsewhere.asks("GET", "/session").then_refused(401, "not_signed_in")
    said = browser.asks("GET", "/account/security_log").then(200).body
    assert said[0]["what"] == "session_ended"


def test_a_guest_sees_the_one_deal_and_nothing_else(fair: Fair, opened: Negotiation) -> None:
    lead: Person = opened.lin
    house, organisation = fair.house, opened.lin.actor.organisation
    guest = house.person(Role.SIGNATORY, organisation=organisation)
    asked = {"person": guest.person, "organisation": organisation, "role": "signatory"}
    lead.post(f"/deals/{opened.deal}/invite_guest", asked).then(200)
    official = Person(fair, house.insider(Role.OFFICIAL), Role.OFFICIAL)
    clerk = Browser(fair, official.token)
    clerk.steps_up(official.insider).then(200)
    code = clerk.asks("POST", f"/people/{guest.person}/speak_code").then(200).body["code"]
    browser = Browser(fair)
    coming = {"token": house.token_to(guest.person), "code": code}
    assert browser.asks("POST", "/session/link", coming).then(200).body["deal"] == opened.deal
    browser.asks("GET", f"/deals/{opened.deal}").then(200)
    other = Negotiation(fair).open()
    browser.asks("GET", f"/deals/{other.deal}").then_refused(404, "deal_unknown")
    browser.asks("GET", "/account").then_refused(403, "not_permitted")
    assert browser.asks("GET", "/session").then(200).body["may_act"] == []


def test_at_the_desk_a_visitor_signs_in_on_another_device(fair: Fair) -> None:
    official = fair.house.insider(Role.OFFICIAL)
    visitor = fair.house.person(Role.SIGNATORY)
    clerk, tablet = Browser(fair, official.signed_in.token), Browser(fair)
    seen = {
        "person": visitor.person,
        "organisation": visitor.organisation,
        "role": "signatory",
        "document_type": "passport",
        "document_sha256": "ef" * 32,
    }
    clerk.asks("POST", "/desk/receive", seen).then_refused(403, "step_up_needed")
    clerk.steps_up(official).then(200)
    code = clerk.asks("POST", "/desk/receive", seen).then(200).body["code"]
    session = tablet.asks("POST", "/session/desk", {"code": code}).then(200).body["session"]
    listed = clerk.asks("GET", "/desk/sessions").then(200).body
    assert [one["session"] for one in listed] == [session]
    what = {"operation": "sign", "document_sha256": "ab" * 32}
    clerk.asks("POST", f"/desk/sessions/{session}/attest", what).then(200)
    tablet.asks("POST", f"/desk/sessions/{session}/attest", what).then_refused(403, "not_permitted")


def test_two_administrators_let_a_colleague_in_again(fair: Fair, insider: Insider) -> None:
    house = fair.house
    registrar = house.insider(Role.REGISTRY)
    first, second = (house.insider(Role.LAWYER, organisation=insider.organisation) for _ in "ab")
    office = Browser(fair, registrar.signed_in.token)
    office.steps_up(registrar).then(200)
    for one in (first, second):
        path = f"/organisations/{insider.organisation}/administrators/{one.person}"
        office.asks("PUT", path).then(204)
    asking, agreeing = (Browser(fair, one.signed_in.token) for one in (first, second))
    asking.steps_up(first).then(200)
    agreeing.steps_up(second).then(200)
    opened = asking.asks("POST", f"/people/{insider.person}/open_recovery").then(200).body
    confirm = f"/recoveries/{opened['recovery']}/confirm"
    asking.asks("POST", confirm).then_refused(409, "two_administrators")
    agreeing.asks("POST", confirm).then(200)
    assert house.mails_to(insider.person)[-1].address == email_of(insider.person)


def test_an_organisation_says_what_an_adviser_may_do_for_it(
    fair: Fair, insider: Insider, browser: Browser
) -> None:
    adviser, clock = fair.house.insider(Role.LAWYER), fair.house.clock
    browser.steps_up(insider).then(200)
    power = {
        "person": adviser.person,
        "roles": ["lawyer"],
        "evidence_sha256": "ab" * 32,
        "valid_from": clock().isoformat(),
        "valid_until": clock().replace(year=clock().year + 1, day=1).isoformat(),
    }
    path = f"/organisations/{insider.organisation}/powers"
    kept = browser.asks("POST", path, power).then(200).body
    counsel = Browser(fair, adviser.signed_in.token)
    acting = {"organisation": insider.organisation, "role": "lawyer"}
    counsel.asks("PUT", "/session/acting", acting).then(200)
    browser.asks("DELETE", f"{path}/{kept['power']}").then(204)
    counsel.asks("GET", "/session").then_refused(401, "not_signed_in")
    assert browser.asks("GET", path).then(200).body[0]["revoked_at"] is not None


@pytest.mark.parametrize("path", ["powers", "invitations", "security_log"], ids=str)
def test_another_organisation_is_not_there(fair: Fair, browser: Browser, path: str) -> None:
    other = fair.house.organisation()
    refused = browser.asks("GET", f"/organisations/{other}/{path}")
    refused.then_refused(404, "organisation_unlisted")


SAMPLES = {
    "role": "lead",
    "roles": ["lawyer"],
    "scopes": ["read"],
    "language": "en",
    "document_type": "passport",
    "document_sha256": "ab" * 32,
    "evidence_sha256": "ab" * 32,
    "expires_at": "2027-01-01T00:00:00Z",
    "valid_from": "2027-01-01T00:00:00+14:00",
    "valid_until": "9999-12-31T23:59:59Z",
}


def _filled(schema: Any, text: str) -> dict[str, object]:
    """Return a body of which every text is ``text``, and all else as it should be."""
    fields = msgspec.structs.fields(schema) if schema else ()
    return {
        field.encode_name: SAMPLES.get(field.name, text)
        for field in fields
        if field.name in SAMPLES or field.type is str or "str" in str(field.type)
    }


OPERATIONS = {
    operation.id: operation
    for module in (session, account, keys, invitations, desk, administration)
    for operation in module.router.operations
    if operation.id not in {"sign_out", "end_sessions"}  # they take no text, and end the session
}


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("text", ["\0", "\U0010ffff%00", "x" * 5000])
def test_garbage_is_never_our_failure(fair: Fair, registrar: Browser, name: str, text: str) -> None:
    operation = OPERATIONS[name]
    path = re.sub(r"{\w+}", quote(text, safe=""), operation.path)
    query = f"?resource={quote(text)}" if operation.query else ""
    for body in (_filled(operation.body, text), [text]):
        said = registrar.asks(operation.method, path + query, body)
        assert said.response.status_code < 500, said.response.text
    said = Browser(fair).asks(operation.method, path + query, _filled(operation.body, text))
    assert said.response.status_code < 500, said.response.text


def test_who_has_no_passkey_is_asked_for_a_code(browser: Browser) -> None:
    said = browser.asks("POST", "/session/step_up/ask", {"operation": "sign"})
    assert said.then(200).body == {"passkey": None}


def test_a_browser_is_asked_for_any_passkey_that_was_made_here(fair: Fair) -> None:
    asking = Browser(fair).asks("POST", "/session/passkey/ask").then(200).body
    options = asking["options"]
    assert (options["rpId"], options["userVerification"]) == ("fair.example.org", "required")
    assert options["allowCredentials"] == []


def test_whose_turn_it_is_to_sign_is_not_signed_out(fair: Fair, agreed: Negotiation) -> None:
    agreed.open_signing().then(200)
    revision = agreed.signing(agreed.leading)["pdf_sha256"]
    turn = {"instrument": agreed.leading, "field": "aster", "pdf_sha256": revision}
    until = agreed.deadline(minutes=10)
    agreed.does("open_turn", agreed.ana, expires_at=until, **turn).then(200)
    fair.house.change("UPDATE operations.sessions SET seen_at = seen_at - interval '1 hour'")
    agreed.reads(agreed.ana).then(200)
    ended = fair.said("GET", f"/deals/{agreed.deal}", headers=agreed.lin.old_cookie)
    ended.then_refused(401, "not_signed_in")
