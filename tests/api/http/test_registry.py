"""The registry over HTTP: organisations, their verification and import, people, editions."""

from __future__ import annotations

import hashlib
import json

import pytest
from http_fair import Fair, Person, Said

from aggregates.vocabulary import Role
from api import ids

FACTS = {"legal_name": "Wisla Cable S.A.", "country": "PL", "registration": "NTRPL-0000912345"}
EXTRACT = b"%PDF-1.7\nan extract of the register\n%%EOF\n"


@pytest.fixture(scope="module")
def registrar(fair: Fair) -> Person:
    """Give somebody of the registry."""
    return fair.person(Role.REGISTRY)


@pytest.fixture(scope="module")
def official(fair: Fair) -> Person:
    """Give an official."""
    return fair.person(Role.OFFICIAL)


@pytest.fixture(scope="module")
def organiser(fair: Fair) -> Person:
    """Give an organiser."""
    return fair.person(Role.ORGANISER)


OFFICE = {"role": "official"}


def gives(who: Person, what: str, person: str, office: dict[str, str]) -> Said:
    who.shows_presence(what, "")
    return who.post(f"/people/{person}/{what}", office)


def test_an_organiser_gives_nobody_an_office(fair: Fair, organiser: Person) -> None:
    lead, office = fair.person(), {**OFFICE, "organisation": fair.house.organisation()}
    posts = [{"organisation": office["organisation"], "roles": ["official"]}]
    path = f"/people/{lead.actor.person}/assign_person"
    version = organiser.get(f"/people/{lead.actor.person}").etag
    organiser.post(path, {"posts": posts}, if_match=version).then_refused(403, "office_by_two")
    for what in ("propose_office", "confirm_office"):
        gives(organiser, what, lead.actor.person, office).then_refused(403, "not_permitted")


def test_two_of_the_registry_give_an_office_and_have_shown_who_they_are(
    fair: Fair, registrar: Person
) -> None:
    person, body = fair.person().actor.person, fair.house.organisation()
    office, other = {**OFFICE, "organisation": body}, fair.person(Role.REGISTRY)
    other.post(f"/people/{person}/propose_office", office).then_refused(403, "step_up_needed")
    assert gives(registrar, "propose_office", person, office).then().types == [
        "person.office_proposed.v1"
    ]
    shown = other.get(f"/people/{person}").body["proposals"]
    assert shown == [{**office, "proposed_by": registrar.actor.person}]
    gives(registrar, "confirm_office", person, office).then_refused(403, "four_eyes")
    assert gives(other, "confirm_office", person, office).then().types == ["person.office_given.v1"]
    now = other.get(f"/people/{person}").body
    assert ({"organisation": body, "roles": ["official"]} in now["posts"], now["proposals"]) == (
        True,
        [],
    )


def test_an_office_is_held_where_there_is_an_organisation(fair: Fair, registrar: Person) -> None:
    office = {**OFFICE, "organisation": ids.new_id()}
    said = gives(registrar, "propose_office", fair.person().actor.person, office)
    said.then_refused(404, "organisation_unlisted")


def registered(who: Person, **facts: str) -> str:
    said = who.post("/organisations/register_organisation", {**FACTS, **facts}).then()
    return str(said.body["ids"]["organisation"])


def test_an_organisation_is_registered_and_read(fair: Fair, official: Person) -> None:
    organisation = registered(official)
    said = fair.person().get(f"/organisations/{organisation}").then()
    assert {name: said.body[name] for name in FACTS} == FACTS
    assert (said.body["verification"], said.body["version"], said.etag) == (None, 1, '"1"')


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        ({"country": "XX"}, 422, "code_unlisted"),
        ({"legal_name": ""}, 422, "text_empty"),
        ({"organisation": "no id!"}, 422, "identifier_malformed"),
        ({"colour": "red"}, 422, "body_malformed"),
    ],
)
def test_facts_that_are_none_are_refused(
    official: Person, facts: dict[str, str], status: int, code: str
) -> None:
    said = official.post("/organisations/register_organisation", {**FACTS, **facts})
    said.then_refused(status, code)


