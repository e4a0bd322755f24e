"""Rows that are copied are the rows that are inserted, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import LiteralString

import msgspec
import psycopg
import pytest
from databases import Database, prepared
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.embedded import Server
from projections.batch import Batch
from projections.change import Change, Supersede, Version
from projections.runner.tables import STANDING, Tables
from projections.texts.lexemes import vector_of
from projections.view import Wall

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A column of each type that views have, and texts that may be absent."""

    id: int
    word: str
    none: str | None
    number: int
    truth: bool
    at: datetime
    amount: Decimal | None
    told: dict[str, str]
    texts: tuple[str, ...]
    lexemes: str


ROWS = st.builds(
    Row,
    id=st.just(0),
    word=TEXTS,
    none=TEXTS | st.none(),
    number=st.integers(-(2**62), 2**62),
    truth=st.booleans(),
    at=st.datetimes(datetime(1971, 1, 1), datetime(2400, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the bounds have none
    amount=st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.none(),
    told=st.dictionaries(TEXTS, TEXTS, max_size=3),
    texts=st.lists(TEXTS, max_size=3).map(tuple),
    lexemes=TEXTS.map(vector_of),
)


class Odd:
    """A view with one table of every type."""

    NAME, VERSION, TABLES = "odd", 1, {"odd": Wall.OPEN}
    DDL: LiteralString = """
    CREATE TABLE odd (
        id int, word text, none text, number bigint, truth boolean, at timestamptz, amount numeric,
        told jsonb, texts text[], lexemes tsvector, from_position bigint, until_position bigint,
        PRIMARY KEY (id, from_position)
    )
    """

    def change(self, batch: Batch) -> Iterable[Change]:
        """Do nothing, whatever the batch."""
        assert batch is not None
        return ()


@pytest.fixture(scope="module")
def database(postgres: Server) -> Database:
    """Make a database with the table."""
    made = prepared(postgres, "copying")
    with psycopg.connect(made.dsn("projector"), autocommit=True) as session:
        session.execute("SELECT set_config('search_path', %s, false)", [STANDING])
        session.execute(Odd.DDL)
    return made


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=6))
def test_rows_are_alike_however_they_come(database: Database, rows: list[Row]) -> None:
    numbered = [msgspec.structs.replace(row, id=number) for number, row in enumerate(rows)]
    versions = [Version(str(row.id), 10 + row.id, [row]) for row in numbered]
    change = Supersede("odd", "word", versions)
    assert written(database, change, many=True) == written(database, change, many=False)


def test_a_nul_is_marked_however_it_comes(database: Database) -> None:
    row = msgspec.json.decode(
        rb'{"id": 1, "word": "a\u0000b", "none": null, "number": 1, "truth": true,'
        rb' "at": "2026-01-01T00:00:00Z", "amount": null, "told": {"k": "\\u0000 \u0000"},'
        rb' "texts": ["\u0000"], "lexemes": ""}',
        type=Row,
    )
    change = Supersede("odd", "word", [Version("key", 1, [row])])
    ((_, word, *_, told, texts, _, _, _),) = written(database, change, many=True)
    assert (word, told, texts) == ("a\ufffdb", {"k": "\\u0000 \ufffd"}, ["\ufffd"])


def written(database: Database, change: Change, *, many: bool) -> list[tuple[object, ...]]:
    """Return the rows of the table after a change, and leave nothing."""
    with psycopg.connect(database.dsn("projector")) as session:
        Tables.of(session, STANDING, [Odd()]).write(session, [change], many=many)
        rows = session.execute("SELECT * FROM projections.odd ORDER BY id").fetchall()
        session.rollback()
        return rows
