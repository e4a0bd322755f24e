"""Whatever is sent to any endpoint, signed in or not: the answer is one that the document foresees.

No failure of ours but 503, which says when to come back; a refusal is always a problem document.
What stands in an address is either made up as well, or the id of something that is there.
"""

from __future__ import annotations

import json

import http_raw_bodies  # noqa: F401 - says how they are sent
import httpx2
import pytest
import schemathesis
from http_cast import Sponsored
from http_fair import Fair, Person
from http_samples import OF_A_DEAL, OPERATIONS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import json as fast
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from aggregates.vocabulary import Role
from api.http.app import ROOT
from api.http.document import document
from api.http.figures import FIGURES
from api.http.problems import MEDIA_TYPE

CHECKS = [content_type_conformance, response_schema_conformance, status_code_conformance]
NOBODY = "nobody"
WHO = (NOBODY, "lead", "official", "organiser", "registry")
quick = settings(
    max_examples=6,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
)


class Crowd:
    """Who sends, and the ids of what is there."""

    def __init__(self, fair: Fair) -> None:
        deal = Sponsored(fair, fair.house.organisation())
        deal.open()
        offices = {role.value: fair.person(role) for role in Role if role.value in WHO}
        self.people: dict[str, Person] = {**offices, "lead": deal.lin}
        self.places = {
            **deal.ground.place(change=True),
            "edition": fair.edition,
            "figure": next(iter(FIGURES)),
        }


@pytest.fixture(scope="module")
def crowd(followed: Fair) -> Crowd:
    """Give who sends, once for each process of the test run."""
    return Crowd(followed)


@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_is_sent_is_answered_as_foreseen(name: str, followed: Fair, crowd: Crowd) -> None:
    described = fast.encode(document([OPERATIONS[name]], ROOT, "1"))
    (found,) = schemathesis.openapi.from_file(described.decode()).get_all_operations()
    who = (NOBODY,) if name in OF_A_DEAL else WHO  # those signed in: with the deals, elsewhere

    assert isinstance(found, Ok)

    @quick
    @given(case=found.ok().as_strategy(), known=st.booleans(), sender=st.sampled_from(who))
    def answered(case: schemathesis.Case, sender: str, *, known: bool) -> None:
        places = {one: crowd.places[one] for one in case.path_parameters if one in crowd.places}
        case.path_parameters.update(places if known else {})
        headers = {} if sender == NOBODY else crowd.people[sender].cookie
        said = case.call(base_url=str(followed.client.base_url), headers=headers)
        case.validate_response(said, checks=CHECKS)
        content = b'{"status": %d}' % said.status_code if case.method == "HEAD" else said.content
        assert _is_told(said.status_code, said.headers, content), said.content

    answered()


def _is_told(status: int, headers: dict[str, list[str]], content: bytes) -> bool:
    """Return whether a refusal is a problem document, and a failure says when to come back."""
    if status < 400:
        return True
    told = httpx2.Headers([(name, one) for name, many in headers.items() for one in many])
    problem = told.get("content-type") == MEDIA_TYPE and json.loads(content)["status"] == status
    return problem and (status < 500 or (status == 503 and told["retry-after"].isdecimal()))
