"""The rows that the events of some streams come to, made as a rebuild makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Final, TypeAlias
from uuid import UUID

import msgspec

from ledger.following import Following
from projections.change import Change, Supersede
from projections.runner.copying import storable_json
from projections.runner.folding import Folding
from projections.runner.tables import spanned
from projections.view import View

Made: TypeAlias = Mapping[str, Sequence[bytes]]
"""Table -> its rows, each a JSON object of its columns, as they are sent to be stored."""

_encode: Final = msgspec.json.encode


def made_of(
    following: Following, log: UUID, streams: Sequence[UUID], through: int, views: Sequence[View]
) -> Made:
    """Return every row that ``views`` have of these streams, up to position ``through``.

    Raises:
        LedgerError: ``versions_missing``; as reading and opening rows.
    """
    found: dict[str, list[bytes]] = {}
    for batch in Folding(log, following).wholes(streams, through):
        for view in views:
            for table, rows in _rows(view.change(batch)):
                found.setdefault(table, []).extend(rows)
    return found


def _rows(changes: Iterable[Change]) -> Iterable[tuple[str, Iterable[bytes]]]:
    for change in changes:
        if isinstance(change, Supersede):
            rows, spans, _ = spanned(change)
            yield change.table, map(_row, rows, spans)
        else:
            yield change.table, map(_row, change.rows, repeat(None))


def _row(row: msgspec.Struct, span: tuple[int, int | None] | None) -> bytes:
    text = storable_json(_encode(row))
    if span is None:
        return text
    since, until = span
    end = "null" if until is None else until
    return text[:-1] + f',"from_position":{since},"until_position":{end}}}'.encode()
