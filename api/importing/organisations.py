"""Organisations from a table: each row a command of its own, which happens once."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec

from aggregates.vocabulary import OrganisationId
from api.importing.table import Line, lines_of
from api.refusals import ApiError
from ledger.stream import stream_id

COLUMNS: Final = ("key", "legal_name", "country", "registration")


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
    return [_row(line) for line in lines_of(table, COLUMNS)]


def organisation_id(registry_log: UUID, key: str) -> OrganisationId:
    """Return the id of the organisation that tables call ``key``."""
    return str(stream_id(registry_log, "organisation", f"table:{key}"))


def _row(line: Line) -> Row:
    if not line.cells:
        return Row(line=line.line, key=line.key, fault=line.fault)
    key, legal_name, country, registration = line.cells
    return Row(
        line=line.line,
        key=key,
        legal_name=legal_name,
        country=country,
        registration=registration,
        fault=line.fault,
    )
