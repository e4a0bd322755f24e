"""The OpenAPI document says what is served, and everything that is."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from http_fair import Fair
from http_samples import OPERATIONS, sample
from jsonschema import Draft202012Validator

from api.http.app import ROOT, openapi, routers
from api.http.policy import TABLE

DOCUMENT = json.loads(openapi())
DESCRIBED = {
    told["operationId"]: (path, method.upper(), told)
    for path, methods in DOCUMENT["paths"].items()
    for method, told in methods.items()
}


def test_the_document_is_served(fair: Fair) -> None:
    served = fair.said("GET", "/openapi.json").then()
    assert served.body == DOCUMENT
    assert DOCUMENT["openapi"] == "3.1.0"


def test_it_has_every_operation_where_it_is_served() -> None:
    served = {name: (ROOT + one.path, one.method) for name, one in OPERATIONS.items()}
    assert {name: told[:2] for name, told in DESCRIBED.items()} == served


def test_no_name_is_given_twice() -> None:
    names = Counter(one.id for router in routers() for one in router.operations)
    assert [name for name, times in names.items() if times > 1] == []


def test_the_table_of_policies_knows_every_operation_and_no_other() -> None:
    assert OPERATIONS.keys() - TABLE.keys() == set()
    assert TABLE.keys() - OPERATIONS.keys() == set()


def test_every_reference_leads_to_something() -> None:
    text = json.dumps(DOCUMENT)
    for name in DOCUMENT["components"]["schemas"]:
        text = text.replace(f'"#/components/schemas/{name}"', "")
    for name in DOCUMENT["components"]["responses"]:
        text = text.replace(f'"#/components/responses/{name}"', "")
    assert "#/components" not in text


def test_every_schema_is_one() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", [n for n, one in OPERATIONS.items() if one.body is not None])
def test_a_body_of_the_right_shape_is_one_of_the_document(name: str) -> None:
    content = DESCRIBED[name][2]["requestBody"]["content"]["application/json"]
    schema = {**content["schema"], "components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(sample(OPERATIONS[name]))


def test_commands_take_a_key_and_say_what_refuses_them() -> None:
    _, method, told = DESCRIBED["lock_terms"]
    names = {one["name"]: one["required"] for one in told["parameters"]}
    assert (method, names) == (
        "POST",
        {"deal": True, "Idempotency-Key": True, "If-Match": True},
    )
    assert "acceptance_missing" in told["x-refusals"]


def test_instants_are_dated() -> None:
    deadline = DOCUMENT["components"]["schemas"]["Deadline"]["properties"]["at"]
    standing = DOCUMENT["components"]["schemas"]["DealStanding"]["properties"]["suspended_at"]
    assert deadline["format"] == "date-time"
    assert {"type": "string", "format": "date-time"} in standing["anyOf"]
