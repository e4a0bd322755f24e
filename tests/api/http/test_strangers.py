"""What is not yours is not there: every endpoint of a deal, for those who have no part in it."""

from __future__ import annotations

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from http_samples import OF_A_DEAL, OPERATIONS, address, sample

from aggregates.vocabulary import Role
from api import ids
from api.http.policy import TABLE
from api.http.rule import Relation


@pytest.fixture(scope="module")
def theirs(fair: Fair) -> Negotiation:
    """Give a deal of others."""
    return Negotiation(fair).open()


@pytest.fixture(scope="module", params=[Role.LEAD, Role.SIGNATORY, Role.INTERPRETER])
def stranger(request: pytest.FixtureRequest, fair: Fair) -> Person:
    """Give somebody of another organisation."""
    return fair.person(request.param)


WELL_FORMED = {
    "upload-complete": "?0",
    "upload-length": "1",
    "upload-offset": "0",
    "repr-digest": f"sha-256=:{'A' * 43}=:",
}
"""The headers of an upload."""


def asked(name: str, who: Person, deal: str, if_match: str) -> Said:
    operation = OF_A_DEAL[name]
    if operation.method == "GET":
        return who.get(address(operation, deal=deal))
    if operation.streams:
        headers = {**who.cookie, **WELL_FORMED, "content-type": operation.takes}
        return who.fair.said(operation.method, address(operation, deal=deal), headers=headers)
    body = {} if operation.body is None else sample(operation)
    return who.post(address(operation, deal=deal), body, if_match=if_match)


@pytest.mark.parametrize("name", [n for n, one in OF_A_DEAL.items() if one.method != "HEAD"])
def test_a_deal_of_others_is_as_one_that_is_not_there(
    theirs: Negotiation, stranger: Person, name: str
) -> None:
    for version in (f'"{theirs.version}"', '"1"'):
        foreign = asked(name, stranger, theirs.deal, version).then_refused(404, "deal_unknown")
        nowhere = ids.new_id()
        missing = asked(name, stranger, nowhere, version).then_refused(404, "deal_unknown")
        told = missing.response.text.replace(nowhere, theirs.deal)
        told = told.replace(nowhere[-8:], theirs.deal[-8:])
        assert _but_id(told) == _but_id(foreign.response.text)


@pytest.mark.parametrize("name", OPERATIONS)
def test_nobody_gets_in_unsigned_where_it_is_not_said_so(fair: Fair, name: str) -> None:
    operation = OPERATIONS[name]
    said = fair.said(operation.method, address(operation), content=b"{")
    if Relation.PUBLIC not in TABLE[name].relations:
        said.then(401) if operation.method == "HEAD" else said.then_refused(401, "not_signed_in")


def test_a_key_that_is_nobodys_gets_nobody_in(theirs: Negotiation) -> None:
    headers = {"authorization": "Bearer nobody's"}
    said = theirs.fair.said("GET", f"/deals/{theirs.deal}", headers=headers)
    assert said.then_refused(401, "not_signed_in").response.headers["www-authenticate"] == "Bearer"


def test_who_may_see_a_deal_but_not_do_this_is_told_so(theirs: Negotiation) -> None:
    official = theirs.fair.person(Role.OFFICIAL)
    theirs.does("lock_terms", official, instrument="x").then_refused(403, "not_permitted")
    theirs.does("suspend_deal", theirs.lin, reason="r").then_refused(403, "not_permitted")


def test_an_organiser_sees_where_a_deal_stands_and_none_of_its_terms(theirs: Negotiation) -> None:
    organiser = theirs.fair.person(Role.ORGANISER)
    standing = theirs.reads(organiser).then().body
    assert (standing["stage"], standing["inside"]) == ("draft", None)
    for part in ("/matrix", "/timeline", f"/documents/{'ab' * 32}"):
        theirs.reads(organiser, part).then_refused(403, "not_permitted")


def test_who_reads_because_of_an_office_is_noted(theirs: Negotiation) -> None:
    official = theirs.fair.person(Role.OFFICIAL)
    theirs.reads(official, "/timeline").then()
    theirs.reads(theirs.ana, "/timeline").then()
    query = "SELECT operation, resource FROM operations.access_log WHERE person = %s"
    rows = theirs.fair.house.rows
    assert rows(query, official.actor.person) == [("read_timeline", f"deal:{theirs.deal}")]
    assert rows(query, theirs.ana.actor.person) == []


def test_an_auditor_sees_everything_does_nothing_and_is_noted(theirs: Negotiation) -> None:
    auditor = theirs.fair.person(Role.AUDITOR)
    for part in ("", "/matrix", "/timeline"):
        theirs.reads(auditor, part).then()
    theirs.does("comment_to_own_side", auditor, text="x").then_refused(403, "not_permitted")
    query = "SELECT operation FROM operations.access_log WHERE person = %s ORDER BY number"
    noted = theirs.fair.house.rows(query, auditor.actor.person)
    assert noted == [("read_deal",), ("read_matrix",), ("read_timeline",)]


def test_an_auditor_of_a_side_does_nothing_either(theirs: Negotiation) -> None:
    auditor = theirs.fair.person(Role.AUDITOR, theirs.lin.actor.organisation)
    theirs.does("comment_to_own_side", auditor, text="x").then_refused(403, "not_permitted")


def test_who_is_invited_sees_the_deal_and_none_of_its_terms(theirs: Negotiation) -> None:
    invited = theirs.fair.person()
    body = {"organisation": invited.actor.organisation}
    theirs.does("invite_party", theirs.lin, **body).then()
    assert theirs.reads(invited).then().body["inside"] is None
    theirs.reads(invited, "/matrix").then_refused(403, "not_permitted")


def test_a_page_of_another_site_changes_nothing(theirs: Negotiation) -> None:
    path, body = f"/deals/{theirs.deal}/comment_to_own_side", {"text": "We look at it."}
    for headers in ({"sec_fetch_site": "cross-site"}, {"origin": "https://evil.example.org"}):
        theirs.lin.post(path, body, **headers).then_refused(403, "cross_site")
    theirs.lin.post(path, body, sec_fetch_site="same-origin").then()


def _but_id(text: str) -> str:
    return text.partition('"request"')[0]
