"""Erasing over HTTP: two of the registry, no hold, and afterwards nothing of it anywhere."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest
from http_deal import Negotiation
from http_fair import Fair, Person, Said
from psycopg import sql

from aggregates.deal import DEAL
from aggregates.vocabulary import Role
from api import ids
from ledger.errors import LedgerError
from ledger.sources import One

CANARY = "Quillon-Marzipan-7731"
NOTE = "Obsidian-Parsnip-4402"
TABLES = """
SELECT schemaname, tablename FROM pg_tables
WHERE schemaname IN ('ledger', 'operations', 'projections', 'projections_next')
"""


class Secretive(Negotiation):
    """A deal with a title that is found nowhere else."""

    def opening(self) -> dict[str, Any]:
        """Return what is sent to open it."""
        return {**super().opening(), "title": f"{CANARY} plant"}


def asks(who: Person, what: str, path: str, **body: object) -> Said:
    """Send a command for which one shows anew who one is."""
    who.shows_presence(what, "")
    return who.post(f"{path}/{what}", body)


def proposes(who: Person, log: str, subject: str, identifier: str, ground: str = "court") -> Said:
    facts = {"subject": subject, "id": identifier, "ground": ground, "reference": "DPO-2026-1"}
    return asks(who, "propose_erasure", f"/logs/{log}", **facts)


@pytest.fixture(scope="module")
def officers(followed: Fair) -> tuple[Person, Person]:
    """Give two of the registry."""
    return followed.person(Role.REGISTRY), followed.person(Role.REGISTRY)


@pytest.fixture
def failed(followed: Fair) -> Secretive:
    """Give a deal with an executed letter of intent that was withdrawn."""
    deal = Secretive(followed)
    deal.open()
    deal.engage()
    deal.lin.post(f"/deals/{deal.deal}/comment_to_own_side", {"text": NOTE}).then()
    deal.does("withdraw_party", deal.lin, reason="no funds").then()
    return deal


def tables_with(fair: Fair, canary: str) -> set[str]:
    """Return every table of every schema in which something is found."""
    found = set[str]()
    with psycopg.connect(fair.house.database.superuser) as connection:
        for schema, table in connection.execute(TABLES).fetchall():
            query = sql.SQL("SELECT FROM {} AS t WHERE strpos(t::text, %s) > 0 LIMIT 1")
            asked = query.format(sql.Identifier(schema, table))
            if connection.execute(asked, [canary]).fetchone() is not None:
                found.add(f"{schema}.{table}")
    return found


def awaited(ask: Callable[[], bool]) -> bool:
    deadline = monotonic() + 30
    while not ask() and monotonic() < deadline:
        sleep(0.1)
    return ask()


def test_an_erased_deal_is_found_nowhere_and_its_executed_letter_is_kept(
    followed: Fair, officers: tuple[Person, Person], failed: Secretive
) -> None:
    first, second = officers
    letter = failed.fair.book.state(One(DEAL, failed.deal)).instruments[failed.letter].signing
    assert letter is not None
    assert awaited(lambda: "projections.deals" in tables_with(followed, CANARY))
    erasure = proposes(first, followed.edition, "deal", failed.deal).then().body["ids"]["erasure"]
    asks(first, "erase_deal", f"/deals/{failed.deal}", erasure=erasure).then_refused(
        403, "four_eyes"
    )
    erased = asks(second, "erase_deal", f"/deals/{failed.deal}", erasure=erasure).then()
    assert erased.types == ["ledger.deal_erased.v1"]
    assert awaited(lambda: tables_with(followed, CANARY) | tables_with(followed, NOTE) == set())
    first.get(f"/deals/{failed.deal}").then_refused(410, "key_destroyed")
    failed.reads(failed.lin).then_refused(404, "deal_unknown")
    assert followed.book.retained_blob(letter.pdf_sha256).startswith(b"%PDF")
    with pytest.raises(LedgerError) as gone:
        followed.book.blob(One(DEAL, failed.deal), letter.pdf_sha256)
    assert gone.value.code == "key_destroyed"


def test_the_same_erasure_sent_again_gets_its_first_answer(
    followed: Fair, officers: tuple[Person, Person], failed: Secretive
) -> None:
    first, second = officers
    erasure = proposes(first, followed.edition, "deal", failed.deal).then().body["ids"]["erasure"]
    second.shows_presence("erase_deal", "")
    key, path = ids.new_id(), f"/deals/{failed.deal}/erase_deal"
    once = second.post(path, {"erasure": erasure}, idempotency_key=key).then()
    again = second.post(path, {"erasure": erasure}, idempotency_key=key).then()
    assert (again.body["positions"], again.body["repeated"]) == (once.body["positions"], True)
    second.post(path, {"erasure": erasure}).then_refused(410, "key_destroyed")


def test_nothing_is_erased_while_a_hold_stands(
    followed: Fair, officers: tuple[Person, Person], failed: Secretive
) -> None:
    first, second = officers
    official, log = followed.person(Role.OFFICIAL), followed.edition
    erasure = proposes(first, log, "deal", failed.deal).then().body["ids"]["erasure"]
    hold = {"subject": "deal", "id": failed.deal, "ground": "litigation", "reference": "CT-1"}
    held = official.post(f"/logs/{log}/place_hold", hold).then().body["ids"]["hold"]
    erase = {"erasure": erasure}
    asks(second, "erase_deal", f"/deals/{failed.deal}", **erase).then_refused(409, "hold_stands")
    shown = first.get(f"/logs/{log}/erasures").then().body
    assert [one["hold"] for one in shown["holds"]] == [held]
    asks(first, "release_hold", f"/logs/{log}/holds/{held}", reference="CT-2").then()
    asks(second, "erase_deal", f"/deals/{failed.deal}", **erase).then()
    shown = first.get(f"/logs/{log}/erasures").then().body
    assert (shown["holds"], shown["erased"][-1]["id"]) == ([], failed.deal)
    assert shown["erased"][-1]["documents"] == 1


def test_a_deal_that_lives_is_not_erased(followed: Fair, officers: tuple[Person, Person]) -> None:
    first, second = officers
    deal = Negotiation(followed).open()
    erasure = proposes(first, followed.edition, "deal", deal.deal).then().body["ids"]["erasure"]
    said = asks(second, "erase_deal", f"/deals/{deal.deal}", erasure=erasure)
    said.then_refused(409, "deal_not_failed")
    back = asks(second, "withdraw_erasure", f"/logs/{followed.edition}/erasures/{erasure}").then()
    assert back.types == ["ledger.erasure_withdrawn.v1"]


def test_an_erased_person_has_no_name_and_no_way_in(
    followed: Fair, officers: tuple[Person, Person]
) -> None:
    first, second = officers
    person = followed.person()
    who, path = person.actor.person, f"/people/{person.actor.person}"
    erasure = proposes(first, "registry", "person", who, "request").then().body["ids"]["erasure"]
    asks(second, "erase_person", path, erasure=erasure).then_refused(409, "posts_held")
    version = first.get(path).etag
    first.post(f"{path}/assign_person", {"posts": []}, if_match=version).then()
    erased = asks(second, "erase_person", path, erasure=erasure).then()
    assert erased.types == ["ledger.person_erased.v1"]
    first.get(path).then_refused(410, "key_destroyed")
    followed.said("GET", "/account", headers=person.old_cookie).then_refused(401, "not_signed_in")
    kept = {table for table in tables_with(followed, who) if table.startswith("operations.")}
    assert kept <= {"operations.security_log", "operations.access_log"}


def test_people_are_of_the_registry_s_log_and_deals_of_an_edition_s(
    followed: Fair, officers: tuple[Person, Person]
) -> None:
    first, _ = officers
    proposes(first, "registry", "deal", "deal-1").then_refused(422, "body_malformed")
    proposes(first, followed.edition, "person", "p-1").then_refused(422, "body_malformed")


def test_what_is_not_there_is_neither_held_nor_proposed(
    followed: Fair, officers: tuple[Person, Person]
) -> None:
    """A hold with a mistyped id would hold nothing back, and nobody would know."""
    first, official = officers[0], followed.person(Role.OFFICIAL)
    others = {"subject": "documents", "id": ids.new_id(), "reference": "DPO-1"}
    unknown = {**others, "subject": "deal"}
    path = f"/logs/{followed.edition}"
    for said in (
        official.post(f"{path}/place_hold", {**others, "ground": "audit"}),
        asks(first, "propose_erasure", path, **others, ground="retention_ended"),
    ):
        said.then_refused(422, "body_malformed")
    for said in (
        official.post(f"{path}/place_hold", {**unknown, "ground": "audit"}),
        asks(first, "propose_erasure", path, **unknown, ground="court"),
    ):
        said.then_refused(404, "deal_unknown")
    proposes(first, "registry", "person", "nobody").then_refused(404, "person_unknown")


def test_retention_is_said_and_listed_and_documents_stay_until_it_ends(
    followed: Fair, officers: tuple[Person, Person]
) -> None:
    first, second = officers
    path, term = f"/editions/{followed.edition}", {"reference": "DPO-1", "failed_days": 400}
    asks(first, "set_retention", path, executed_until="2037-01-01", **term).then()
    shown = first.get(f"/logs/{followed.edition}/erasures").then().body["retention"]
    assert (shown["failed_days"], shown["executed_until"]) == (400, "2037-01-01")
    said = proposes(first, followed.edition, "documents", followed.edition, "retention_ended")
    erasure = said.then().body["ids"]["erasure"]
    asks(second, "erase_documents", path, erasure=erasure).then_refused(409, "retention_running")
    assert first.get(f"{path}/due_erasures").then().body == {"items": []}
