"""The typed client, made from the OpenAPI document: its schemas as structs, its operations.

``make docs`` writes both files anew. What the document says in a way that is not known here is an
error: nothing is guessed.
"""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.http.app import openapi

Schema = dict[str, Any]

PLAIN = {
    ("string", ""): "str",
    ("string", "date-time"): "datetime",
    ("string", "base64"): "bytes",
    ("string", "decimal"): "str",
    ("integer", ""): "int",
    ("number", ""): "float",
    ("boolean", ""): "bool",
    ("null", ""): "None",
    ("Any JSON value.", ""): "object",
}

SCHEMAS = '''"""What requests and answers consist of. Made by `make docs` from its OpenAPI."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Literal

import msgspec
'''
OPERATIONS = '''"""Every operation of the HTTP interface. Made by `make docs` from its OpenAPI."""
# ruff: noqa: PLR0913 - an argument for each parameter of a query

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, NoneType
from typing import Final
from urllib.parse import quote

import msgspec

from api.client import schemas
from api.client.answers import Answered
from api.client.transport import Transport


class Endpoint(msgspec.Struct, frozen=True):
    """Where a command goes, and what its body is."""

    path: str
    body: type[msgspec.Struct]
    answer: type[msgspec.Struct]


class Operations(Transport):
    """The operations, a method each."""
'''


def schemas_file() -> bytes:
    """Return the file with a struct or an enumeration for each schema."""
    components = _document()["components"]["schemas"]
    # enumerations first: the defaults of structs are of them
    ordered = sorted(components.items(), key=lambda one: ("enum" not in one[1], one[0]))
    parts = [SCHEMAS, *(_schema(name, schema) for name, schema in ordered)]
    return _formatted("\n\n".join(parts))


def operations_file() -> bytes:
    """Return the file with a method for each operation, and the table of commands."""
    found = [
        (operation["operationId"], method.upper(), path, operation)
        for path, methods in _document()["paths"].items()
        for method, operation in methods.items()
    ]
    methods = [_method(*one) for one in sorted(found, key=lambda one: one[0])]
    table = "\n".join(_endpoint(*one) for one in sorted(found, key=lambda one: one[0]))
    commands = (
        "\n\nCOMMANDS: Final[Mapping[str, Endpoint]] = MappingProxyType({\n" + table + "\n})\n"
        '"""The commands, by their names."""\n'
    )
    return _formatted(OPERATIONS + "\n".join(methods) + commands)


def _document() -> Schema:
    document: Schema = json.loads(openapi())
    return document


def _schema(name: str, schema: Schema) -> str:
    if "enum" in schema:
        return _enumeration(name, schema)
    if schema.get("type") == "object" and "properties" in schema:
        return _struct(name, schema)
    if "anyOf" in schema:
        return f"{name} = {_type(schema)}"
    raise ValueError(f"{name}: {json.dumps(schema)[:200]}")


def _enumeration(name: str, schema: Schema) -> str:
    members = "\n".join(f"    {value.upper()} = {value!r}" for value in schema["enum"])
    return f"class {name}(Enum):\n{_doc(schema, 4)}\n\n{members}\n"


def _struct(name: str, schema: Schema) -> str:
    tag, fields = _tag(schema), list(_fields(schema))
    strict = ", forbid_unknown_fields=True" if schema.get("additionalProperties") is False else ""
    tagged = f", tag_field='type', tag={tag!r}" if tag else ""
    head = f"class {name}(msgspec.Struct, frozen=True, kw_only=True{strict}{tagged}):"
    return "\n".join([head, _doc(schema, 4), "", *fields])


def _tag(schema: Schema) -> str:
    values: Sequence[str] = schema["properties"].get("type", {}).get("enum", ())
    return values[0] if len(values) == 1 else ""


def _fields(schema: Schema) -> Iterator[str]:
    for name, field in schema["properties"].items():
        if name == "type" and _tag(schema):
            continue
        if keyword.iskeyword(name):
            raise ValueError(name)
        required = name in schema.get("required", ())
        yield f"    {_snake(name)}: {_type(field)}{_assigned(name, field, required=required)}"


def _assigned(name: str, field: Schema, *, required: bool) -> str:
    """Return what stands behind a field: its default, and its name where that is not ours."""
    default = "" if required else _default(field)
    if _snake(name) == name:
        return f" = {default}" if default else ""
    given = f", default={default}" if default else ""
    return f" = msgspec.field(name={name!r}{given})"


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z]+)", r"_\1", name).lower()


def _default(field: Schema) -> str:
    value = field["default"]
    if "$ref" in field and isinstance(value, str):
        return f"{_ref(field)}.{value.upper()}"
    if isinstance(value, list):
        return "()"
    return repr(value)


