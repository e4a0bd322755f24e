"""What every answer has in common: headers, ids, problems, bounds; and what operators ask."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx2
import pytest
from http_deal import Negotiation
from http_fair import METRICS_TOKEN, Fair, Person

from api import ids
from api.http.headers import SECURITY
from api.http.operation import BODY_BYTES


@pytest.fixture(scope="module")
def lin(fair: Fair) -> Person:
    """Give somebody who is signed in."""
    return fair.person()


def raw(fair: Fair, path: str, **headers: str) -> httpx2.Response:
    return fair.client.get(path, headers=headers)


def test_every_answer_has_the_headers_of_security(fair: Fair) -> None:
    for path in ("/livez", "/api/v1/deals/none", "/nowhere", "/api/v1/openapi.json"):
        headers = raw(fair, path).headers
        assert {name: headers[name] for name in SECURITY} == SECURITY
        assert "server" not in headers


def test_a_request_has_an_id_and_keeps_the_one_it_brings(fair: Fair) -> None:
    given = raw(fair, "/livez", **{"x-request-id": "request-of-ours"})
    refused = raw(fair, "/api/v1/deals/none", **{"x-request-id": "request-of-ours"})
    made = raw(fair, "/livez", **{"x-request-id": "what <script> ever"})
    assert given.headers["x-request-id"] == refused.json()["request"] == "request-of-ours"
    assert len(made.headers["x-request-id"]) == len(ids.new_id())


def test_the_ids_of_a_request_are_stored_with_its_events(opened: Negotiation) -> None:
    path, headers = f"/deals/{opened.deal}/comment_to_own_side", {"x_correlation_id": "ticket-4711"}
    position = opened.lin.post(path, {"text": "For us."}, **headers).then().body["positions"][0]
    (recorded,) = opened.fair.book.read(position - 1, 1)
    assert recorded.meta.correlation_id == "ticket-4711"
    assert recorded.meta.authentication == "password"
    assert recorded.meta.on_behalf_of == opened.lin.actor.organisation


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "route_unknown"),
        ("GET", "/api/v1/nowhere", 404, "route_unknown"),
        ("DELETE", "/api/v1/deals/x", 405, "method_not_allowed"),
        ("GET", "/metrics", 404, "route_unknown"),
    ],
)
def test_what_is_not_there_is_a_problem_too(
    fair: Fair, method: str, path: str, status: int, code: str
) -> None:
    response = fair.client.request(method, path)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers.get("allow") == ("GET, HEAD" if status == 405 else None)


def test_a_problem_is_told_in_the_language_asked_for(fair: Fair) -> None:
    english = raw(fair, "/nowhere").json()
    chinese = raw(fair, "/nowhere", **{"accept-language": "fr, zh-Hans;q=0.8, en;q=0.1"})
    assert english["type"] == "https://counterseal.example.org/problems/route_unknown"
    assert english["detail"] == "There is nothing at this address."
    assert chinese.json()["detail"] == "此地址不存在。"
    assert chinese.headers["content-language"] == "zh"


def test_the_process_is_alive_and_ready_when_the_read_models_stand(
    fair: Fair, followed: Fair
) -> None:
    assert raw(fair, "/livez").text == "ok\n"
    early, ready = raw(fair, "/readyz"), raw(followed, "/readyz")
    assert (early.status_code, early.headers["retry-after"]) == (503, "1")
    assert early.json() == {"ledger": True, "views": False, "read_only": []}
    told = {"ledger": True, "views": True, "read_only": []}
    assert (ready.status_code, ready.json()) == (200, told)


def test_figures_are_for_who_knows_the_token(fair: Fair) -> None:
    raw(fair, "/api/v1/deals/none")
    told = raw(fair, "/metrics", authorization=f"Bearer {METRICS_TOKEN}")
    assert told.status_code == 200
    assert 'counterseal_http_requests_total{operation="read_deal",status="401"}' in told.text
    assert 'counterseal_http_problems_total{code="not_signed_in"}' in told.text
    assert raw(fair, "/metrics", authorization="Bearer token").status_code == 404


def test_a_body_is_read_no_further_than_it_may_be_long(lin: Person) -> None:
    path, headers = "/deals/none/comment", {"content-type": "application/json"}
    sent = {**lin.cookie, **headers, "idempotency-key": "k"}

    def endless() -> Iterator[bytes]:
        for _ in range(2 * BODY_BYTES // 1000):
            yield b" " * 1000

    for content in (b" " * (BODY_BYTES + 1), endless()):
        said = lin.fair.said("POST", path, content=content, headers=sent)
        said.then_refused(413, "body_too_large")


def test_a_body_of_another_kind_is_refused(lin: Person) -> None:
    headers = {**lin.cookie, "content-type": "text/plain", "idempotency-key": "k"}
    said = lin.fair.said("POST", "/deals/none/comment", content=b"{}", headers=headers)
    said.then_refused(415, "media_type_unknown")


def test_the_log_has_a_line_a_request_and_nothing_of_what_was_said(opened: Negotiation) -> None:
    private = "the price we would go down to"
    path = f"/deals/{opened.deal}/comment_to_own_side"
    opened.lin.post(path, {"text": private}, x_request_id="request-to-find").then()
    log = opened.fair.log.getvalue()
    lines = [json.loads(line) for line in log.splitlines()]
    line = next(one for one in lines if one.get("request_id") == "request-to-find")
    assert (line["operation"], line["status"], line["actor"]) == (
        "comment_to_own_side",
        200,
        opened.lin.actor.person,
    )
    for kept_out in (private, opened.lin.token, METRICS_TOKEN):
        assert kept_out not in log


def test_the_headers_of_a_read_are_to_be_had_alone(fair: Fair, opened: Negotiation) -> None:
    path = f"/api/v1/deals/{opened.deal}"
    for who in (opened.lin.cookie, {}):
        whole = fair.client.get(path, headers=who)
        alone = fair.client.head(path, headers=who)
        assert (alone.status_code, alone.content) == (whole.status_code, b"")
        told = ("etag", "content-type", "content-length", "cache-control")
        assert [alone.headers.get(name) for name in told] == [
            whole.headers.get(name) for name in told
        ]
    assert fair.client.head("/livez").status_code == 200
