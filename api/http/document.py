"""The OpenAPI 3.1 document, made from the operations: what the routers serve and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias, cast

import msgspec
from msgspec import structs

from api.http.acting import COOKIE
from api.http.operation import JSON, Operation
from api.http.policy import TABLE
from api.http.problems import MEDIA_TYPE, Problem
from api.http.rule import Relation, Rule
from api.http.schemas import Schemas

Json: TypeAlias = object
"""What json can write; JSON Schema and OpenAPI say which."""

SUMMARY: Final = "Counterseal: the negotiation and deal-signing ledger of an investment fair"
ABOUT: Final = """\
Commands are `POST`; each takes an `Idempotency-Key`, so that it can be sent again without being
done again, and answers with the positions of the events that it came to. Commands that do not cite
what they were decided on (a digest, the number of an offer) take the version in `If-Match`.
Refusals are problem documents (RFC 9457), in English or Chinese by `Accept-Language`. Amounts are
decimal strings with an ISO 4217 code; instants are UTC, RFC 3339. What is not yours is not there.
"""

_CODES = re.compile(r"``([a-z0-9_]+)``")
_PARAMETER = re.compile(r"{([a-z0-9_]+)}")
_KEY: Final[Json] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Names this command: sent again with the same key, it gets its first answer.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:/-]{1,128}$"},
}


def document(operations: Sequence[Operation], root: str, version: str) -> dict[str, Json]:
    """Return the document of ``operations``, whose paths stand below ``root``."""
    schemas = Schemas([Problem, *_types(operations)])
    paths: dict[str, dict[str, Json]] = {}
    for operation in operations:
        described = _described(operation, schemas)
        paths.setdefault(root + operation.path, {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Counterseal", "summary": SUMMARY, "description": ABOUT}
        | {"version": version, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "paths": {path: paths[path] for path in sorted(paths)},
        "components": {
            "schemas": schemas.components,
            "responses": {"Problem": _problem(schemas), "NotNow": _not_now(schemas)},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": COOKIE},
                "key": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _types(operations: Iterable[Operation]) -> Iterable[object]:
    for operation in operations:
        yield from (one for one in (operation.body, operation.answer) if one not in {None, bytes})
        if operation.query is not None:
            yield from (field.type for field in _fields(operation.query))


def _fields(struct: object) -> tuple[structs.FieldInfo, ...]:
    return structs.fields(cast("type[msgspec.Struct]", struct))


def _described(operation: Operation, schemas: Schemas) -> Json:
    rule = TABLE.get(operation.id)
    text, codes = _told(operation.about)
    told: dict[str, Json] = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": text.partition("\n")[0],
        "description": text,
        "parameters": list(_parameters(operation, schemas)),
        "responses": _responses(operation, schemas),
        "security": _security(rule),
    }
    if codes:
        told["x-refusals"] = list(codes)
    if operation.takes:
        raw: Json = {"schema": {"type": "string", "contentMediaType": operation.takes}}
        told["requestBody"] = {"required": True, "content": {operation.takes: raw}}
    elif operation.body is not None:
        content: Json = {JSON: {"schema": schemas.of(operation.body)}}
        told["requestBody"] = {"required": _has_required(operation.body), "content": content}
    return told


def _told(about: str) -> tuple[str, Sequence[str]]:
    """Return what a docstring says, and the codes that it says it raises."""
    text, _, raises = about.partition("\n\nRaises:")
    return text.strip(), sorted(set(_CODES.findall(raises)))


def _parameters(operation: Operation, schemas: Schemas) -> Iterable[Json]:
    for name in _PARAMETER.findall(operation.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    if operation.query is not None:
        for field in _fields(operation.query):
            yield {
                "name": field.encode_name,
                "in": "query",
                "required": field.required,
                "schema": schemas.of(field.type),
            }
    for header in operation.headers:
        yield {
            "name": header.name,
            "in": "header",
            "required": header.required,
            "description": header.about,
            "schema": {"type": "string", "pattern": header.pattern},
        }
    if operation.command:
        yield _KEY
        yield {
            "name": "If-Match",
            "in": "header",
            "required": operation.if_match,
            "description": "The version that this was decided on, as it was given as `ETag`.",
            "schema": {"type": "string", "pattern": '^"(0|[1-9][0-9]{0,17})"$'},
        }


def _responses(operation: Operation, schemas: Schemas) -> Json:
    answered: dict[str, Json] = {"description": "Done."}
    if operation.answer is bytes:
        binary: Json = {"schema": {"type": "string", "contentMediaType": operation.media[0]}}
        answered["content"] = dict.fromkeys(operation.media, binary)
    elif operation.answer is not None:
        others: Json = {"schema": {"type": "string"}}
        told: Json = {"schema": schemas.of(operation.answer)}
        answered["content"] = {one: told if one == JSON else others for one in operation.media}
    status = 204 if operation.answer is None and operation.status == 200 else operation.status
    responses: dict[str, Json] = {str(status): answered}
    if operation.method == "GET":
        responses["304"] = {"description": "It is as the client has it."}
    responses["503"] = {"$ref": "#/components/responses/NotNow"}
    responses["default"] = {"$ref": "#/components/responses/Problem"}
    return responses


def _security(rule: Rule | None) -> Json:
    if rule is not None and Relation.PUBLIC in rule.relations:
        return []
    no_scopes: list[str] = []
    return [{"session": no_scopes}, {"key": no_scopes}]


def _has_required(body: object) -> bool:
    return any(field.required for field in _fields(body))


def _problem(schemas: Schemas) -> Json:
    content: Json = {MEDIA_TYPE: {"schema": schemas.of(Problem)}}
    return {"description": "A refusal; its type is a page that explains it.", "content": content}


def _not_now(schemas: Schemas) -> Json:
    content: Json = {MEDIA_TYPE: {"schema": schemas.of(Problem)}}
    header: Mapping[str, Json] = {"Retry-After": {"schema": {"type": "integer"}}}
    return {
        "description": "Not now; come back after the seconds that are said.",
        "headers": dict(header),
        "content": content,
    }
