"""The walk: every endpoint of the document, by everybody who could ask, about theirs and others'.

What the table denies is refused as it says, and a thing of others as one that is not there; what it
allows is not refused for who they are. Both are worked out here from the table's line and from how
each of the cast was brought in. What is sent reads well, since a body that does not is refused
before it is known what it is about; commands that are let in cite an outdated version, so that
nothing changes under those who come after.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import httpx2
import msgspec
import pytest
from http_cast import Cast, Ground, Reader, nowhere
from http_fair import Fair
from http_samples import OPERATIONS, address, sample
from msgspec import inspect

from aggregates.vocabulary import Role
from api import ids
from api.http.app import openapi
from api.http.policy import TABLE
from api.http.rule import OFFICES, SIDES, Relation, Rule
from api.http.statuses import RULE_STATUSES

DOCUMENT = json.loads(openapi())
DESCRIBED = {
    told["operationId"]: (method.upper(), path, told)
    for path, methods in DOCUMENT["paths"].items()
    for method, told in methods.items()
}
KINDS = ("deal", "mandate", "project", "person", "organisation")
"""What an address may be about, the narrowest first."""

BY_ROLE = {
    Role.OFFICIAL: Relation.OFFICIAL,
    Role.ORGANISER: Relation.ORGANISER,
    Role.REGISTRY: Relation.REGISTRY,
    Role.AUDITOR: Relation.AUDITOR,
}
NARROWER = {
    *(code for code, status in RULE_STATUSES.items() if status == 403),
    *("not_administrator", "not_vouched_for", "not_at_your_desk", "post_missing"),
    *("session_needed", "credentials_refused"),
}
"""Refusals of who may, by the table: for what they are beyond it, or for a wrong secret."""

OUTDATED = '"999999"'


class Refusal(msgspec.Struct, frozen=True):
    """How somebody is refused; ``hides``: what it is about is not there for them."""

    status: int
    code: str
    hides: bool = False


@pytest.fixture(scope="module")
def cast(followed: Fair) -> Cast:
    """Give everybody who could ask, once for each process of the test run."""
    return Cast(followed)


def test_the_table_has_a_line_for_every_endpoint_and_no_other() -> None:
    assert sorted(DESCRIBED.keys() - TABLE.keys()) == []
    assert sorted(TABLE.keys() - DESCRIBED.keys()) == []


@pytest.mark.parametrize("name", [n for n, one in DESCRIBED.items() if one[0] != "HEAD"])
def test_everybody_gets_what_the_table_says(cast: Cast, name: str) -> None:
    wrong = [told for reader in cast.readers.values() for told in _faults(cast, reader, name)]
    if OPERATIONS[name].tag in {"session", "account", "desk"}:
        cast.refresh()
    assert wrong == []


def _faults(cast: Cast, reader: Reader, name: str) -> Iterator[str]:
    """Yield what went otherwise than the table says, on their own ground and on others'."""
    grounds = {"own": cast.own, "other": cast.other}
    if _kind(name) is None:
        del grounds["other"]  # it is about nothing that could be somebody's
    for whose, ground in grounds.items():
        refusal = _refusal(reader, name, own=whose == "own")
        said = _sent(cast.fair, reader, name, ground, outdated=refusal is None)
        told = f"{reader.name} asks {name} of {whose}: {said.status_code} {said.text[:300]}"
        if refusal is None:
            if not _let_in(said):
                yield told
        elif not _is(said, refusal):
            yield f"{told}, and not {refusal}"
        elif refusal.hides and not _as_nowhere(cast.fair, reader, name, ground, said):
            yield f"{told}, and otherwise where there is nothing"


def _kind(name: str) -> str | None:
    path = DESCRIBED[name][1]
    return next((kind for kind in KINDS if f"{{{kind}}}" in path), None)


def _refusal(reader: Reader, name: str, *, own: bool) -> Refusal | None:
    """Return how somebody is to be refused by the table's line; none who is to be let in."""
    rule, kind = TABLE[name], _kind(name)
    if reader.role is None:
        return None if Relation.PUBLIC in rule.relations else Refusal(401, "not_signed_in")
    if rule.scope not in reader.scopes:
        return Refusal(403, "scope_missing")
    if reader.guest_of and OPERATIONS[name].tag != "session" and kind != "deal":
        return Refusal(403, "not_permitted")
    standing = reader.stands_to(kind or "") if own else frozenset[Relation]()
    if reader.role in BY_ROLE:
        standing |= {BY_ROLE[reader.role]}
    if kind is not None and not standing and not _public(rule):
        return Refusal(404, "deal_unknown" if kind == "deal" else "", hides=True)
    if not _lets(rule, reader.role, standing):
        return Refusal(403, "not_permitted")
    return Refusal(403, "step_up_needed") if rule.step_up and not reader.present else None


