"""Tables that others have: lines of cells under known columns, ``key`` the first of them.

The key is what a line is called where the table comes from. The ids of what it registers are made
from it: a table that is sent again, or a later version of it, finds what is registered already.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

import msgspec

from api.refusals import ApiError

ROWS_MAX: Final = 1000
KEY_MAX: Final = 200

_MARK: Final = "\ufeff"
"""What some programs put before a text in UTF-8."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line, the header being the first; ``cells`` has one for each column, unless at ``fault``.

    What is wrong with it, if anything is, is its ``fault``.
    """

    line: int
    key: str
    cells: tuple[str, ...] = ()
    fault: ApiError | None = None


def lines_of(table: str, columns: Sequence[str]) -> list[Line]:
    """Return the lines of a table in CSV (RFC 4180), in its order; empty ones are left out.

    Raises:
        ApiError: ``table_malformed`` with what is wrong with the whole of it.
    """
    reader = csv.reader(StringIO(table.removeprefix(_MARK)), strict=True)
    try:
        header = next(reader, list[str]())
        if [name.strip() for name in header] != list(columns):
            raise _malformed(columns, "its first line does not name them")
        return list(_lines(reader, columns))
    except csv.Error as wrong:
        raise _malformed(columns, f"line {reader.line_num}, {wrong}") from None


def _lines(reader: Iterator[list[str]], columns: Sequence[str]) -> Iterator[Line]:
    seen: dict[str, int] = {}
    for line, cells in enumerate(reader, start=2):
        if not any(cells):
            continue
        if len(seen) == ROWS_MAX:
            raise _malformed(columns, f"more than {ROWS_MAX} rows")
        read = _line(line, [cell.strip() for cell in cells], len(columns))
        before = seen.setdefault(read.key, line)
        if read.fault is None and before != line:
            fault = ApiError("row_twice", key=read.key, line=before)
            read = msgspec.structs.replace(read, fault=fault)
        yield read


def _line(line: int, cells: list[str], width: int) -> Line:
    if len(cells) != width or not 0 < len(cells[0]) <= KEY_MAX:
        return Line(line=line, key=cells[0][:KEY_MAX], fault=ApiError("row_malformed"))
    return Line(line=line, key=cells[0], cells=tuple(cells))


def _malformed(columns: Sequence[str], reason: str) -> ApiError:
    return ApiError("table_malformed", columns=", ".join(columns), reason=reason)
