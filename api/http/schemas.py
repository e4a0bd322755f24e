"""JSON Schemas (2020-12) of what goes in and out, each struct once, by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

import msgspec
from msgspec import inspect

REF: Final = "#/components/schemas/{name}"


class Schemas:
    """The schemas of some types, which refer to ``components``."""

    def __init__(self, types: Iterable[object]) -> None:
        """Make the schemas of ``types``; docstrings are their descriptions."""
        self._types = list(types)
        made, components = msgspec.json.schema_components(
            self._types, schema_hook=_anything, ref_template=REF
        )
        for struct in _structs(inspect.multi_type_info(self._types), set()):
            _date(struct, components)
        self._made, self.components = _short_names(made, components)

    def of(self, wanted: object) -> dict[str, object]:
        """Return the schema of one of the types."""
        return self._made[self._types.index(wanted)]


def _short_names(
    made: tuple[dict[str, object], ...], components: dict[str, dict[str, object]]
) -> tuple[list[dict[str, object]], dict[str, dict[str, object]]]:
    """Call types of one name by the concern that they are of: ``FilingsOutcome``."""
    text = msgspec.json.encode((made, components)).decode()
    for name in components:
        text = text.replace(f'{REF.format(name=name)}"', f'{REF.format(name=_short(name))}"')
    renamed: tuple[list[dict[str, object]], dict[str, dict[str, object]]]
    renamed = msgspec.json.decode(text)
    return renamed[0], {_short(name): schema for name, schema in sorted(renamed[1].items())}


def _short(name: str) -> str:
    parts = name.replace("_", " ").title().replace(" ", "") if name.endswith("_") else name
    *_, concern, _, own = ["", "", *parts.split(".")]
    return f"{concern.title()}{own}"


def _date(struct: inspect.StructType, components: Mapping[str, dict[str, object]]) -> None:
    """Say which texts are instants (RFC 3339 section 5.6), which msgspec leaves open."""
    names = {field.encode_name for field in struct.fields}
    dated = [field.encode_name for field in struct.fields if _is_instant(field.type)]
    for component in components.values():
        properties = cast("dict[str, dict[str, object]]", component.get("properties", {}))
        if dated and names == set(properties) and component.get("title") == struct.cls.__name__:
            for name in dated:
                _say_date(properties[name])


def _anything(kind: type) -> dict[str, object]:
    """Return the schema of what may be any JSON value.

    Raises:
        NotImplementedError: for a type that msgspec does not know: a fault in an endpoint.
    """
    if kind is object:
        return {"description": "Any JSON value."}
    raise NotImplementedError(kind)


def _is_instant(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.UnionType):
        return any(isinstance(one, inspect.DateTimeType) for one in kind.types)
    return isinstance(kind, inspect.DateTimeType)


def _say_date(schema: dict[str, object]) -> None:
    for one in cast("list[dict[str, object]]", schema.get("anyOf", [schema])):
        if one.get("type") == "string":
            one["format"] = "date-time"


def _structs(kinds: Iterable[object], seen: set[object]) -> Iterator[inspect.StructType]:
    for kind in kinds:
        if isinstance(kind, inspect.StructType):
            if kind.cls in seen:
                continue
            seen.add(kind.cls)
            yield kind
            yield from _structs([field.type for field in kind.fields], seen)
        else:
            yield from _structs(_parts(kind), seen)


def _parts(kind: object) -> Iterable[object]:
    match kind:
        case inspect.UnionType():
            return kind.types
        case inspect.DictType():
            return (kind.key_type, kind.value_type)
        case inspect.TupleType():
            return kind.item_types
        case inspect.CollectionType():
            return (kind.item_type,)
        case inspect.Metadata():
            return (kind.type,)
        case _:
            return ()
