"""People come from a table: looked at first, each registered once."""

from __future__ import annotations

import pytest
from http_fair import Fair, Person, Said

from aggregates.vocabulary import Role

COLUMNS = "key,native_name,latin_name,display_order,email,phone,organisation,roles"


@pytest.fixture(scope="module")
def organiser(fair: Fair) -> Person:
    """Give an organiser, whose word the organisations are asked to confirm."""
    return fair.person(Role.ORGANISER)


@pytest.fixture(scope="module")
def organisations(fair: Fair) -> Person:
    """Give an official, by whom the organisation `north` came from a table."""
    table = "key,legal_name,country,registration\nnorth,North Harbour Ltd,GB,NTRGB-77\n"
    official = fair.person(Role.OFFICIAL)
    sent = {"table": table, "dry_run": False}
    official.post("/organisations/import_organisations", sent).then()
    return official


def row(key: str, **changes: str) -> str:
    cells = {
        "key": key,
        "native_name": "王小明",
        "latin_name": "Wang Xiaoming",
        "display_order": "family_first",
        "email": f"{key}@example.org",
        "phone": "",
        "organisation": "north",
        "roles": "signatory lead",
        **changes,
    }
    return ",".join(cells.values())


def imported(who: Person, *rows: str, dry: bool = False, **headers: str) -> Said:
    body = {"table": "\n".join([COLUMNS, *rows]), "dry_run": dry}
    return who.post("/people/import_people", body, **headers).then()


def outcomes(said: Said) -> list[tuple[str, str]]:
    return [(one["state"], one["code"]) for one in said.body["rows"]]


@pytest.mark.usefixtures("organisations")
def test_a_table_is_looked_at_before_anybody_is_registered(fair: Fair, organiser: Person) -> None:
    head = fair.house.installation.registry.head()
    said = imported(
        organiser,
        row("p1"),
        row("p2", roles="emperor"),
        row("p3", email="nowhere"),
        row("p4", organisation="south"),
        row("p5", roles="official"),
        row("p1"),
        "p6,too,short",
        row("p7", native_name="ﷺ"),
        dry=True,
    )
    assert outcomes(said) == [
        ("new", ""),
        ("refused", "cell_malformed"),
        ("refused", "address_malformed"),
        ("refused", "organisation_unlisted"),
        ("refused", "office_by_two"),
        ("refused", "row_twice"),
        ("refused", "row_malformed"),
        ("refused", "uncovered_character"),
    ]
    assert "emperor" in said.body["rows"][1]["detail"]
    assert fair.house.installation.registry.head() == head


@pytest.mark.usefixtures("organisations")
def test_each_person_is_registered_once_however_often_the_table_is_sent(organiser: Person) -> None:
    rows = (row("q1"), row("q2", display_order="given_first", phone="+44 20 0000 0000"))
    first = imported(organiser, *rows, idempotency_key="people-1").body
    assert (first["registered"], first["refused"]) == (2, 0)
    for key in ("people-1", "people-2"):
        again = imported(organiser, *rows, idempotency_key=key).body
        assert (again["registered"], again["already"]) == (0, 2)
    assert imported(organiser, *rows, dry=True).body["already"] == 2
    changed = imported(organiser, row("q1", latin_name="Wang Daming"))
    assert outcomes(changed) == [("refused", "person_exists")]


def test_who_is_registered_awaits_the_word_of_the_organisation(
    organiser: Person, organisations: Person
) -> None:
    made = imported(organiser, row("r1")).body["rows"][0]
    shown = organisations.get(f"/people/{made['person']}").then().body
    assert shown["latin_name"] == "Wang Xiaoming"
    assert [one["roles"] for one in shown["awaiting"]] == [["lead", "signatory"]]


def test_who_takes_part_imports_nobody(fair: Fair) -> None:
    sent = {"table": COLUMNS, "dry_run": True}
    fair.person().post("/people/import_people", sent).then_refused(403, "not_permitted")
