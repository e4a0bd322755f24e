"""Commands over HTTP: once by their key, on what they were decided on, and as they are written."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from time import monotonic

import pytest
from http_deal import CLAUSE, Negotiation, frame

from aggregates.deal import DEAL
from aggregates.deal.discussion.comment import Comment, comment
from aggregates.vocabulary import Role
from api import ids
from ledger.sources import One


def invitation(deal: Negotiation) -> dict[str, str]:
    return {"organisation": deal.fair.house.organisation(), "invitation": ids.new_id()}


def test_the_same_key_gets_the_same_answer(opened: Negotiation) -> None:
    path, body = f"/deals/{opened.deal}/invite_party", invitation(opened)
    sent = {"idempotency_key": ids.new_id(), "if_match": f'"{opened.version}"'}
    first = opened.lin.post(path, body, **sent).then().body
    again = opened.lin.post(path, body, **sent).then().body
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert {**first, "repeated": True} == again
    assert first["events"] == [{"position": first["positions"][0], "type": "deal.party_invited.v1"}]


def test_the_same_key_with_another_body_is_refused(opened: Negotiation) -> None:
    path, key = f"/deals/{opened.deal}/invite_party", ids.new_id()
    for body, status in ((invitation(opened), 200), (invitation(opened), 422)):
        said = opened.lin.post(
            path, body, idempotency_key=key, if_match=f'"{opened.version}"'
        ).then(status)
    said.then_refused(422, "key_reused")


def test_the_same_key_for_another_operation_is_refused(opened: Negotiation) -> None:
    key, base = ids.new_id(), f"/deals/{opened.deal}"
    body = {"comment": ids.new_id(), "text": "We look at it."}
    opened.lin.post(f"{base}/comment_to_own_side", body, idempotency_key=key).then()
    other = opened.lin.post(f"{base}/comment", body, idempotency_key=key)
    other.then_refused(422, "key_reused")


def test_quotes_around_a_key_do_not_belong_to_it(opened: Negotiation) -> None:
    key, path = ids.new_id(), f"/deals/{opened.deal}/comment_to_own_side"
    body = {"comment": ids.new_id(), "text": "We look at it."}
    opened.lin.post(path, body, idempotency_key=key).then()
    again = opened.lin.post(path, body, idempotency_key=f'"{key}"').then()
    assert again.body["repeated"] is True


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"idempotency_key": "two words"}, 422, "idempotency_key_malformed"),
        ({"idempotency_key": "k" * 129}, 422, "idempotency_key_malformed"),
        ({}, 428, "if_match_missing"),
        ({"if_match": '"0"'}, 412, "stale"),
        ({"if_match": "3"}, 422, "if_match_malformed"),
        ({"if_match": 'W/"3"'}, 422, "if_match_malformed"),
    ],
)
def test_a_command_says_what_it_is_and_what_it_was_decided_on(
    opened: Negotiation, headers: dict[str, str], status: int, code: str
) -> None:
    path = f"/deals/{opened.deal}/replace_lead"
    said = opened.lin.post(path, {"lead": opened.lin.actor.person}, **headers)
    said.then_refused(status, code)


def test_a_command_without_a_key_is_refused(opened: Negotiation) -> None:
    said = opened.fair.said(
        "POST",
        f"/deals/{opened.deal}/comment",
        json={"text": "We look at it."},
        headers=opened.lin.cookie,
    )
    said.then_refused(428, "idempotency_key_missing")


def test_what_is_so_already_comes_to_nothing(opened: Negotiation) -> None:
    said = opened.does("replace_lead", opened.lin, lead=opened.lin.actor.person).then()
    assert (said.body["events"], said.etag) == ([], f'"{opened.version}"')


def test_nobody_but_who_acts_for_the_side_comes_to_lead_it(opened: Negotiation) -> None:
    stranger = opened.does("replace_lead", opened.lin, lead=opened.ana.actor.person)
    stranger.then_refused(422, "not_a_colleague")
    opened.does("replace_lead", opened.lin, lead=ids.new_id()).then_refused(404, "person_unlisted")
    own = opened.lin.actor.organisation
    colleague = opened.fair.house.person(Role.LAWYER, organisation=own)
    handed = opened.does("replace_lead", opened.lin, lead=colleague.person).then()
    assert handed.types == ["deal.lead_replaced.v1"]


def test_another_lead_takes_over_from_one_whose_post_has_ended(opened: Negotiation) -> None:
    house, own = opened.fair.house, opened.lin.actor.organisation
    heir = opened.fair.person(Role.LEAD, organisation=own)
    taking = {"lead": heir.actor.person}
    opened.does("replace_lead", heir, **taking).then_refused(409, "lead_acts")
    house.assign(opened.lin.actor.person)
    seen = f'"{opened.reads(heir).then().body["version"]}"'
    taken = opened.does("replace_lead", heir, if_match=seen, **taking).then()
    assert taken.types == ["deal.lead_replaced.v1"]


def test_a_side_s_lawyer_drafts_what_its_signatory_does_not(opened: Negotiation) -> None:
    own, nda = opened.lin.actor.organisation, {"kind": "nda", "tier": "intention"}
    signatory, lawyer = (
        opened.fair.person(role, organisation=own) for role in (Role.SIGNATORY, Role.LAWYER)
    )
    opened.does("draft_instrument", signatory, **nda).then_refused(403, "not_permitted")
    drafted = opened.does("draft_instrument", lawyer, **nda).then()
    assert drafted.types == ["deal.instrument_drafted.v1"]


def test_ids_that_nobody_chose_are_told(opened: Negotiation) -> None:
    said = opened.does(
        "invite_party", opened.lin, organisation=opened.fair.house.organisation()
    ).then()
    assert list(said.body["ids"]) == ["invitation"]
    assert said.body["ids"]["invitation"] in opened.reads(opened.lin).body["inside"]["invitations"]


def test_ids_may_be_chosen(opened: Negotiation) -> None:
    chosen = invitation(opened)
    said = opened.does("invite_party", opened.lin, **chosen).then()
    assert said.body["ids"] == {"invitation": chosen["invitation"]}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"text": "x", "tone": "friendly"}, "$"),
        ({"text": 7}, "$.text"),
        ({}, "$"),
        ([], "$"),
        ({"text": "x", "actor": {"person": "p"}}, "$"),
        ({"text": "x", "at": "2026-01-01T00:00:00Z"}, "$"),
    ],
)
def test_a_body_that_is_not_what_is_taken_is_refused_with_the_place(
    opened: Negotiation, body: object, path: str
) -> None:
    said = opened.lin.post(f"/deals/{opened.deal}/comment", body)
    assert said.then_refused(422, "body_malformed").body["facts"]["path"] == path


@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"text": NaN}', b"[" * 5000 + b"]" * 5000])
def test_what_is_no_json_is_refused(opened: Negotiation, content: bytes) -> None:
    said = opened.fair.said(
        "POST",
        f"/deals/{opened.deal}/comment",
        content=content,
        headers={**opened.lin.cookie, "idempotency-key": "k", "content-type": "application/json"},
    )
    said.then_refused(422, "body_malformed")


def test_texts_are_brought_into_their_normal_form(engaged: Negotiation) -> None:
    loose = unicodedata.normalize("NFD", "Café,\r\nsecond line.")
    clause = {**CLAUSE, "texts": {"en": {"title": "Price", "body": loose}}}
    engaged.table(clauses=[clause]).then()
    row = engaged.reads(engaged.ana, "/matrix").body["rows"][1]
    assert row["clause"]["texts"]["en"]["body"] == "Caf\u00e9,\nsecond line."


@pytest.mark.parametrize(
    ("change", "listed"),
    [
        ({"values": {"amount": {"type": "money", "amount": "1", "currency": "XQZ"}}}, "ISO 4217"),
        ({}, "IANA"),
    ],
)
def test_codes_are_looked_up_in_their_lists(
    engaged: Negotiation, change: dict[str, object], listed: str
) -> None:
    expires = engaged.deadline() if change else {**engaged.deadline(), "zone": "Asia/Atlantis"}
    said = engaged.table(frame={**frame("c1"), **change}, expires_at=expires)
    assert said.then_refused(422, "code_unlisted").body["facts"]["list"] == listed


def test_a_country_that_is_none_is_refused_at_the_opening(opened: Negotiation) -> None:
    body = opened.opening()
    body["classification"]["origin"] = "ZZ"
    said = opened.lin.post(f"/editions/{opened.fair.edition}/deals/open_deal", body)
    said.then_refused(422, "code_unlisted")


def test_an_edition_that_is_not_listed_is_not_made(opened: Negotiation) -> None:
    for edition in (ids.new_id(), "no-edition"):
        said = opened.lin.post(f"/editions/{edition}/deals/open_deal", opened.opening())
        said.then_refused(404, "edition_unlisted")


def test_an_id_of_something_else_is_not_taken(opened: Negotiation) -> None:
    body = {**opened.opening(), "project": opened.deal}
    path = f"/editions/{opened.fair.edition}/deals/open_deal"
    opened.lin.post(path, body).then_refused(422, "other_kind")
    twice = {**opened.opening(), "deal": opened.fair.project}
    opened.lin.post(path, twice).then_refused(422, "other_kind")


def commented_later(deal: Negotiation) -> None:
    """Let somebody comment on the deal whose command came half a minute later."""
    later = Comment(
        actor=deal.ana.actor,
        at=deal.fair.house.clock() + timedelta(seconds=30),
        comment=ids.new_id(),
        text="We were faster.",
    )
    deal.fair.in_edition(One(DEAL, deal.deal), comment, later)


def test_a_command_that_an_outage_held_up_is_recorded_after_those_that_were_faster(
    engaged: Negotiation, monkeypatch: pytest.MonkeyPatch
) -> None:
    commented_later(engaged)
    monkeypatch.setattr("api.http.asked.monotonic", lambda: monotonic() - 60)
    body = {"comment": ids.new_id(), "text": "We look at it."}
    said = engaged.lin.post(f"/deals/{engaged.deal}/comment", body).then().body
    monkeypatch.undo()
    *_, before, last = engaged.fair.book.events(One(DEAL, engaged.deal))
    assert [last.position] == said["positions"]
    assert last.event.at == before.event.at


def test_a_command_from_a_clock_that_went_back_is_refused(engaged: Negotiation) -> None:
    commented_later(engaged)
    body = {"comment": ids.new_id(), "text": "We look at it."}
    said = engaged.lin.post(f"/deals/{engaged.deal}/comment", body)
    said.then_refused(409, "clock_went_back")