def test_nobody_registers_an_organisation_for_others(fair: Fair) -> None:
    body = {**FACTS, "organisation": ids.new_id()}
    said = fair.person().post("/organisations/register_organisation", body)
    said.then_refused(403, "not_your_organisation")


def test_an_organisation_is_verified_by_somebody_else(official: Person, registrar: Person) -> None:
    organisation = registered(official)
    path, body = (
        f"/organisations/{organisation}/verify_organisation",
        {"evidence_sha256": "ab" * 32},
    )
    official.post(path, body).then_refused(428, "if_match_missing")
    official.post(path, body, if_match='"1"').then_refused(403, "four_eyes")
    done = registrar.post(path, body, if_match='"1"').then()
    assert (done.types, done.etag) == (["organisation.verified.v1"], '"2"')
    told = official.get(f"/organisations/{organisation}").body["verification"]
    assert (told["by"], told["evidence_sha256"]) == (registrar.actor.person, "ab" * 32)


def with_extract(who: Person, organisation: str, content: bytes, media: str) -> Said:
    headers = {**who.cookie, "idempotency-key": ids.new_id(), "content-type": media}
    path = f"/organisations/{organisation}/verify_with_extract"
    return who.fair.said("POST", path, content=content, headers=headers)


def test_the_extract_itself_is_kept(fair: Fair, official: Person, registrar: Person) -> None:
    organisation = registered(official)
    done = with_extract(registrar, organisation, EXTRACT, "application/pdf").then()
    assert done.types == ["organisation.verified.v1"]
    shown = official.get(f"/organisations/{organisation}/extract").then()
    assert shown.response.content == EXTRACT
    assert shown.etag == f'"{hashlib.sha256(EXTRACT).hexdigest()}"'
    fair.person().get(f"/organisations/{organisation}/extract").then_refused(403, "not_permitted")
    again = with_extract(registrar, organisation, EXTRACT, "application/pdf").then()
    assert again.types == []


@pytest.mark.parametrize(
    ("content", "media", "status", "code"),
    [
        (b"MZ\x90", "application/pdf", 422, "file_not_pdf"),
        (EXTRACT, "text/plain", 415, "media_type_unknown"),
        (b"%PDF-" + bytes(16 * 1024 * 1024), "application/pdf", 413, "body_too_large"),
    ],
)
def test_what_is_no_extract_is_refused(
    official: Person, registrar: Person, content: bytes, media: str, status: int, code: str
) -> None:
    organisation = registered(official)
    with_extract(registrar, organisation, content, media).then_refused(status, code)


def test_an_extract_that_was_not_handed_in_is_not_there(
    official: Person, registrar: Person
) -> None:
    organisation = registered(official)
    path = f"/organisations/{organisation}/extract"
    official.get(path).then_refused(404, "evidence_unlisted")
    body = {"evidence_sha256": "cd" * 32}
    verify = f"/organisations/{organisation}/verify_organisation"
    registrar.post(verify, body, if_match='"1"').then()
    official.get(path).then_refused(404, "evidence_unlisted")


def test_nobody_else_verifies(fair: Fair, official: Person, organiser: Person) -> None:
    organisation = registered(official)
    for who in (fair.person(), organiser):
        said = with_extract(who, organisation, EXTRACT, "application/pdf")
        said.then_refused(403, "not_permitted")


def table(*rows: str) -> str:
    return "\ufeff" + "\r\n".join(["key,legal_name,country,registration", *rows, ""])


def imported(who: Person, content: str, *, dry: bool, **headers: str) -> Said:
    body = {"table": content, "dry_run": dry}
    return who.post("/organisations/import_organisations", body, **headers).then()


def test_a_table_is_looked_at_before_anything_happens(fair: Fair, official: Person) -> None:
    content = table(
        "a1,Andes Cobre S.A.,CL,NTRCL-1", "a2,Nobody,XX,N-2", "a1,Twice,CL,N-3", "a4,Short,CL"
    )
    head = fair.house.installation.registry.head()
    said = imported(official, content, dry=True)
    rows = [(row["key"], row["state"], row["code"]) for row in said.body["rows"]]
    assert rows == [
        ("a1", "new", ""),
        ("a2", "refused", "code_unlisted"),
        ("a1", "refused", "row_twice"),
        ("a4", "refused", "row_malformed"),
    ]
    assert "XX" in said.body["rows"][1]["detail"]
    assert fair.house.installation.registry.head() == head


