"""Many rows at once, as PostgreSQL's COPY takes them in its binary form.

Each column is packed at once, by a function for its type, as the server's ``text_recv`` and its
fellows read it. That takes a fraction of asking the database's library for each value of each row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain, repeat
from struct import Struct
from typing import Final, TypeAlias, cast

import msgspec
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from psycopg.types.numeric import DecimalBinaryDumper

Span: TypeAlias = tuple[int, int | None]
"""From which position on a row stands, and until which."""

Packing: TypeAlias = Callable[[Iterable[object]], Iterable[bytes]]
"""Returns values of one type as they travel: the length of each, then what it is; -1 for none."""

MARK: Final = "\ufffd"
"""What stands in the place of a NUL, which no text of the server can hold."""

_NUL: Final = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_SIGNATURE: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER: Final = b"\xff\xff"
_COLUMNS: Final = Struct("!H")
_LENGTH: Final = Struct("!i")
_NONE: Final = _LENGTH.pack(-1)
_JSONB: Final = Struct("!iB")
"""The length of all that follows, and the version of its form."""
_TEXT_OID: Final = 25
_ARRAY: Final = Struct("!IIIII")
_EMPTY_ARRAY: Final = Struct("!III").pack(0, 0, _TEXT_OID)
_NO_PLACES: Final = b"\0\0\0"
"""The end of a lexeme, and that nothing is known of where it stands."""
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_SPAN: Final = ("from_position", "until_position")
_encode: Final = msgspec.json.encode
_numeric: Final = DecimalBinaryDumper(Decimal).dump


class Copying:
    """Copies rows of one kind into one table."""

    def __init__(
        self, table: sql.Identifier, types: Mapping[str, str], row: type[msgspec.Struct]
    ) -> None:
        """Take the type of each column of the table by its name, and what its rows are."""
        names = [*row.__struct_fields__, *(name for name in _SPAN if name in types)]
        self._packings = [FORMS[types[name]] for name in names]
        self._head = _COLUMNS.pack(len(names))
        copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)")
        self._statement = copy.format(table, sql.SQL(", ").join(map(sql.Identifier, names)))

    def write(
        self,
        session: Connection[TupleRow],
        rows: Sequence[msgspec.Struct],
        spans: Sequence[Span] = (),
    ) -> None:
        """Write rows, each with the positions between which it stands, if it keeps any."""
        with session.cursor().copy(self._statement) as copy:
            copy.write(self.packed(rows, spans))

    def packed(self, rows: Sequence[msgspec.Struct], spans: Sequence[Span] = ()) -> bytes:
        """Return rows as they travel, all of them."""
        values = [*zip(*map(msgspec.structs.astuple, rows), strict=True), *zip(*spans, strict=True)]
        columns = (pack(column) for pack, column in zip(self._packings, values, strict=True))
        lines = zip(repeat(self._head, len(rows)), *columns, strict=True)
        return b"".join((_SIGNATURE, *chain.from_iterable(lines), _TRAILER))


def storable_json(text: bytes) -> bytes:
    """Return a JSON text in which each NUL is marked."""
    return _NUL.sub(rb"\1\\ufffd", text) if b"\\u0000" in text else text


class _Texts(dict[object, bytes]):
    """Texts as they travel. Ids and names come again and again: each is packed once."""

    def __missing__(self, text: object) -> bytes:
        raw = str(text).encode()
        if b"\0" in raw:
            raw = raw.replace(b"\0", MARK.encode())
        packed = self[text] = _LENGTH.pack(len(raw)) + raw
        return packed


def _sized(value: bytes) -> bytes:
    return _LENGTH.pack(len(value)) + value


def _texts(values: Iterable[object]) -> Iterable[bytes]:
    return map(_Texts({None: _NONE}).__getitem__, values)


def _each(pack: Callable[[object], bytes]) -> Packing:
    """Return what packs values one by one."""

    def packed(values: Iterable[object]) -> Iterable[bytes]:
        return [_NONE if value is None else pack(value) for value in values]

    return packed


def _numbers(form: Struct) -> Packing:
    """Return what packs numbers, or truths, of one length: most columns have no nulls."""
    pack = partial(form.pack, form.size - _LENGTH.size)
    with_nulls = _each(pack)

    def packed(values: Iterable[object]) -> Iterable[bytes]:
        column = [*values]
        return with_nulls(column) if None in column else map(pack, column)

    return packed


def _instants(values: Iterable[object]) -> Iterable[bytes]:
    # a view's column of this type has no others; to divide a difference takes twice the time
    pack, instants = _INSTANT.pack, cast("Iterable[datetime | None]", values)
    return [
        _NONE
        if at is None
        else pack(8, ((d := at - _EPOCH).days * 86_400 + d.seconds) * 1_000_000 + d.microseconds)
        for at in instants
    ]


def _decimal(value: object) -> bytes:
    return _sized(bytes(_numeric(Decimal(str(value))) or b""))


def _jsonb(value: object) -> bytes:
    text = storable_json(_encode(value))
    return _JSONB.pack(len(text) + 1, 1) + text


def _array(values: object) -> bytes:
    """Return an array of texts: dimensions, nulls, type; length and first index; each text."""
    return _array_of(tuple(cast("Iterable[str]", values)))


@lru_cache(maxsize=4_096)  # who sits at a table, and what they wait for, comes again and again
def _array_of(texts: tuple[str, ...]) -> bytes:
    if not texts:
        return _sized(_EMPTY_ARRAY)
    head = _ARRAY.pack(1, 0, _TEXT_OID, len(texts), 1)
    return _sized(head + b"".join(_texts(texts)))


@lru_cache(maxsize=4_096)  # clauses are translated, and used again
def _vector(text: object) -> bytes:
    """Return the lexemes of a ``tsvector``, given as `vector_of` does: the number, then each."""
    lexemes = sorted(lexeme.encode() for lexeme in str(text)[1:-1].split("' '") if lexeme)
    packed = b"".join(lexeme + _NO_PLACES for lexeme in lexemes)
    return _sized(_LENGTH.pack(len(lexemes)) + packed)


_INSTANT: Final = Struct("!iq")

FORMS: Final[Mapping[str, Packing]] = {
    "text": _texts,
    "integer": _numbers(Struct("!ii")),
    "bigint": _numbers(Struct("!iq")),
    "boolean": _numbers(Struct("!i?")),
    "timestamp with time zone": _instants,
    "numeric": _each(_decimal),
    "jsonb": _each(_jsonb),
    "text[]": _each(_array),
    "tsvector": _each(_vector),
}
"""The types of columns whose rows can be copied."""
