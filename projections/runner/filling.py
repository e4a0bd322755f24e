"""Rows of whole streams, collected for tables in which nothing stands of them yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from projections.change import Change, Supersede
from projections.runner.copying import Span
from projections.runner.tables import Session, Tables, spanned


class _Rows(NamedTuple):
    """Rows of one table, and between which positions each stands, if they keep any."""

    rows: list[msgspec.Struct]
    spans: list[Span]


class Filling:
    """Takes what views say stream by stream, and writes the rows of each table at once."""

    def __init__(self, tables: Tables) -> None:
        self._tables: Final = tables
        self._found: dict[str, _Rows] = {}

    def take(self, changes: Iterable[Change]) -> None:
        """Take the rows of some streams. MUST be all that there ever is of each of them."""
        for change in changes:
            found = self._found.setdefault(change.table, _Rows([], []))
            if isinstance(change, Supersede):
                rows, spans, _ = spanned(change)
                found.rows.extend(rows)
                found.spans.extend(spans)
            else:
                found.rows.extend(change.rows)

    def write(self, session: Session) -> None:
        """Write all rows, and forget them."""
        found, self._found = self._found, {}
        for table, (rows, spans) in found.items():
            self._tables.add(session, table, rows, spans)