def _public(rule: Rule) -> bool:
    return bool(rule.relations & {Relation.PUBLIC, Relation.SIGNED_IN})


def _lets(rule: Rule, role: Role, standing: frozenset[Relation]) -> bool:
    """Return whether the rule lets somebody who stands so, in this role."""
    counts = not rule.roles or role in rule.roles
    if Relation.PUBLIC in rule.relations or (counts and Relation.SIGNED_IN in rule.relations):
        return True
    if role is Role.AUDITOR and rule.scope != "read":
        counts = False
    sides = standing & SIDES if counts else frozenset[Relation]()
    return bool(rule.relations & (sides | (standing - SIDES)))


def _let_in(said: httpx2.Response) -> bool:
    """Return whether somebody was let in: answered, or refused for what they sent."""
    code = _code(said)
    if said.status_code in {401, 403}:
        return code in NARROWER
    return said.status_code < 500 and code not in {"deal_unknown", "route_unknown"}


def _is(said: httpx2.Response, refusal: Refusal) -> bool:
    if said.headers["content-type"] != "application/problem+json":
        return False
    if refusal.code:
        return (said.status_code, _code(said)) == (refusal.status, refusal.code)
    # what is no deal may be there for everybody to know of, and not to be read or changed
    unlisted = re.fullmatch(r"\w+_(unlisted|unknown)", _code(said)) is not None
    return (said.status_code == 404 and unlisted) or _code(said) == "not_permitted"


def _code(said: httpx2.Response) -> str:
    problem = said.headers.get("content-type") == "application/problem+json"
    return str(said.json()["code"]) if problem else ""


def _as_nowhere(
    fair: Fair, reader: Reader, name: str, ground: Ground, said: httpx2.Response
) -> bool:
    """Return whether what was said of others' is what is said where there is nothing."""
    nothing = nowhere()
    missing = _sent(fair, reader, name, nothing, outdated=False)
    text, change = missing.text, DESCRIBED[name][0] != "GET"
    places = nothing.place(change=change), ground.place(change=change)
    for kind, known in places[1].items():
        for shown in (slice(None), slice(-8, None)):  # in the facts, and as people are told it
            text = text.replace(places[0][kind][shown], known[shown])
    told = (_but_request(one) for one in (text, said.text))
    return missing.status_code == said.status_code and len(set(told)) == 1


def _but_request(text: str) -> str:
    return text.partition('"request"')[0]


def _sent(
    fair: Fair, reader: Reader, name: str, ground: Ground, *, outdated: bool
) -> httpx2.Response:
    """Ask for an endpoint of the document with what reads well."""
    operation, method = OPERATIONS[name], DESCRIBED[name][0]
    place = ground.place(change=method != "GET")
    path = address(operation, **place, edition=fair.edition, figure="F1")
    headers = {**reader.headers, "idempotency-key": ids.new_id()}
    headers["if-match"] = OUTDATED if outdated else f'"{ground.version}"'
    sending: dict[str, Any] = {"params": _query(operation.query, fair)}
    if operation.takes:
        headers["content-type"] = operation.takes
        sending["content"] = b"%PDF-1.7\n"
    elif operation.body is not None and not operation.streams:
        sending["json"] = sample(operation)
    return fair.client.request(method, f"/api/v1{path}", headers=headers, **sending)


def _query(query: Any, fair: Fair) -> dict[str, str]:
    """Return the parameters that have to be there."""
    words = {} if query is None else _required(query)
    return {name: fair.edition if name == "edition" else word for name, word in words.items()}


@cache
def _required(query: Any) -> Mapping[str, str]:
    """Return what reads well in the parameters that have to be there; looked up once a type."""
    kind = inspect.type_info(query)
    assert isinstance(kind, inspect.StructType)
    required = (field for field in kind.fields if field.required)
    return {
        field.encode_name: "" if field.encode_name == "edition" else _word(field.type)
        for field in required
    }


def _word(kind: inspect.Type) -> str:
    """Return what reads as one of the words that are possible."""
    return next(iter(kind.cls)).value if isinstance(kind, inspect.EnumType) else "x"


def test_offices_are_who_the_walk_takes_for_offices() -> None:
    assert frozenset(BY_ROLE.values()) == OFFICES