def test_each_row_is_registered_once_however_often_it_is_sent(official: Person) -> None:
    content = table('b1,"Linghai ""East"" Co., Ltd.",CN,NTRCN-B1', "b2,Aster S.A.,FR,NTRFR-B2")
    first = imported(official, content, dry=False, idempotency_key="import-1").body
    assert (first["registered"], first["refused"]) == (2, 0)
    for key in ("import-1", "import-2"):
        again = imported(official, content, dry=False, idempotency_key=key).body
        assert (again["registered"], again["already"]) == (0, 2)
    shown = official.get(f"/organisations/{first['rows'][0]['organisation']}").then().body
    assert shown["legal_name"] == 'Linghai "East" Co., Ltd.'
    changed = imported(official, table("b2,Another S.A.,FR,NTRFR-B2"), dry=False).body
    assert changed["rows"][0]["code"] == "organisation_exists"


@pytest.mark.parametrize(
    "content", ["", "key;legal_name\n", 'key,legal_name,country,registration\na,"b', "\x00"]
)
def test_what_is_no_table_is_refused(official: Person, content: str) -> None:
    said = official.post("/organisations/import_organisations", {"table": content})
    said.then_refused(422, "table_malformed")


def test_a_table_is_no_longer_than_it_may_be(official: Person) -> None:
    content = table(*(f"k{number},Name,CN,N-{number}" for number in range(1001)))
    said = official.post("/organisations/import_organisations", {"table": content})
    said.then_refused(422, "table_malformed")


def person(organisation: str, **changes: object) -> dict[str, object]:
    return {
        "native_name": "王小明",
        "latin_name": "Wang Xiaoming",
        "email": f"{ids.new_id()}@example.org",
        "phone": "+86 592 0000000",
        "display_order": "family_first",
        "posts": [{"organisation": organisation, "roles": ["lead", "signatory"]}],
        **changes,
    }


def test_a_person_is_registered_and_their_names_are_stored_sealed(
    fair: Fair, registrar: Person, official: Person
) -> None:
    body = person(registered(official))
    done = registrar.post("/people/register_person", body).then()
    assert done.types == ["person.registered.v1", "person.confirmation_asked.v1"]
    shown = official.get(f"/people/{done.body['ids']['person']}").then().body
    for name in ("native_name", "latin_name", "email", "phone", "posts"):
        assert shown[name] == body[name]
    stored = fair.house.database.everything("SELECT payload FROM ledger.events")
    assert str(body["email"]).encode() not in stored


def test_a_person_is_registered_once(registrar: Person, official: Person) -> None:
    body = person(registered(official))
    first = registrar.post("/people/register_person", body, idempotency_key="p-1").then()
    again = registrar.post("/people/register_person", body, idempotency_key="p-1").then()
    assert (again.body["ids"], again.body["repeated"]) == (first.body["ids"], True)
    body["person"] = first.body["ids"]["person"]
    assert registrar.post("/people/register_person", body).then().types == []
    other = {**body, "latin_name": "Wang Daming"}
    registrar.post("/people/register_person", other).then_refused(409, "person_exists")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"email": "nowhere"}, 422, "address_malformed"),
        ({"native_name": "ﷺ"}, 422, "uncovered_character"),
        ({"latin_name": " Wang"}, 422, "name_not_one_line"),
        ({"latin_name": "W" * 65}, 422, "name_unusable"),
        ({"latin_name": "ễ" * 22}, 422, "name_unusable"),
        ({"posts": [{"organisation": "0" * 36, "roles": ["lead"]}]}, 404, "organisation_unlisted"),
    ],
)
def test_a_person_who_could_not_be_printed_or_reached_is_refused(
    registrar: Person, official: Person, changes: dict[str, object], status: int, code: str
) -> None:
    body = person(registered(official), **changes)
    registrar.post("/people/register_person", body).then_refused(status, code)


