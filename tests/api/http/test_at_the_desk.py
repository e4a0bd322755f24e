"""A session at the desk is what the visitor came for, and no way into their account or an office.

Whoever sits at the desk gets the code themselves, and attests what the visitor does.
"""

from __future__ import annotations

import json

import pytest
from coming_in import ORIGIN, House, then_refused
from http_deal import Negotiation
from http_fair import Fair, Said

from aggregates.person.events import Post
from aggregates.vocabulary import Actor, Role
from api import ids
from api.accounts.desk import Seen, receive, sign_in_at_desk
from api.accounts.people import Acts
from api.accounts.step_up import What, attest_presence, spend_step_up
from api.http.acting import COOKIE
from api.moments import minute

COMMENT = {"text": "Seen at the desk."}
KEY = {"label": "k", "scopes": ["read"], "expires_at": "2030-01-01T00:00:00Z"}
FROM_THE_SESSION = (
    ("POST", "/account/app/offer", None),
    ("POST", "/account/recovery_codes", None),
    ("POST", "/account/passkeys/ask", None),
    ("POST", "/account/keys", KEY),
)


def seen(visitor: Actor) -> Seen:
    return Seen(
        person=visitor.person,
        acts=Acts(organisation=visitor.organisation, role=visitor.role),
        document_type="passport",
        document_sha256="ef" * 32,
    )


class Visit:
    """A visitor of the desk, and their session, in which the official attests whatever one asks."""

    def __init__(self, fair: Fair, of: Actor | None = None) -> None:
        self.fair, house = fair, fair.house
        organisation = of.organisation if of else ""
        self.visitor = house.person(of.role if of else Role.SIGNATORY, organisation=organisation)
        self.official = house.person(Role.OFFICIAL)
        code, _ = receive(house.accounts, self.official, seen(self.visitor), house.visitor())
        self.begun = sign_in_at_desk(house.accounts, code, house.visitor())

    def asks(self, method: str, path: str, body: object = None, **sent: str) -> Said:
        """Send a request from the device at the desk."""
        headers = {"cookie": f"{COOKIE}={self.begun.token}", **sent}
        return self.fair.said(method, path, json=body, headers=headers)

    def attested(self) -> None:
        """Let the official attest that the visitor is there."""
        attest_presence(
            self.fair.house.accounts,
            self.official.person,
            self.begun.session,
            What(operation="sign", document_sha256="ab" * 32),
            self.fair.house.visitor(),
        )


@pytest.mark.parametrize(("method", "path", "body"), FROM_THE_SESSION)
def test_nobody_gets_into_an_account_for_good_from_the_desk(
    fair: Fair, method: str, path: str, body: object
) -> None:
    visit = Visit(fair)
    visit.attested()
    visit.asks(method, path, body).then_refused(403, "not_permitted")


def test_the_person_is_told_at_once_of_what_is_done_at_a_desk(engaged: Negotiation) -> None:
    visit, house = Visit(engaged.fair, of=engaged.lin.actor), engaged.fair.house
    desk = house.accounts.people.organisation_name(visit.official.organisation)
    (received,) = house.mails_to(visit.visitor.person)[-1:]
    assert (received.facts["desk"], received.link) == (desk, f"{ORIGIN}/account/desk")
    headers = {"idempotency-key": ids.new_id()}
    for _ in range(2):
        visit.asks("POST", f"/deals/{engaged.deal}/comment", COMMENT, **headers).then()
    (done,) = house.mails_to(visit.visitor.person)[1:]
    assert done.facts == {"at": minute(house.clock()), "desk": desk, "what": "comment"}
    assert engaged.deal not in str(done)
    listed = visit.asks("GET", "/account/desk").then().body
    official = {"official": visit.official.person, "desk": visit.official.organisation}
    assert [one["what"] for one in listed] == ["comment", "receive_visitor"]
    assert all({**one, **official} == one for one in listed)
    (session,) = (one for one in visit.asks("GET", "/account/sessions").body if one["here"])
    assert (session["attended_by"], session["desk"]) == tuple(official.values())


def test_the_evidence_of_presence_names_the_official_and_the_desk(fair: Fair) -> None:
    visit = Visit(fair)
    visit.attested()
    what = What(operation="sign", document_sha256="ab" * 32)
    shown = spend_step_up(fair.house.accounts, visit.begun.session.id, what)
    told = json.loads(shown.evidence)
    assert (told["method"], told["official"], told["desk"]) == (
        "desk",
        visit.official.person,
        visit.official.organisation,
    )


def test_a_visitor_acts_as_what_they_came_for_and_nothing_else(fair: Fair) -> None:
    visit = Visit(fair)
    office = fair.house.organisation()
    own = Post(organisation=visit.visitor.organisation, roles=(Role.SIGNATORY,))
    fair.house.assign(visit.visitor.person, own, Post(organisation=office, roles=(Role.REGISTRY,)))
    body = {"organisation": office, "role": "registry"}
    visit.asks("PUT", "/session/acting", body).then_refused(403, "post_missing")


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY, Role.AUDITOR])
def test_nobody_comes_to_the_desk_for_an_office(fair: Fair, role: Role) -> None:
    house: House = fair.house
    official, visitor = house.person(Role.OFFICIAL), house.person(role)
    then_refused(
        lambda: receive(house.accounts, official, seen(visitor), house.visitor()),
        "not_permitted",
    )