def _type(schema: Schema, of: str = "") -> str:
    if "$ref" in schema:
        return of + _ref(schema)
    if "anyOf" in schema:
        return " | ".join(_type(option, of) for option in schema["anyOf"])
    if "enum" in schema:
        return f"Literal[{', '.join(map(repr, schema['enum']))}]"
    if schema.get("type") == "array":
        return f"tuple[{_type(schema['items'], of)}, ...]"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"dict[str, {_type(schema['additionalProperties'], of)}]"
    return _plain(schema)


def _plain(schema: Schema) -> str:
    kind = str(schema.get("type", schema.get("description")))
    form = schema.get("format", schema.get("contentEncoding", "")) if kind == "string" else ""
    return PLAIN[kind, str(form)]


def _ref(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _doc(schema: Schema, indent: int) -> str:
    lines = str(schema.get("description") or schema.get("title") or "").strip().splitlines()
    first, rest = (lines or ["..."])[0], textwrap.dedent("\n".join(lines[1:]))
    text = f'"""{first}\n{rest}'.rstrip() + ('\n"""' if rest.strip() else '"""')
    return textwrap.indent(text, " " * indent)


def _method(name: str, method: str, path: str, operation: Schema) -> str:
    parameters = operation.get("parameters", [])
    paths = [p["name"] for p in parameters if p["in"] == "path"]
    query = {p["name"]: _query_type(p) for p in parameters if p["in"] == "query"}
    headers = {p["name"]: _word(p["name"]) for p in parameters if p["in"] == "header"}
    body, answer = _body(operation), _answer(operation)
    arguments = ["self", *(f"{_word(one)}: str" for one in paths)]
    arguments += [f"body: {body}"] if body else []
    named = [f"{_word(name)}: {kind} | None = None" for name, kind in query.items()]
    named += [_header_argument(header, word) for header, word in headers.items()]
    arguments += ["*", *named] if named else []
    sent = [repr(method), _address(path), "NoneType" if answer == "None" else answer]
    sent += [f"query={{{', '.join(f'{n!r}: {_word(n)}' for n in query)}}}"] if query else []
    sent += ["body=body"] if body else []
    sent += [f"media={_media(operation)!r}"] if body == "bytes" else []
    sent += [f"headers={{{_header_values(headers)}}}"] if headers else []
    return (
        f"    def {name}({', '.join(arguments)}) -> Answered[{answer}]:\n"
        f"{_doc({'description': operation['description']}, 8)}\n"
        f"        return self.sent({', '.join(sent)})\n"
    )


def _query_type(parameter: Schema) -> str:
    kind = _type(parameter["schema"]) if "$ref" not in parameter["schema"] else "str"
    return {"int": "int", "bool": "bool"}.get(kind.removesuffix(" | None"), "str")


def _header_argument(header: str, word: str) -> str:
    return {
        "Idempotency-Key": f"{word}: str",
        "If-Match": f"{word}: int | None = None",
    }.get(header, f"{word}: str | None = None")


def _header_values(headers: Mapping[str, str]) -> str:
    def value(header: str, word: str) -> str:
        quoted = f"None if {word} is None else f'\"{{{word}}}\"'"
        return quoted if header == "If-Match" else word

    return ", ".join(f"{header!r}: {value(header, word)}" for header, word in headers.items())


def _word(name: str) -> str:
    return name.lower().replace("-", "_")


def _address(path: str) -> str:
    quoted = re.sub(r"{(\w+)}", r"{quote(\1, safe='')}", path)
    return f"f{quoted!r}" if quoted != path else repr(path)


def _body(operation: Schema) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return ""
    (kind,) = content
    return _type(content[kind]["schema"], "schemas.") if kind == "application/json" else "bytes"


def _media(operation: Schema) -> str:
    (media,) = operation["requestBody"]["content"]
    return str(media)


def _answer(operation: Schema) -> str:
    status, done = next(one for one in operation["responses"].items() if one[0] < "300")
    content = done.get("content", {})
    if "application/json" in content:
        return _type(content["application/json"]["schema"], "schemas.")
    return "None" if status == "204" else "bytes"


def _endpoint(name: str, method: str, path: str, operation: Schema) -> str:
    headers = {p["name"] for p in operation.get("parameters", [])}
    if method != "POST" or "Idempotency-Key" not in headers or _body(operation) == "bytes":
        return ""
    parts = f"{path!r}, {_body(operation)}, {_answer(operation)}"
    return f"    {name!r}: Endpoint({parts}),"


def _formatted(text: str) -> bytes:
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "api/client/x.py", "-"]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
