"""A body that reads well for every endpoint, made from its type: its shape, nobody's facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import inspect

from api.http.app import routers
from api.http.operation import Operation

OPERATIONS = {operation.id: operation for router in routers() for operation in router.operations}
OF_A_DEAL = {
    name: operation
    for name, operation in OPERATIONS.items()
    if operation.path.startswith("/deals/{deal}")
}
_NAMED = {
    "industry": "C27",
    "currency": "CNY",
    "country": "CN",
    "origin": "FR",
    "destination": "CN-FJ",
    "zone": "UTC",
}


def sample(operation: Operation) -> Any:
    """Return a body that the endpoint reads."""
    assert operation.body is not None
    return _value("", _shape(operation.body))


def address(operation: Operation, **ids: str) -> str:
    """Return where the endpoint is, for these ids; others are made up."""
    return operation.path.format_map(defaultdict(lambda: "none", {"sha256": "ab" * 32, **ids}))


@cache
def _shape(body: object) -> inspect.Type:
    """Return what is in a type; to find that out takes longer than to ask the endpoint."""
    return inspect.type_info(body)


def _value(name: str, kind: object) -> Any:  # noqa: C901, PLR0911 - one branch a kind of type
    match kind:
        case inspect.StructType():
            return {**dict(_fields(kind)), **_tag(kind)}
        case inspect.UnionType():
            return _value(name, kind.types[0])
        case inspect.EnumType():
            return next(iter(kind.cls)).value
        case inspect.LiteralType():
            return kind.values[0]
        case inspect.IntType():
            return 1
        case inspect.DateTimeType():
            return "2030-01-01T00:00:00Z"
        case inspect.DictType():
            return {}
        case inspect.BytesType():
            return "AAAA"
        case inspect.StrType(pattern="^[0-9a-f]{64}$"):
            return "ab" * 32
        case inspect.StrType():
            return "ab" * 32 if name.endswith("sha256") else _NAMED.get(name, "x")
        case _:
            return []


def _fields(kind: inspect.StructType) -> Iterable[tuple[str, Any]]:
    for field in kind.fields:
        if field.required:
            yield field.encode_name, _value(field.name, field.type)


def _tag(kind: inspect.StructType) -> dict[str, Any]:
    return {} if kind.tag_field is None else {kind.tag_field: kind.tag}
