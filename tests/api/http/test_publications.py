"""Publishing figures over HTTP: judged, prepared by one official, signed off by another, public."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
import pytest
from databases import prepared
from following import following
from http_deal import Negotiation
from http_fair import Fair, Person, opened_fair
from http_publication import NOTE, Publishing
from projecting import House
from waiting import until

from aggregates.vocabulary import Role
from api.packs.contents import contents_bytes, parse_contents
from ledger.embedded import Server
from projections.figures.f1_headline import Headline


@pytest.fixture(scope="module")
def publishing(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publishing]:
    """Give a fair of its own, the day after six sides signed letters of intent."""
    database, folder = prepared(postgres, "publications"), tmp_path_factory.mktemp("p") / "home"
    with opened_fair(database, folder) as fair:
        logs = fair.house.installation.identity.registry_log, UUID(fair.edition)
        with following(House(database, folder, logs, "").run().projector()):
            for _ in range(3):
                Negotiation(fair).open().engage()
            fair.house.clock.forward(days=1)
            yield Publishing(fair).judged()


@pytest.fixture(scope="module")
def lead(publishing: Publishing) -> Person:
    """Give somebody who negotiates, and so is told what the public is."""
    return publishing.fair.person(Role.LEAD)


@pytest.fixture(scope="module")
def first(publishing: Publishing, lead: Person) -> dict[str, str]:
    """Return the first publication; until then nothing is told to anybody."""
    fair = publishing.fair
    fair.said("GET", f"/editions/{fair.edition}/published/F1").then_refused(
        404, "nothing_published"
    )
    lead.get(f"/editions/{fair.edition}/figures/F1").then_refused(404, "nothing_published")
    assert publishing.every(lead)["items"] == []
    published: dict[str, str] = publishing.publishes()
    return published


def public(fair: Fair, name: str, query: str = "") -> object:
    body = fair.said("GET", f"/editions/{fair.edition}/published/{name}{query}").then().body
    return body[name.lower()]


def test_what_two_people_signed_off_is_public(
    publishing: Publishing, first: dict[str, str], lead: Person
) -> None:
    (told,) = publishing.every(lead)["items"]
    assert (told["number"], told["status"], told["state"]) == (1, "provisional", "public")
    assert told["figures_sha256"] == first["figures_sha256"]
    assert (told["prepared_by"], told["signed_off_by"]) == (None, None)
    (known,) = publishing.every()["items"]
    assert known["prepared_by"] == publishing.preparer.actor.person
    assert known["signed_off_by"] == publishing.second.actor.person


def test_the_contents_are_the_bytes_that_the_digest_is_of(
    publishing: Publishing, first: dict[str, str]
) -> None:
    path = f"{publishing.path}/publications/{first['publication']}"
    octets = publishing.fair.said("GET", f"{path}/contents").then().response.content
    assert hashlib.sha256(octets).hexdigest() == first["figures_sha256"]
    contents = parse_contents(octets)
    assert contents_bytes(contents) == octets
    assert contents.publication == first["publication"]
    assert (
        publishing.fair.said("GET", path).then().body["figures_sha256"] == (first["figures_sha256"])
    )


def test_deals_behind_a_number_are_as_many_as_it_says_and_none_is_named(
    publishing: Publishing, first: dict[str, str]
) -> None:
    path = f"{publishing.path}/publications/{first['publication']}/contents"
    octets = publishing.fair.said("GET", path).then().response.content
    contents = parse_contents(octets)
    (behind,) = (
        one
        for one in contents.behind
        if (one.definition, one.tier, one.row, one.column) == ("F1", "intention", "total", "total")
    )
    told = next(one for one in contents.figures if one.definition == "F1")
    headline = msgspec.convert(told.answer, Headline)
    counts = {one.tier: one.executed.count for one in headline.tiers}
    assert counts["intention"] == len(set(behind.commitments)) == 3
    assert (behind.deals, contents.unlisted) == ((), 3)


def test_what_is_published_is_read_again_and_not_computed_anew(
    publishing: Publishing, first: dict[str, str], lead: Person
) -> None:
    fair, path = publishing.fair, f"{publishing.path}/publications/{first['publication']}"
    before = fair.said("GET", f"{path}/contents").then().response.content
    Negotiation(fair).open().engage()
    assert fair.said("GET", f"{path}/contents").then().response.content == before
    told = lead.get(f"/editions/{fair.edition}/figures/F1").then().body
    assert told["f1"] == public(fair, "F1")
    assert told["suppressed"] is True


def test_who_prepared_it_cannot_sign_it_off(publishing: Publishing, first: dict[str, str]) -> None:
    assert first
    revised = publishing.prepares(status="revised", note=NOTE).then().body["ids"]["publication"]
    (waiting, _) = publishing.every()["items"]
    digest = waiting["figures_sha256"]
    publishing.signs_off(revised, digest, publishing.preparer).then_refused(403, "four_eyes")
    publishing.sends_back(revised, "The note is thin.").then()
    (back, _) = publishing.every()["items"]
    assert (back["state"], back["reason"]) == ("sent_back", "The note is thin.")
    path = f"{publishing.path}/publications/{revised}"
    publishing.fair.said("GET", path).then_refused(404, "publication_unknown")
    publishing.fair.said("GET", f"{path}/contents").then_refused(404, "publication_unknown")


def test_a_sign_off_asks_to_show_anew_who_one_is_for_these_figures(
    publishing: Publishing, first: dict[str, str]
) -> None:
    assert first
    made = publishing.prepares(status="revised", note=NOTE).then().body["ids"]["publication"]
    digest = publishing.every()["items"][0]["figures_sha256"]
    path = f"{publishing.path}/publications/{made}/sign_off_publication"
    third = publishing.fair.person(Role.ORGANISER)
    refused = third.post(path, {"figures_sha256": digest}).then_refused(403, "step_up_needed")
    assert refused.body["facts"] == {
        "operation": "sign_off_publication",
        "document_sha256": digest,
    }
    third.shows_presence("sign_off_publication", "ab" * 32)
    third.post(path, {"figures_sha256": digest}).then_refused(403, "step_up_needed")
    publishing.sends_back(made, "Only to see what is asked.").then()


def test_an_earlier_publication_stays_to_be_read(
    publishing: Publishing, first: dict[str, str]
) -> None:
    fair = publishing.fair
    before = public(fair, "F8")
    fair.house.clock.forward(days=1)
    position = publishing.cut_offs()[0]["position"]
    publishing.judged()
    until(lambda: publishing.cut_offs()[0]["position"] > position)
    second = publishing.publishes("final")
    assert second["revises"] == first["publication"]
    assert public(fair, "F8", f"?publication={first['publication']}") == before
    assert public(fair, "F8") != before


def in_parts(publishing: Publishing, who: Person) -> tuple[list[Any], list[str]]:
    """Return the publications, read one by one, and the cursors by which that went on."""
    found: list[Any] = []
    cursors = [""]
    while len(cursors) > len(found):
        path = f"{publishing.path}/publications?limit=1&cursor={cursors[-1]}"
        part = who.get(path).then().body
        found += part["items"]
        cursors += [part["next"]] if part["next"] else []
    return found, cursors[1:]


def test_the_list_goes_on_where_a_part_of_it_ended(
    publishing: Publishing, first: dict[str, str], lead: Person
) -> None:
    assert first
    made = publishing.prepares(status="revised", note=NOTE).then().body["ids"]["publication"]
    publishing.sends_back(made, "Only to have one more.").then()
    told, cursors = in_parts(publishing, publishing.preparer)
    assert told == publishing.every()["items"]
    assert len(cursors) == len(told) - 1 >= 1
    assert in_parts(publishing, lead)[0] == publishing.every(lead)["items"]
    path = f"{publishing.path}/publications?cursor={cursors[0]}"
    lead.get(path).then_refused(422, "cursor_malformed")


def test_a_draft_says_what_would_be_prepared(publishing: Publishing) -> None:
    path = f"{publishing.path}/publication_draft?status=revised"
    draft = publishing.preparer.get(path).then().body
    assert draft["position"] == publishing.cut_offs()[0]["position"]
    publishing.preparer.get(f"{path}&position=1").then_refused(409, "position_not_judged")


def test_a_lead_neither_prepares_nor_sees_what_waits(publishing: Publishing, lead: Person) -> None:
    publishing.prepares(lead, status="revised", note=NOTE).then_refused(403, "not_permitted")
    lead.get(f"{publishing.path}/publication_cut_offs").then_refused(403, "not_permitted")
    lead.get(f"{publishing.path}/publication_draft?status=final").then_refused(403, "not_permitted")
