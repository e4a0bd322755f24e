"""Organisations from a table: each row a command of its own, which happens once.

The columns are ``key,legal_name,country,registration``; ``key`` is what the row is called where the
table comes from. The organisation's id is made from it: a table that is sent again, or a later
version of it, finds those that are registered already.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final
from uuid import UUID

import msgspec

from aggregates.vocabulary import OrganisationId
from api.refusals import ApiError
from ledger.stream import stream_id

COLUMNS: Final = ("key", "legal_name", "country", "registration")
ROWS_MAX: Final = 1000
KEY_MAX: Final = 200

_MARK: Final = "\ufeff"
"""What some programs put before a text in UTF-8."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row: the header is on ``line`` 1; what is wrong with it, if anything is."""

    line: int
    key: str
    legal_name: str = ""
    country: str = ""
    registration: str = ""
    fault: ApiError | None = None


def rows_of(table: str) -> list[Row]:
    """Return the rows of a table, in its order.

    Raises:
        ApiError: ``table_malformed`` with what is wrong with the whole of it.
    """
    reader = csv.reader(StringIO(table.removeprefix(_MARK)), strict=True)
    try:
        header = next(reader, list[str]())
        if tuple(name.strip() for name in header) != COLUMNS:
            raise _malformed("its first line does not name them")
        return list(_rows(reader))
    except csv.Error as wrong:
        raise _malformed(f"line {reader.line_num}, {wrong}") from None


def organisation_id(registry_log: UUID, key: str) -> OrganisationId:
    """Return the id of the organisation that tables call ``key``."""
    return str(stream_id(registry_log, "organisation", f"table:{key}"))


def _rows(reader: Iterator[list[str]]) -> Iterator[Row]:
    lines: dict[str, int] = {}
    for line, cells in enumerate(reader, start=2):
        if not cells:
            continue
        if len(lines) == ROWS_MAX:
            raise _malformed(f"more than {ROWS_MAX} rows")
        row = _row(line, [cell.strip() for cell in cells])
        before = lines.setdefault(row.key, line)
        if row.fault is None and before != line:
            fault = ApiError("row_twice", key=row.key, line=before)
            row = msgspec.structs.replace(row, fault=fault)
        yield row


def _row(line: int, cells: list[str]) -> Row:
    if len(cells) != len(COLUMNS) or not 0 < len(cells[0]) <= KEY_MAX:
        return Row(line=line, key=cells[0][:KEY_MAX], fault=ApiError("row_malformed"))
    key, legal_name, country, registration = cells
    return Row(
        line=line, key=key, legal_name=legal_name, country=country, registration=registration
    )


def _malformed(reason: str) -> ApiError:
    return ApiError("table_malformed", columns=", ".join(COLUMNS), reason=reason)
