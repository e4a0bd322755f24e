"""Many rows at once, as PostgreSQL's COPY takes them in its binary form.

Most values have a dumper of the database's library. Those of ``jsonb``, ``text[]`` and
``tsvector`` are packed here, as the server's ``jsonb_recv`` and its fellows read them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from struct import Struct
from typing import Final, NamedTuple, TypeAlias

import msgspec
from psycopg import Connection, sql
from psycopg.rows import TupleRow

Span: TypeAlias = tuple[int, int | None]
"""From which position on a row stands, and until which."""

Spanned: TypeAlias = Iterable[Span | tuple[()]]

_NUL: Final = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_JSONB: Final = b"\x01"
_TEXT_OID: Final = 25
_ARRAY: Final = Struct("!IIIII")
_EMPTY_ARRAY: Final = Struct("!III").pack(0, 0, _TEXT_OID)
_LENGTH: Final = Struct("!I")
_NO_PLACES: Final = b"\0\0\0"
"""The end of a lexeme, and that nothing is known of where it stands."""
_SPAN: Final = ("from_position", "until_position")
_encode: Final = msgspec.json.encode


class Form(NamedTuple):
    """How the values of one type travel: as what, and made of what by which function, if any."""

    travels_as: str
    packed: Callable[[object], bytes] | None = None


class Copying:
    """Copies rows of one kind into one table."""

    def __init__(
        self, table: sql.Identifier, types: Mapping[str, str], row: type[msgspec.Struct]
    ) -> None:
        """Take the type of each column of the table by its name, and what its rows are."""
        names = [*row.__struct_fields__, *(name for name in _SPAN if name in types)]
        forms = [FORMS[types[name]] for name in names]
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)")
        self._statement = copy.format(table, columns)
        self._types = [form.travels_as for form in forms]
        self._packed = [(at, form.packed) for at, form in enumerate(forms) if form.packed]

    def write(
        self, session: Connection[TupleRow], rows: Iterable[msgspec.Struct], spans: Spanned
    ) -> None:
        """Write rows, each with the positions between which it stands; of none if it keeps none."""
        with session.cursor().copy(self._statement) as copy:
            copy.set_types(self._types)
            for row, span in zip(rows, spans, strict=True):
                values: list[object] = [*msgspec.structs.astuple(row), *span]
                for at, packed in self._packed:
                    if values[at] is not None:
                        values[at] = packed(values[at])
                copy.write_row(values)


def storable(rows: Sequence[msgspec.Struct]) -> Sequence[msgspec.Struct]:
    """Return rows in which each NUL is marked, which no text of the server can hold."""
    return [msgspec.json.decode(storable_json(_encode(row)), type=type(row)) for row in rows]


def storable_json(text: bytes) -> bytes:
    """Return a JSON text in which each NUL is marked."""
    return _NUL.sub(rb"\1\\ufffd", text) if b"\\u0000" in text else text


def _jsonb(value: object) -> bytes:
    return _JSONB + _encode(value)


def _texts(values: object) -> bytes:
    """Return an array of texts: dimensions, nulls, type; length and first index; each text."""
    texts = [text.encode() for text in msgspec.convert(values, tuple[str, ...])]
    if not texts:
        return _EMPTY_ARRAY
    parts = [_ARRAY.pack(1, 0, _TEXT_OID, len(texts), 1)]
    for text in texts:
        parts += [_LENGTH.pack(len(text)), text]
    return b"".join(parts)


@lru_cache(maxsize=4_096)  # clauses are translated, and used again
def _vector(text: object) -> bytes:
    """Return the lexemes of a ``tsvector``, given as `vector_of` does: the number, then each."""
    lexemes = sorted(lexeme.encode() for lexeme in str(text)[1:-1].split("' '") if lexeme)
    return _LENGTH.pack(len(lexemes)) + b"".join(lexeme + _NO_PLACES for lexeme in lexemes)


FORMS: Final[Mapping[str, Form]] = {
    "text": Form("text"),
    "integer": Form("int4"),
    "bigint": Form("int8"),
    "boolean": Form("bool"),
    "timestamp with time zone": Form("timestamptz"),
    "numeric": Form("numeric"),
    "jsonb": Form("bytea", _jsonb),
    "text[]": Form("bytea", _texts),
    "tsvector": Form("bytea", _vector),
}
"""The types of columns whose rows can be copied."""
