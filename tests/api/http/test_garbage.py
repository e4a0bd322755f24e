"""Whatever is sent to the endpoints of a deal, the answer is one that the document foresees."""

from __future__ import annotations

import http_raw_bodies  # noqa: F401 - says how they are sent
import pytest
import schemathesis
from http_deal import Negotiation
from http_fair import Fair, Person
from http_samples import OF_A_DEAL, OPERATIONS, address, sample
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import json
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from aggregates.vocabulary import Role
from api.http.app import ROOT
from api.http.document import document

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
ABOUT_DEALS = [*OF_A_DEAL, "open_deal"]
quick = settings(
    max_examples=8,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture(scope="module")
def theirs(fair: Fair) -> Negotiation:
    """Give a deal in which much can be asked for."""
    return Negotiation(fair).open().engage()


@pytest.fixture(scope="module")
def official(fair: Fair) -> Person:
    """Give somebody who sees every deal."""
    return fair.person(Role.OFFICIAL)


@pytest.mark.parametrize("name", ABOUT_DEALS)
def test_garbage_is_refused_as_such(name: str, theirs: Negotiation, official: Person) -> None:
    described = json.encode(document([OPERATIONS[name]], ROOT, "1"))
    (found,) = schemathesis.openapi.from_file(described.decode()).get_all_operations()
    assert isinstance(found, Ok)

    @quick
    @given(case=found.ok().as_strategy(), who=st.sampled_from([theirs.lin, theirs.ana, official]))
    def refused(case: schemathesis.Case, who: Person) -> None:
        case.path_parameters.update({"deal": theirs.deal} if "deal" in case.path_parameters else {})
        response = case.call(base_url=str(who.fair.client.base_url), headers=who.cookie)
        case.validate_response(response, checks=CHECKS)

    refused()


TAKING_SOMETHING = [n for n in ABOUT_DEALS if OPERATIONS[n].body and sample(OPERATIONS[n])]
NASTY = [
    *("", "\u0000", "x" * 70_000, "\u202eabc", "\u0663", "-0", "1E999999", "00", "../..", "frame"),
    *(-1, 0, 2**63, 2**200, 1.5, True, None, [], {}, [[]], {"": ""}),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00"),
    *("ab" * 32, "en", "zh-Hans", "tlh-Latn", "Asia/Shanghai", "CNY"),
]


@pytest.mark.parametrize("name", TAKING_SOMETHING)
def test_a_body_with_something_nasty_in_it_is_refused_as_such(
    name: str, theirs: Negotiation, official: Person
) -> None:
    @quick
    @given(data=st.data(), who=st.sampled_from([theirs.lin, theirs.ana, official]))
    def refused(data: st.DataObject, who: Person) -> None:
        body = sample(OPERATIONS[name])
        if "instrument" in body:
            body["instrument"] = data.draw(st.sampled_from([theirs.leading, theirs.letter]))
        place = data.draw(st.sampled_from(sorted(body)))
        body[place] = data.draw(st.sampled_from([*NASTY, *_nested(body[place])]))
        path = address(OPERATIONS[name], deal=theirs.deal, edition=theirs.fair.edition)
        # a side may have left by one of these; an official sees the deal all the same
        version = theirs.reads(official).then().etag
        said = who.post(path, body, if_match=version)
        assert said.response.status_code < 500, said.response.text

    refused()


def _nested(value: object) -> list[object]:
    """Return a value with something nasty inside it."""
    if isinstance(value, dict):
        return [{**value, key: nasty} for key in value for nasty in NASTY]
    return [[nasty] for nasty in NASTY]
