"""Endpoints of an organisation over HTTP: who speaks for it registers them, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from http_fair import METRICS_TOKEN, Fair, Person, Said

from aggregates.vocabulary import Role
from api import ids

URL = "https://hooks.example.org/deals"
KINDS = ["deal.offer_tabled.v1", "deal.terms_locked.v1"]


@pytest.fixture
def lin(fair: Fair) -> Person:
    """Give the lead of an organisation of their own."""
    return fair.person()


def at(who: Person, rest: str = "") -> str:
    return f"/organisations/{who.actor.organisation}/webhooks{rest}"


def registers(who: Person, **changes: Any) -> Said:
    who.shows_presence("register_webhook", "")
    return who.post(at(who), {"url": URL, "kinds": KINDS, **changes})


def webhook_of(who: Person) -> str:
    return str(registers(who).then().body["webhook"]["webhook"])


def test_the_secret_is_shown_once(lin: Person) -> None:
    made = registers(lin).then().body
    assert made["secret"].startswith("whsec_")
    (kept,) = lin.get(at(lin)).then().body
    assert kept == made["webhook"]
    assert kept["public_key"].startswith("whpk_")
    rotated = lin.post(at(lin, f"/{kept['webhook']}/rotate_secret"), {}).then().body
    assert rotated["secret"] != made["secret"]
    assert rotated["webhook"]["previous_until"] is not None
    assert (
        made["secret"]
        not in lin.fair.house.database.everything(
            "SELECT w::text FROM operations.webhooks AS w"
        ).decode()
    )


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"url": "http://hooks.example.org/"}, 422, "webhook_url_refused"),
        ({"url": "https://169.254.169.254/latest"}, 422, "webhook_url_refused"),
        ({"url": "https://u:p@hooks.example.org/"}, 422, "webhook_url_refused"),
        ({"kinds": ["deal.nothing.v1"]}, 422, "event_kind_unlisted"),
        ({"kinds": ["person.registered.v1"]}, 422, "event_kind_unlisted"),
        ({"kinds": []}, 422, "event_kind_unlisted"),
    ],
)
def test_what_leads_elsewhere_is_not_registered(
    lin: Person, changes: dict[str, Any], status: int, code: str
) -> None:
    registers(lin, **changes).then_refused(status, code)
    assert lin.get(at(lin)).body == []


def test_where_messages_go_is_said_by_who_has_shown_presence(lin: Person) -> None:
    body = {"url": URL, "kinds": KINDS}
    lin.post(at(lin), body).then_refused(403, "step_up_needed")
    webhook = webhook_of(lin)
    lin.fair.house.clock.forward(minutes=6)
    for path in ("/enable", "/rotate_secret"):
        lin.post(at(lin, f"/{webhook}{path}"), {}).then_refused(403, "step_up_needed")
    lin.post(at(lin, f"/{webhook}/disable"), {}).then(204)


@pytest.mark.parametrize("role", [Role.NEGOTIATOR, Role.SIGNATORY, Role.LAWYER])
def test_who_does_not_speak_for_the_organisation_is_refused(lin: Person, role: Role) -> None:
    webhook = webhook_of(lin)
    colleague = lin.fair.person(role, lin.actor.organisation)
    registers(colleague).then_refused(403, "not_administrator")
    for path in ("/ping", "/disable", "/rotate_secret"):
        said = colleague.post(at(lin, f"/{webhook}{path}"), {})
        said.then_refused(403, "not_administrator")
    colleague.get(at(lin)).then_refused(403, "not_administrator")


def test_the_endpoints_of_others_are_not_there(lin: Person) -> None:
    webhook, other = webhook_of(lin), lin.fair.person()
    other.get(at(lin)).then_refused(403, "not_administrator")
    other.shows_presence("enable_webhook", "")
    for path in ("/ping", "/disable", "/enable", "/rotate_secret"):
        other.post(at(other, f"/{webhook}{path}"), {}).then_refused(404, "webhook_unlisted")
    other.get(at(other, f"/{webhook}/deliveries")).then_refused(404, "webhook_unlisted")


def test_a_trial_is_listed_and_can_be_sent_again(lin: Person) -> None:
    webhook = webhook_of(lin)
    sent = [lin.post(at(lin, f"/{webhook}/ping"), {}).then().body for _ in range(3)]
    page = lin.get(at(lin, f"/{webhook}/deliveries?limit=2")).then().body
    rest = lin.get(at(lin, f"/{webhook}/deliveries?limit=2&cursor={page['next']}")).then().body
    listed = [*page["items"], *rest["items"]]
    key = "delivery"
    assert sorted(one[key] for one in listed) == sorted(one[key] for one in sent)
    assert (rest["next"], {one["outcome"] for one in listed}) == (None, {"waiting"})
    assert lin.get(at(lin, f"/{webhook}/deliveries?outcome=delivered")).body["items"] == []
    again = lin.post(at(lin, f"/{webhook}/deliveries/{sent[0][key]}/replay"), {}).then().body
    assert again["message"] == sent[0]["message"] == f"ping:{sent[0][key]}"
    none = lin.post(at(lin, f"/{webhook}/deliveries/{ids.new_id()}/replay"), {})
    none.then_refused(404, "delivery_unlisted")


def test_an_endpoint_is_disabled_enabled_and_removed(lin: Person) -> None:
    webhook = webhook_of(lin)
    span = {"log": lin.fair.edition, "first": 1, "last": 2**63 - 1}
    lin.post(at(lin, f"/{webhook}/disable"), {}).then(204)
    lin.post(at(lin, f"/{webhook}/ping"), {}).then_refused(409, "webhook_disabled")
    lin.post(at(lin, f"/{webhook}/replay"), span).then_refused(409, "webhook_disabled")
    assert lin.get(at(lin)).body[0]["disabled_because"] == "asked"
    lin.post(at(lin, f"/{webhook}/enable"), {}).then(204)
    assert lin.get(at(lin)).body[0]["disabled_at"] is None
    headers = {**lin.cookie, "idempotency-key": ids.new_id()}
    lin.fair.said("DELETE", at(lin, f"/{webhook}"), headers=headers).then(204)
    assert lin.get(at(lin)).body == []
    told = lin.fair.house.events(lin.actor.person)
    assert told[-4:] == [
        *("webhook_registered", "webhook_disabled", "webhook_enabled", "webhook_removed")
    ]


def test_figures_tell_of_workers_and_read_models_too(fair: Fair, lin: Person) -> None:
    lin.post(at(lin, f"/{webhook_of(lin)}/ping"), {}).then()
    headers = {"authorization": f"Bearer {METRICS_TOKEN}"}
    told = fair.client.get("/metrics", headers=headers).text
    assert "counterseal_work_known 1.0" in told
    assert "counterseal_projection_lag_events" in told
    (line,) = [one for one in told.splitlines() if 'waiting{queue="webhook"}' in one]
    assert float(line.rpartition(" ")[2]) >= 1
    assert lin.actor.organisation not in told
