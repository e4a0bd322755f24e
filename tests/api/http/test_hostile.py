"""Requests that no honest client sends."""

from __future__ import annotations

import pytest
from http_fair import Fair

from aggregates.vocabulary import Role

READS = (
    "/deals?text=%00", "/search?text=a%00b", "/organisations?text=%00", "/organisations/%00",
    "/deals/%00", "/editions/%00/projects", "/people/a%00", "/deals?stage=%00",
    "/organisations?country=%00", "/inbox?deal=%00", "/events?edition=%00",
    "/deals?text=%ED%A0%80", "/search?text=%FF", "/deals?after_position=99999999999999999999",
    "/verify/%00", "/deals?cursor=%00", "/deals?cursor=AAAA", "/search?text=%25%27%3A*%26%7C!",
    "/access_log?resource=%00", "/deals?text=" + "%F0%9F%98%80" * 200,
    "/deals?text=" + "a+" * 100, "/deals?limit=1e3", "/inbox?zone=../../etc/passwd",
)  # fmt: skip
BODIES = (
    b"[" * 5000 + b"]" * 5000, b'{"a":' * 5000, b"9" * 5000, b'{"address":' + b"9" * 400 + b"}",
    b"1e999", b'"\\ud800"', b'{"address":"\\ud800","password":"x","code":"1"}',
    b'{"address":"a\\u0000@example.org","password":"\\u0000","code":"\\u0000"}', b"\xff", b"\x00",
    b'{"address":"a","address":"b","password":"x","code":""}', b"null", b"", b"-0", b"NaN",
    b'{"address":"x@example.org","password":"x","code":"' + b"9" * 60000 + b'"}',
)  # fmt: skip


@pytest.mark.parametrize("path", READS)
def test_a_hostile_address_is_refused_or_answered(followed: Fair, path: str) -> None:
    for role in (Role.LEAD, Role.AUDITOR):
        said = followed.person(role).get(path)
        assert said.response.status_code < 500, said.response.text


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_hostile_body_is_refused(fair: Fair, body: bytes) -> None:
    said = fair.said("POST", "/session", content=body, headers={"content-type": "application/json"})
    assert 400 <= said.response.status_code < 500, said.response.text


def test_nobody_is_sent_to_the_host_that_a_request_names(fair: Fair) -> None:
    said = fair.said("POST", "/session/", json={}, headers={"host": "evil.example.org"})
    said.then_refused(404, "route_unknown")
    assert "location" not in said.response.headers
