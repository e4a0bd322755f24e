"""Who sees how much of a deal: what was granted, until it is revoked; what is past, and no more."""

from __future__ import annotations

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person

from aggregates.vocabulary import Role

PARTS = {"timeline": "/timeline", "terms": "/matrix", "papers": "/annexes"}
WORDS = "CNY 480,000,000"


@pytest.fixture
def deal(followed: Fair) -> Negotiation:
    """Give a deal with a letter that both signed, and an offer on the table."""
    negotiation = Negotiation(followed).open().engage()
    negotiation.table().then()
    return negotiation


def adviser(deal: Negotiation) -> Person:
    """Bring in somebody of a participant."""
    found = deal.fair.person(Role.LAWYER)
    body = {"organisation": found.actor.organisation, "role": "adviser"}
    deal.does("add_participant", deal.lin, **body).then()
    return found


def access(deal: Negotiation, what: str, who: str, *scopes: str) -> None:
    """Let an organisation read parts of the deal, or no longer."""
    deal.does(f"{what}_access", deal.lin, organisation=who, scopes=scopes).then()


def caught_up(deal: Negotiation) -> str:
    """Return what a list is asked with that is to know all that has happened."""
    return f"edition={deal.fair.edition}&after_position={deal.fair.book.head()}"


def statuses(deal: Negotiation, who: Person) -> dict[str, int]:
    """Return how each part of the deal is answered."""
    paths = {**PARTS, "history": "/history"}
    return {name: deal.reads(who, path).response.status_code for name, path in paths.items()}


@pytest.mark.parametrize("scope", PARTS)
def test_a_participant_reads_what_it_was_granted_and_no_longer_than_that(
    deal: Negotiation, scope: str
) -> None:
    who = adviser(deal)
    own, nothing = who.actor.organisation, dict.fromkeys((*PARTS, "history"), 403)
    assert statuses(deal, who) == nothing
    assert deal.reads(who).then().body["inside"] is None
    access(deal, "grant", own, scope)
    shown = {scope, *(("timeline", "history") if scope == "terms" else ())}
    assert statuses(deal, who) == {name: 200 if name in shown else 403 for name in nothing}
    access(deal, "revoke", own, scope)
    assert statuses(deal, who) == nothing


def test_what_is_past_is_not_read_either_once_access_is_revoked(deal: Negotiation) -> None:
    who = adviser(deal)
    access(deal, "grant", who.actor.organisation, "terms")
    position = deal.fair.book.head()
    deal.reads(who, f"/matrix?at={position}").then()
    access(deal, "revoke", who.actor.organisation, "terms")
    deal.reads(who, f"/matrix?at={position}").then_refused(403, "not_permitted")


def test_who_sees_the_timeline_alone_is_told_that_something_happened(deal: Negotiation) -> None:
    who = adviser(deal)
    access(deal, "grant", who.actor.organisation, "timeline")
    told = deal.reads(who, "/timeline?limit=200").then().body["items"]
    whole = deal.reads(deal.lin, "/timeline?limit=200").then().body["items"]
    assert [one["position"] for one in told] == [one["position"] for one in whole]
    assert {one["sentence"] for one in told} == {None}
    path = f"/events?{caught_up(deal)}&limit=200"
    mine = [one for one in who.get(path).then().body["items"] if one["deal"] == deal.deal]
    assert [one["position"] for one in mine] == [one["position"] for one in told]
    assert {one["sentence"] for one in mine} == {None}


def test_lists_and_searches_show_an_amount_and_words_to_whom_the_terms_were_granted(
    deal: Negotiation,
) -> None:
    who = adviser(deal)
    found: dict[str, tuple[object, int]] = {}
    for step in ("nothing", "grant", "revoke"):
        if step != "nothing":
            access(deal, step, who.actor.organisation, "terms")
        (listed,) = who.get(f"/deals?{caught_up(deal)}").then().body["items"]
        hits = who.get(f"/search?{caught_up(deal)}&text=price").then().body["items"]
        found[step] = listed["amount"], len(hits)
    assert found == {"nothing": (None, 0), "grant": ("480000000", 1), "revoke": (None, 0)}


def test_files_are_read_with_the_papers(deal: Negotiation) -> None:
    who, paper = adviser(deal), deal.signing(deal.letter)["pdf_sha256"]
    path = f"/documents/{paper}"
    deal.reads(who, path).then_refused(403, "not_permitted")
    access(deal, "grant", who.actor.organisation, "papers")
    assert deal.reads(who, path).then().response.content.startswith(b"%PDF-")
    instruments = deal.reads(who).then().body["instruments"]
    assert paper in {one["signing"]["pdf_sha256"] for one in instruments if one["signing"]}


def test_organisers_read_the_terms_of_a_deal_that_a_side_opened_to_them(
    deal: Negotiation,
) -> None:
    organiser, own = deal.fair.person(Role.ORGANISER), deal.deal
    other = Negotiation(deal.fair).open().engage()
    other.table().then()
    deal.reads(organiser, "/matrix").then_refused(403, "not_permitted")
    access(deal, "grant", "", "terms")
    assert WORDS in deal.reads(organiser, "/matrix").then().response.text
    other.reads(organiser, "/matrix").then_refused(403, "not_permitted")
    path = f"/deals?{caught_up(deal)}&limit=200"
    listed = {one["deal"]: one["amount"] for one in organiser.get(path).then().body["items"]}
    assert (listed[own], listed[other.deal]) == ("480000000", None)
    access(deal, "revoke", "", "terms")
    deal.reads(organiser, "/matrix").then_refused(403, "not_permitted")


