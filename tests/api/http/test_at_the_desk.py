"""A session at the desk is what the visitor came for, and no way into their account or an office.

Whoever sits at the desk gets the code themselves, and attests what the visitor does.
"""

from __future__ import annotations

import pytest
from coming_in import House, then_refused
from http_fair import Fair, Said

from aggregates.person.events import Post
from aggregates.vocabulary import Actor, Role
from api.accounts.desk import Seen, receive, sign_in_at_desk
from api.accounts.people import Acts
from api.accounts.step_up import What, attest_presence
from api.http.acting import COOKIE

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

    def __init__(self, fair: Fair) -> None:
        self.fair, house = fair, fair.house
        self.visitor = house.insider(Role.SIGNATORY).actor
        self.official = house.person(Role.OFFICIAL)
        code, _ = receive(house.accounts, self.official, seen(self.visitor), house.visitor())
        self.begun = sign_in_at_desk(house.accounts, code, house.visitor())

    def asks(self, method: str, path: str, body: object = None) -> Said:
        """Send a request from the device at the desk."""
        headers = {"cookie": f"{COOKIE}={self.begun.token}"}
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
