"""Figures over HTTP: one position, drilled down to the deals, and nothing given away."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said, publications_of
from http_publication import Publishing, midnight_judged
from waiting import until

from aggregates.vocabulary import Role
from api.http.figures import FIGURES

NAMES = tuple(FIGURES)
VERSIONS = {**dict.fromkeys(["F3b", "F4b", "F4c", "F7b", "F9", "F10", "F15"], 1), "F8": 3}
"""Of the figures whose definition was not changed once."""


@pytest.fixture(scope="module")
def ours(followed: Fair) -> Negotiation:
    """Give a deal whose letter of intent is executed."""
    return Negotiation(followed).open().engage()


@pytest.fixture(scope="module")
def official(ours: Negotiation) -> Person:
    """Give an official."""
    return ours.fair.person(Role.OFFICIAL)


def asked(who: Person, name: str, query: str = "", what: str = "") -> Said:
    fair = who.fair
    path = f"/editions/{fair.edition}/figures/{name}{what}"
    return who.get(f"{path}?after_position={fair.book.head()}{query}")


def figure(who: Person, name: str, query: str = "") -> Any:
    body = asked(who, name, query).then().body
    return body[name.lower()]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_says_what_it_is_and_as_of_when(
    ours: Negotiation, official: Person, name: str
) -> None:
    head = figure(official, name)["head"]
    assert (head["definition"], head["version"]) == (name, VERSIONS.get(name, 2))
    assert head["edition"] == ours.fair.edition
    assert (head["position"], head["zone"]) == (ours.fair.book.head(), "Asia/Shanghai")
    assert datetime.fromisoformat(head["cut_off"]).tzinfo is not None


def executed(who: Person, query: str = "") -> int:
    lines = figure(who, "F1", query)["tiers"]
    return int(next(one for one in lines if one["tier"] == "intention")["executed"]["count"])


def test_a_figure_is_asked_as_of_a_position(ours: Negotiation, official: Person) -> None:
    timeline = ours.reads(ours.lin, "/timeline?limit=200").body["items"]
    (done,) = [one for one in timeline if one["type"] == "deal.instrument_executed.v1"]
    at = done["position"]
    before, after = executed(official, f"&at={at - 1}"), executed(official, f"&at={at}")
    assert after == before + 1
    as_of = figure(official, "F1", "&as_of=2001-01-01T00:00:00Z")["head"]
    assert as_of["position"] == 0


def test_a_number_leads_to_the_deals_that_make_it(ours: Negotiation, official: Person) -> None:
    count = executed(official)
    whole = asked(official, "F1", "&tier=intention", "/deals").then().body
    assert (len(whole["listed"]), whole["others"]) == (count, 0)
    assert ours.deal in {one["deal"] for one in whole["listed"]}
    for name, query in (("F2", "&tier=intention"), ("F8", "&step=intent"), ("F9", "")):
        found = asked(official, name, query, "/deals").then().body
        assert ours.deal in {one["deal"] for one in found["listed"]}
    for name in ("F10", "F13"):
        assert asked(official, name, "", "/deals").then().body["listed"] == []


def test_others_are_told_what_may_be_published_as_of_midnight(ours: Negotiation) -> None:
    body = asked(ours.lin, "F1").then().body
    assert body["suppressed"] is True
    at = datetime.fromisoformat(body["f1"]["head"]["cut_off"])
    midnight = ours.fair.house.clock().astimezone(ZoneInfo("Asia/Shanghai"))
    assert at <= midnight.replace(hour=0, minute=0, second=0, microsecond=0)
    for query in ("&at=3", "&as_of=2026-01-01T00:00:00Z"):
        asked(ours.lin, "F1", query).then_refused(403, "not_permitted")
    asked(ours.lin, "F8", "&origin=FR").then_refused(403, "not_permitted")
    asked(ours.lin, "F1", "&currency=EUR").then_refused(403, "not_permitted")


def test_what_may_be_told_of_a_midnight_is_written_down_and_stands(ours: Negotiation) -> None:
    fair, told = ours.fair, asked(ours.lin, "F1").then().body["f1"]
    rows = fair.house.rows(
        "SELECT kept FROM operations.publications"
        " WHERE edition = %s AND series = 'executed' AND position = %s",
        fair.edition,
        told["head"]["position"],
    )
    tiers = {"intention", "framework", "contract"}
    assert [set(kept) for (kept,) in rows] == [
        tiers | {f"median of {tier}: amounts" for tier in tiers}
    ]
    assert asked(ours.lin, "F2").then().body["f2"]["head"]["position"] == told["head"]["position"]
    assert asked(ours.ana, "F1").then().body["f1"] == told


def test_a_midnight_is_judged_once_and_nobody_who_asks_does_it(ours: Negotiation) -> None:
    fair = ours.fair
    query = "SELECT series, count(*) FROM operations.publications WHERE edition = %s GROUP BY 1"
    midnight_judged(fair)
    before = fair.house.rows(query, fair.edition)
    assert {asked(ours.lin, name).then().body["suppressed"] for name in NAMES} == {True}
    midnight_judged(fair)
    assert sorted(fair.house.rows(query, fair.edition)) == sorted(before)


def test_after_the_next_midnight_nothing_is_told_of_it_until_two_signed_it_off(
    ours: Negotiation,
) -> None:
    fair, before = ours.fair, figure(ours.lin, "F8")["head"]["position"]
    fair.house.clock.forward(days=1)
    publishing, job = Publishing(fair), publications_of(fair)
    until(lambda: job.round() or publishing.cut_offs()[0]["position"] > before)
    assert figure(ours.lin, "F8")["head"]["position"] == before
    publishing.publishes()
    assert figure(ours.lin, "F8")["head"]["position"] > before


def test_organisers_get_every_number_but_amounts(ours: Negotiation) -> None:
    organiser = ours.fair.person(Role.ORGANISER)
    told = {name: asked(organiser, name).then().body["suppressed"] for name in NAMES}
    assert told == {name: FIGURES[name].amounts for name in NAMES}
    asked(organiser, "F1", "&at=3").then_refused(403, "not_permitted")
    asked(organiser, "F13", "&at=3").then()


def test_others_drill_down_to_their_own_deals_and_learn_of_no_other(ours: Negotiation) -> None:
    Negotiation(ours.fair).open().engage()
    at = ours.fair.book.head()
    found = asked(ours.lin, "F1", f"&tier=intention&at={at}", "/deals").then().body
    assert [one["deal"] for one in found["listed"]] == [ours.deal]
    assert found["others"] is None


def test_an_official_sees_what_would_be_published(official: Person) -> None:
    assert asked(official, "F1").then().body["suppressed"] is False
    assert asked(official, "F1", "&published=true").then().body["suppressed"] is True


@pytest.mark.parametrize(
    ("name", "query", "what", "status", "code"),
    [
        ("F11", "", "", 404, "figure_unlisted"),
        ("f1", "", "", 404, "figure_unlisted"),
        ("F1", "&currency=QQQ", "", 422, "code_unlisted"),
        ("F1", "&at=1&as_of=2026-01-01T00:00:00Z", "", 422, "query_malformed"),
        ("F1", "&as_of=2026-01-01T00:00:00", "", 422, "query_malformed"),
        ("F1", "&at=99999999", "", 404, "position_ahead"),
        ("F1", "", "/deals", 422, "query_malformed"),
        ("F8", "&step=lunch", "/deals", 422, "query_malformed"),
    ],
)
def test_a_figure_that_is_none_is_refused(
    official: Person, name: str, query: str, what: str, status: int, code: str
) -> None:
    asked(official, name, query, what).then_refused(status, code)


def test_a_figure_has_a_tag(official: Person) -> None:
    path = f"/editions/{official.fair.edition}/figures/F1?at=5"
    tag = official.get(path).then().etag
    assert official.get(path, **{"if-none-match": tag}).response.status_code == 304


def test_checks_of_papers_are_counted_and_not_who_asked(ours: Negotiation) -> None:
    fair, digest = ours.fair, ours.signing(ours.letter)["pdf_sha256"]
    query = "SELECT edition, means, verdict, sum(count)::int FROM operations.public_checks"
    query += " GROUP BY 1, 2, 3"
    before = {row[:3]: row[3] for row in fair.house.rows(query)}
    until(lambda: fair.said("GET", f"/verify/{digest}").then().body["known"])
    fair.said("GET", f"/verify/{'0b' * 32}").then()
    after = {row[:3]: row[3] for row in fair.house.rows(query)}
    for key in ((fair.edition, "digest", "known"), ("", "digest", "unknown")):
        assert after[key] > before.get(key, 0)