def test_what_organisers_read_by_a_grant_is_noted(deal: Negotiation) -> None:
    organiser = deal.fair.person(Role.ORGANISER)
    access(deal, "grant", "", "terms")
    deal.reads(organiser, "/matrix").then()
    noted = deal.fair.house.rows(
        "SELECT operation FROM operations.access_log WHERE person = %s", organiser.actor.person
    )
    assert ("read_matrix",) in noted


def test_sides_see_what_is_granted_to_whom(deal: Negotiation) -> None:
    who = adviser(deal)
    access(deal, "grant", who.actor.organisation, "terms", "papers")
    granted = deal.reads(deal.ana).then().body["inside"]["access"]
    assert granted == [
        {
            "organisation": who.actor.organisation,
            "principal": deal.lin.actor.organisation,
            "scopes": ["papers", "terms"],
        }
    ]


def invited(deal: Negotiation, who: Person) -> str:
    """Invite an organisation; return the invitation's id."""
    asked = deal.does("invite_party", deal.lin, organisation=who.actor.organisation).then()
    return str(asked.body["ids"]["invitation"])


def test_who_is_invited_reads_the_letter_that_it_would_accede_to(deal: Negotiation) -> None:
    guest = deal.fair.person(Role.LEAD)
    invited(deal, guest)
    letter = deal.reads(guest, "/matrix").then().body
    assert letter["instrument"] == deal.letter
    standing = deal.reads(guest).then().body
    assert [one["party"]["legal_name"] for one in standing["principals"]]
    (paper,) = [one["signing"] for one in standing["instruments"] if one["signing"]]
    document = deal.reads(guest, f"/documents/{paper['pdf_sha256']}").then()
    assert document.response.content.startswith(b"%PDF-")


def test_who_is_invited_reads_nothing_of_the_negotiation(deal: Negotiation) -> None:
    guest = deal.fair.person(Role.LEAD)
    invited(deal, guest)
    deal.reads(guest, f"/matrix?instrument={deal.leading}").then_refused(403, "not_permitted")
    for what in ("/timeline", "/history", "/annexes"):
        deal.reads(guest, what).then_refused(403, "not_permitted")
    deal.reads(guest, f"/documents/{'ab' * 32}").then_refused(404, "document_unknown")


def test_a_revoked_invitation_shows_nothing(deal: Negotiation) -> None:
    guest = deal.fair.person(Role.LEAD)
    paper = deal.signing(deal.letter)["pdf_sha256"]
    invitation = invited(deal, guest)
    deal.does("revoke_invitation", deal.lin, invitation=invitation).then()
    for what in ("", "/matrix", f"/documents/{paper}", "/timeline"):
        deal.reads(guest, what).then_refused(404, "deal_unknown")


def left(deal: Negotiation) -> tuple[Person, int]:
    """Let a third side join, and leave; return its lead, and the position at which it left."""
    third = deal.fair.lead("Condor Fund")
    invitation = invited(deal, third)
    instruments = deal.reads(third).then().body["instruments"]
    accede = {one["id"]: one["executed_sha256"] for one in instruments if one["signing"]}
    deal.does("join_deal", third, invitation=invitation, accede=accede).then()
    gone = deal.does("withdraw_party", third, reason="No.").then()
    deal.does("comment", deal.lin, text="Without them, then.").then()
    deal.table(expected_offer_no=1, expires_at=deal.deadline(days=9))
    return third, gone.body["positions"][-1]


def test_who_has_left_reads_the_past_up_to_then(deal: Negotiation) -> None:
    third, position = left(deal)
    for what in ("/timeline?limit=200", "/history"):
        items = deal.reads(third, what).then().body["items"]
        assert items[-1]["position"] == position
    standing = deal.reads(third).then().body
    assert (standing["position"], standing["inside"] is None) == (position, False)
    assert deal.reads(third, "/matrix").then().body["position"] == position
    later = deal.reads(third, f"?at={deal.fair.book.head()}").then().body
    assert later["position"] == position


def test_who_has_left_reads_the_files_that_were_named_by_then(deal: Negotiation) -> None:
    third, _ = left(deal)
    paper = deal.signing(deal.letter)["pdf_sha256"]
    deal.reads(third, f"/documents/{paper}").then()
    deal.reads(third, f"/documents/{'ab' * 32}").then_refused(404, "document_unknown")
    deal.reads(third, "/annexes").then_refused(403, "not_permitted")


def test_who_has_left_does_nothing_there_and_finds_it_in_no_list(deal: Negotiation) -> None:
    third, _ = left(deal)
    deal.does("comment", third, text="Wait.").then_refused(403, "not_permitted")
    assert third.get(f"/deals?{caught_up(deal)}").then().body["items"] == []


def test_an_approver_no_longer_reads_once_nothing_is_asked_of_them(deal: Negotiation) -> None:
    deal.accept().then()
    terms = deal.does("lock_terms", deal.ana, instrument=deal.leading).then()
    assert terms.types == ["deal.terms_locked.v1"]
    approver = deal.fair.person(Role.APPROVER)
    locked = deal.reads(deal.lin, "/matrix").body["terms_sha256"]
    about = {"instrument": deal.leading, "terms_sha256": locked, "kind": "board"}
    asked = deal.does("request_approval", deal.lin, approver=approver.actor.person, **about)
    approval = asked.then().body["ids"]["approval"]
    deal.reads(approver, "/matrix").then()
    back = {"instrument": deal.leading, "approval": approval, "reason": "Not needed."}
    deal.does("withdraw_approval_request", deal.lin, **back).then()
    for what in ("", "/matrix", "/timeline", "/history"):
        deal.reads(approver, what).then_refused(404, "deal_unknown")