def test_posts_are_given_by_others(registrar: Person, official: Person) -> None:
    organisation = registered(official)
    made = registrar.post("/people/register_person", person(organisation)).then()
    someone = made.body["ids"]["person"]
    posts = [{"organisation": organisation, "roles": ["interpreter"]}]
    done = registrar.post(f"/people/{someone}/assign_person", {"posts": posts}, if_match='"2"')
    assert done.then().types == ["person.assigned.v1", "person.confirmation_asked.v1"]
    assert official.get(f"/people/{someone}").body["posts"] == posts
    own = registrar.actor.person
    version = registrar.get(f"/people/{own}").etag
    said = registrar.post(f"/people/{own}/assign_person", {"posts": posts}, if_match=version)
    said.then_refused(403, "four_eyes")


def test_one_reads_oneself_a_colleague_in_part_and_nobody_else(fair: Fair) -> None:
    ana = fair.person(Role.LEAD)
    colleague = fair.person(Role.INTERPRETER, organisation=ana.actor.organisation)
    own = ana.get(f"/people/{ana.actor.person}").then().body
    assert own["email"] == ana.insider.email
    told = colleague.get(f"/people/{ana.actor.person}").then().body
    assert (told["latin_name"], told["email"]) == ("Lin Yue", None)
    for nobody in (ana.actor.person, ids.new_id()):
        fair.person().get(f"/people/{nobody}").then_refused(404, "person_unlisted")


def test_who_reads_a_name_by_office_is_noted(fair: Fair) -> None:
    auditor, ana = fair.person(Role.AUDITOR), fair.person()
    auditor.get(f"/people/{ana.actor.person}").then()
    rows = fair.house.rows(
        "SELECT resource FROM operations.access_log WHERE person = %s", auditor.actor.person
    )
    assert rows == [(f"person:{ana.actor.person}",)]


def test_an_edition_is_listed_opened_and_its_policy_changed(fair: Fair, organiser: Person) -> None:
    listed = organiser.post("/editions/list_edition", {"name": "Fair of the Cape"}).then()
    edition = listed.body["ids"]["edition"]
    fair.said("GET", f"/editions/{edition}").then_refused(404, "edition_unknown")
    opened = organiser.post(f"/editions/{edition}/open_edition", OPENED).then()
    assert opened.types == ["edition.opened.v1"]
    body = {"policy": {"principals_max": 3}, "reason": "Small tables."}
    organiser.post(f"/editions/{edition}/change_policy", body, if_match='"1"').then()
    shown = fair.said("GET", f"/editions/{edition}").then()
    assert (shown.body["policy"]["principals_max"], shown.etag) == (3, '"2"')
    names = fair.said("GET", "/editions").then().body["editions"]
    assert names[0] == {"edition": edition, "name": "Fair of the Cape"}


OPENED = {
    "name": "Fair of the Cape",
    "first_day": "2027-09-01",
    "last_day": "2027-09-09",
    "zone": "Africa/Johannesburg",
    "holidays": ["2027-09-05"],
    "code_lists": {"ISO 4217": "2026-01-01"},
    "policy": {},
}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"zone": "Mars/Olympus"}, "code_unlisted"),
        ({"policy": {"country_languages": {"XX": ["en"]}}}, "code_unlisted"),
        ({"last_day": "2027-08-31"}, "edition_too_short"),
    ],
)
def test_an_edition_that_cannot_be_is_refused(
    fair: Fair, organiser: Person, changes: dict[str, object], code: str
) -> None:
    said = organiser.post(f"/editions/{fair.edition}/open_edition", {**OPENED, **changes})
    said.then_refused(422, code)


def test_an_edition_is_for_organisers(fair: Fair, official: Person) -> None:
    body = json.loads(json.dumps(OPENED))
    said = official.post(f"/editions/{fair.edition}/open_edition", body)
    said.then_refused(403, "not_permitted")
    official.post(f"/editions/{ids.new_id()}/open_edition", body).then_refused(
        404, "edition_unlisted"
    )
