"""The edition's log over HTTP: admissions, mandates, projects, rates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from http_fair import Fair, Person, Said

from aggregates.vocabulary import Role
from api import ids


@pytest.fixture(scope="module")
def official(fair: Fair) -> Person:
    """Give an official."""
    return fair.person(Role.OFFICIAL)


@pytest.fixture(scope="module")
def organiser(fair: Fair) -> Person:
    """Give an organiser."""
    return fair.person(Role.ORGANISER)


def in_edition(fair: Fair, path: str) -> str:
    return f"/editions/{fair.edition}/{path}"


def admit(fair: Fair, who: Person, organisation: str) -> Said:
    path = in_edition(fair, "admissions/admit_organisation")
    return who.post(path, {"organisation": organisation})


def test_an_organisation_is_admitted_with_the_facts_of_the_registry(
    fair: Fair, organiser: Person, official: Person
) -> None:
    organisation = fair.house.organisation()
    head = fair.house.installation.registry.head()
    assert admit(fair, organiser, organisation).then().types == [
        "admission.organisation_admitted.v1"
    ]
    shown = official.get(in_edition(fair, f"admissions/{organisation}")).then().body
    registered = official.get(f"/organisations/{organisation}").then().body
    for name in ("legal_name", "country", "registration"):
        assert shown[name] == registered[name]
    assert shown["registry_position"] == head
    fair.house.organisation()
    assert admit(fair, organiser, organisation).then().types == []


def test_who_is_not_registered_is_not_admitted(fair: Fair, organiser: Person) -> None:
    admit(fair, organiser, ids.new_id()).then_refused(404, "organisation_unlisted")
    organiser.get(in_edition(fair, f"admissions/{ids.new_id()}")).then_refused(
        404, "admission_unlisted"
    )


def test_only_organisers_admit(fair: Fair, official: Person) -> None:
    organisation = fair.house.organisation()
    for who in (official, fair.person()):
        admit(fair, who, organisation).then_refused(403, "not_permitted")


def mandate(fair: Fair, who: Person, **changes: object) -> dict[str, Any]:
    at = fair.house.clock()
    return {
        "organisation": who.actor.organisation,
        "person": who.actor.person,
        "instruments": ["agreement"],
        "limit": {"amount": "1000000", "currency": "CNY"},
        "valid_from": at.isoformat(),
        "valid_until": (at + timedelta(days=30)).isoformat(),
        "evidence_sha256": "ab" * 32,
        **changes,
    }


def recorded(fair: Fair, who: Person) -> str:
    path = in_edition(fair, "mandates/record_mandate")
    return str(who.post(path, mandate(fair, who)).then().body["ids"]["mandate"])


def test_a_mandate_is_recorded_verified_and_revoked(fair: Fair, official: Person) -> None:
    lin = fair.person()
    path = in_edition(fair, f"mandates/{recorded(fair, lin)}")
    verified = official.post(f"{path}/verify_mandate", {}, if_match='"1"').then()
    assert verified.types == ["mandate.verified.v1"]
    shown = lin.get(path).then()
    assert (shown.body["verified_by"], shown.etag) == (official.actor.person, '"2"')
    stale = lin.post(f"{path}/revoke_mandate", {"reason": "Moved on."}, if_match='"1"')
    stale.then_refused(412, "stale")
    lin.post(f"{path}/revoke_mandate", {"reason": "Moved on."}, if_match='"2"').then()
    assert lin.get(path).body["revoked_at"] is not None


def test_a_mandate_is_the_business_of_few(fair: Fair, official: Person) -> None:
    lin = fair.person()
    path = in_edition(fair, f"mandates/{recorded(fair, lin)}")
    colleague = fair.person(Role.LAWYER, organisation=lin.actor.organisation)
    for who in (lin, colleague, official):
        who.get(path).then()
    stranger = fair.person()
    for hidden in (path, in_edition(fair, f"mandates/{ids.new_id()}")):
        stranger.get(hidden).then_refused(404, "mandate_unknown")
        stranger.get(f"{hidden}/evidence").then_refused(404, "mandate_unknown")
    lin.get(f"{path}/evidence").then_refused(404, "evidence_unlisted")


def test_a_mandate_of_others_is_neither_recorded_nor_revoked(fair: Fair) -> None:
    lin, stranger = fair.person(), fair.person()
    path = in_edition(fair, "mandates/record_mandate")
    stranger.post(path, mandate(fair, lin)).then_refused(403, "not_your_organisation")
    revoke = in_edition(fair, f"mandates/{recorded(fair, lin)}/revoke_mandate")
    stranger.post(revoke, {"reason": "No."}, if_match='"1"').then_refused(403, "not_permitted")


def test_a_mandate_has_a_currency_that_there_is(fair: Fair) -> None:
    lin = fair.person()
    limit = {"amount": "1", "currency": "QQQ"}
    said = lin.post(in_edition(fair, "mandates/record_mandate"), mandate(fair, lin, limit=limit))
    said.then_refused(422, "code_unlisted")


def project(who: Person, **changes: object) -> dict[str, Any]:
    return {
        "title": "Harbour crane works",
        "owner": who.actor.organisation,
        "industry": "C2816",
        "destination": "PL-PM",
        "amount": {"amount": "250000000", "currency": "EUR"},
        **changes,
    }


def test_a_project_is_listed_and_withdrawn_and_anybody_may_see_it(fair: Fair) -> None:
    lin = fair.person()
    listed = lin.post(in_edition(fair, "projects/list_project"), project(lin)).then()
    path = in_edition(fair, f"projects/{listed.body['ids']['project']}")
    shown = fair.said("GET", path).then()
    assert (shown.body["title"], shown.body["withdrawn"]) == ("Harbour crane works", False)
    body = {"reason": "It was built."}
    fair.person().post(f"{path}/withdraw_project", body, if_match='"1"').then_refused(
        403, "not_permitted"
    )
    lin.post(f"{path}/withdraw_project", body, if_match=shown.etag).then()
    assert fair.said("GET", path).body["withdrawn"] is True


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"industry": "C9916"}, 422, "code_unlisted"),
        ({"industry": "Z"}, 422, "code_unlisted"),
        ({"destination": "XX-PM"}, 422, "code_unlisted"),
        ({"destination": "Poland"}, 422, "code_unlisted"),
        ({"owner": "somebody-else"}, 403, "not_your_organisation"),
        ({"amount": {"amount": "0", "currency": "EUR"}}, 422, "not_positive"),
    ],
)
def test_a_project_that_cannot_be_is_refused(
    fair: Fair, changes: dict[str, object], status: int, code: str
) -> None:
    lin = fair.person()
    said = lin.post(in_edition(fair, "projects/list_project"), project(lin, **changes))
    said.then_refused(status, code)


def test_a_project_that_was_never_listed_is_unknown(fair: Fair) -> None:
    said = fair.said("GET", in_edition(fair, f"projects/{ids.new_id()}"))
    said.then_refused(404, "project_unknown")


def rate(fair: Fair, **changes: str) -> dict[str, Any]:
    day = (fair.house.clock() - timedelta(days=1)).date().isoformat()
    published = {"base": "EUR", "quote": "CNY", "rate": "7.8", "day": day, "source": "Bank"}
    return {"rates": [{**published, **changes}]}


def test_rates_are_published_and_read_by_anybody(fair: Fair, organiser: Person) -> None:
    path = in_edition(fair, "rates/publish_rates")
    assert organiser.post(path, rate(fair)).then().types == ["rates.published.v1"]
    assert organiser.post(path, rate(fair)).then().types == []
    shown = fair.said("GET", in_edition(fair, "rates")).then().body
    assert shown["rates"][0]["rate"] == "7.8"
    organiser.post(path, rate(fair, quote="QQQ")).then_refused(422, "code_unlisted")
    fair.person().post(path, rate(fair)).then_refused(403, "not_permitted")


@pytest.mark.parametrize("what", ["", "/rates", "/projects/x", "/projects"])
def test_an_edition_that_is_not_listed_has_nothing(fair: Fair, what: str) -> None:
    fair.said("GET", f"/editions/{ids.new_id()}{what}").then_refused(404, "edition_unlisted")
    fair.said("GET", f"/editions/none{what}").then_refused(404, "edition_unlisted")
