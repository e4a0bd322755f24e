"""Reading one deal: now, at a position, as of an instant."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from http_deal import Negotiation
from http_fair import Fair

from aggregates.deal import DEAL
from aggregates.vocabulary import Role
from api.http.reply import ASK_AGAIN, IMMUTABLE
from ledger.stream import stream_id


@pytest.fixture(scope="module")
def signing(fair: Fair) -> Negotiation:
    """Give a deal whose agreement is open to be signed."""
    negotiation = Negotiation(fair).open().engage().agree()
    negotiation.open_signing().then()
    return negotiation


def test_a_deal_says_how_it_stands(signing: Negotiation) -> None:
    body = signing.reads(signing.ana).then().body
    assert (body["stage"], body["leading"]) == ("signing", signing.leading)
    assert {side["lead"] for side in body["principals"]} == {
        signing.lin.actor.person,
        signing.ana.actor.person,
    }
    assert [one["progress"] for one in body["instruments"]] == ["signing", "executed"]


def test_the_tag_of_a_deal_is_the_version_that_commands_cite(signing: Negotiation) -> None:
    said = signing.reads(signing.lin).then()
    assert said.etag == f'"{said.body["version"]}"'
    assert said.response.headers["cache-control"] == ASK_AGAIN


def test_who_has_it_already_is_told_so(signing: Negotiation) -> None:
    tag = signing.reads(signing.lin).etag
    again = signing.reads(signing.lin, **{"if-none-match": f'"0", W/{tag}'})
    assert (again.response.status_code, again.response.content) == (304, b"")


def test_a_deal_is_shown_as_it_was_at_a_position(signing: Negotiation) -> None:
    moments = signing.reads(signing.lin, "/timeline?limit=200").then().body["items"]
    joined = next(one for one in moments if one["type"] == "deal.party_joined.v1")
    before = signing.reads(signing.lin, f"?at={joined['position'] - 1}").then()
    after = signing.reads(signing.lin, f"?at={joined['position']}").then()
    assert [len(said.body["principals"]) for said in (before, after)] == [1, 2]
    assert after.body["position"] == joined["position"]
    assert after.response.headers["cache-control"] == IMMUTABLE


def test_a_deal_is_shown_as_of_an_instant(signing: Negotiation) -> None:
    moments = signing.reads(signing.lin, "/timeline?limit=200").body["items"]
    first = moments[0]["recorded_at"]
    said = signing.reads(signing.lin, f"?as_of={first}").then()
    assert (said.body["version"], said.body["stage"]) == (1, "draft")
    early = datetime.fromisoformat(first) - timedelta(days=1)
    told = early.astimezone(UTC).isoformat().replace("+00:00", "Z")
    signing.reads(signing.lin, f"?as_of={told}").then_refused(404, "deal_unknown")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?at=1&as_of=2026-01-01T00:00:00Z", 422, "query_malformed"),
        ("?as_of=2026-01-01T00:00:00", 422, "query_malformed"),
        ("?as_of=yesterday", 422, "query_malformed"),
        ("?at=-1", 422, "query_malformed"),
        ("?at=1&at=2", 422, "query_malformed"),
        ("?colour=red", 422, "query_malformed"),
        ("?at=1000000000", 404, "position_unknown"),
        ("?at=99999999999999999999999999", 422, "query_malformed"),
        ("?at=0", 404, "deal_unknown"),
    ],
)
def test_another_moment_is_refused(
    signing: Negotiation, query: str, status: int, code: str
) -> None:
    signing.reads(signing.lin, query).then_refused(status, code)


def test_the_matrix_has_what_an_acceptance_cites(engaged: Negotiation) -> None:
    engaged.table().then()
    matrix = engaged.reads(engaged.ana, "/matrix").then().body
    lin, ana = engaged.lin.actor.organisation, engaged.ana.actor.organisation
    assert [row["row"] for row in matrix["rows"]] == ["frame", "c1"]
    assert {row["cells"][lin] for row in matrix["rows"]} == {"agreed"}
    assert {row["cells"][ana] for row in matrix["rows"]} == {"open"}
    accepted = engaged.accept().then()
    assert accepted.types == ["deal.clause_accepted.v1"] * 2


def test_the_matrix_of_another_instrument_is_shown_by_its_id(signing: Negotiation) -> None:
    said = signing.reads(signing.lin, f"/matrix?instrument={signing.letter}").then()
    assert (said.body["instrument"], said.body["progress"]) == (signing.letter, "executed")
    signing.reads(signing.lin, "/matrix?instrument=none").then_refused(404, "unknown_instrument")


def test_a_matrix_without_an_offer_is_empty(opened: Negotiation) -> None:
    body = opened.reads(opened.lin, "/matrix").then().body
    assert (body["rows"], body["frame"], body["terms_sha256"]) == ([], None, "")


def test_the_timeline_is_told_in_the_language_asked_for(signing: Negotiation) -> None:
    english = signing.reads(signing.lin, "/timeline").then()
    chinese = signing.reads(signing.lin, "/timeline", **{"accept-language": "zh-CN, en;q=0.5"})
    told = [said.body["items"][0]["sentence"] for said in (english, chinese.then())]
    assert "opened" in told[0]
    assert "交易" in told[1]
    assert chinese.response.headers["content-language"] == "zh"


def test_the_timeline_comes_in_pages(signing: Negotiation) -> None:
    whole = signing.reads(signing.lin, "/timeline?limit=200").then().body["items"]
    pages, cursor = [], ""
    while cursor is not None:
        page = signing.reads(signing.lin, f"/timeline?limit=4&cursor={cursor}").then().body
        pages += page["items"]
        cursor = page["next"]
    assert pages == whole


def test_of_a_timeline_the_latest_alone_are_told_where_that_is_enough(
    signing: Negotiation,
) -> None:
    whole = signing.reads(signing.lin, "/timeline?limit=200").then().body["items"]
    short = signing.reads(signing.lin, "/timeline?limit=200&told=2").then().body["items"]
    assert [one["sentence"] for one in short[:-2]] == [None] * (len(whole) - 2)
    assert short[-2:] == whole[-2:]
    assert [one["position"] for one in short] == [one["position"] for one in whole]


def test_a_cursor_of_another_deal_is_none_of_this(signing: Negotiation, fair: Fair) -> None:
    other = Negotiation(fair).open()
    cursor = signing.reads(signing.lin, "/timeline?limit=1").body["next"]
    for given in (cursor, "Zm9v", "é", "="):
        said = other.reads(other.lin, f"/timeline?cursor={given}")
        said.then_refused(422, "cursor_malformed")


def test_a_paper_comes_by_its_digest(signing: Negotiation) -> None:
    digest = signing.signing(signing.leading)["pdf_sha256"]
    said = signing.reads(signing.ana, f"/documents/{digest}").then()
    assert hashlib.sha256(said.response.content).hexdigest() == digest
    assert said.response.headers["content-type"] == "application/pdf"
    assert said.response.headers["cache-control"] == IMMUTABLE


@pytest.mark.parametrize("digest", ["ab" * 32, "AB" * 32, "no-digest"])
def test_a_paper_that_the_deal_does_not_have_is_unknown(signing: Negotiation, digest: str) -> None:
    signing.reads(signing.ana, f"/documents/{digest}").then_refused(404, "document_unknown")


def test_a_deal_that_was_erased_was_never_there_for_who_may_not_see_every_deal(fair: Fair) -> None:
    negotiation = Negotiation(fair).open()
    keys, log = fair.house.installation.keys, UUID(fair.edition)
    stream = stream_id(log, DEAL.name, negotiation.deal)
    keys.destroy(keys.stream_key(log.bytes, stream.bytes).kid)
    official = fair.person(Role.OFFICIAL)
    for path in ("", "/matrix", "/timeline", f"/documents/{'ab' * 32}"):
        negotiation.reads(official, path).then_refused(410, "key_destroyed")
        for who in (negotiation.lin, fair.person(), fair.person(Role.SIGNATORY)):
            negotiation.reads(who, path).then_refused(404, "deal_unknown")
    negotiation.does("withdraw_party", negotiation.lin, reason="gone", if_match='"1"').then_refused(
        404, "deal_unknown"
    )


def test_who_sees_a_part_is_never_told_that_a_browser_has_it_already(fair: Fair) -> None:
    negotiation = Negotiation(fair).open()
    organiser = fair.person(Role.ORGANISER)
    whole = negotiation.reads(negotiation.lin).then()
    known = {"if-none-match": whole.etag}
    assert negotiation.reads(negotiation.lin, **known).response.status_code == 304
    part = negotiation.reads(organiser, **known).then(200)
    assert (part.etag, part.body == whole.body) == (whole.etag, False)
    at = negotiation.reads(organiser, f"?at={whole.body['position']}").then()
    assert at.response.headers["cache-control"] == ASK_AGAIN
