"""When the key of a deal is destroyed, what the views hold of it goes, and does not come back."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from uuid import UUID

import psycopg
import pytest
from msgspec.structs import replace
from projecting import House

from ledger.keys.file_store import FileKeyStore
from projections.outbox.erasing import ask_to_erase
from projections.runner.leading import put_in_place
from projections.runner.rebuild import build


@pytest.fixture
def erasable(house: House, tmp_path: Path) -> House:
    """Give a house with keys of its own, which can be destroyed."""
    for name in ("ledger.keys", "ledger.kek"):
        copy(house.home / name, tmp_path / name)
    return replace(house, home=tmp_path)


def test_an_erased_deal_leaves_every_view_and_the_tasks(erasable: House) -> None:
    erasable.run()
    assert len(traces(erasable)) > 5
    gone = destroyed(erasable)
    with psycopg.connect(erasable.database.dsn("app"), autocommit=True) as session:
        for stream in (*gone, *gone):
            ask_to_erase(session, erasable.logs[1], stream)
    assert erasable.projector().catch_up()
    assert traces(erasable) == set()
    assert erasable.query("SELECT FROM projections.erasures WHERE done_at IS NULL") == []


def test_views_built_after_an_erasure_have_nothing_of_it(erasable: House) -> None:
    destroyed(erasable)
    assert erasable.projector().catch_up()
    assert traces(erasable) == set()
    assert erasable.positions() == erasable.heads()


def test_a_deal_that_is_erased_while_it_is_followed_leaves_the_views(erasable: House) -> None:
    with erasable.leading() as live:
        live.step(erasable.logs[1], 0, 100)
    destroyed(erasable)
    erasable.run()
    assert traces(erasable) <= {"side_notes"}, "nobody asked, and nothing more came of these"


def test_a_deal_that_is_erased_while_views_are_built_does_not_come_back_with_them(
    erasable: House,
) -> None:
    erasable.run()
    with erasable.leading_as_is() as live:
        beside = build(erasable.site, live.all, erasable.logs)
        gone = destroyed(erasable)
        with psycopg.connect(erasable.database.dsn("app"), autocommit=True) as session:
            for stream in gone:
                ask_to_erase(session, erasable.logs[1], stream)
        assert live.erase() == len(gone)
        put_in_place(live, erasable.site, beside)
    assert traces(erasable) == set()


def traces(house: House) -> set[str]:
    """Return the tables in which the deal's id is found."""
    found = {**house.everything(), "tasks": house.rows("tasks")}
    return {table for table, rows in found.items() if house.deal in str(rows)}


def destroyed(house: House) -> list[UUID]:
    """Destroy the keys of the deal and of what its sides keep to themselves; return the streams."""
    keys = FileKeyStore(house.opening.keys, house.opening.kek)
    streams = house.query(
        "SELECT DISTINCT ON (stream_id) stream_id, substr(payload, 2, 16) FROM ledger.events"
        " WHERE log_id = %s AND (type LIKE 'deal.%%' OR type LIKE 'side.%%')",
        [house.logs[1]],
    )
    for _, kid in streams:
        keys.destroy(bytes(kid))
    return [UUID(str(stream)) for stream, _ in streams]
