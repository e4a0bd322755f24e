"""Waiting for witnesses in a web process: everybody by one connection and one look."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import psycopg
import pytest
from databases import Database
from keyring import refused
from waiting import PATIENCE_SECONDS

from api.receipts import watch as module
from api.receipts.watch import Watch
from ledger.book import Book
from ledger.proof.policy import Policy
from ledger.receipts import Receipts, Tree
from ledger.sequencer.followed import Followed
from ledger.witnessed import CHANNEL

Write = Callable[[int], None]
Look = Callable[[Receipts, int], Tree | None]

SPOILT = """
UPDATE ledger.tiles SET hashes = decode(repeat('00', 128), 'hex')
WHERE level = 0 AND origin LIKE '%{log}'
"""
LISTENING = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND query = %s"


@pytest.fixture
def watch(database: Database, policy: Policy) -> Watch:
    """Make a watch that waits long."""
    return Watch(database.dsn(), policy, PATIENCE_SECONDS)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the looks at what is witnessed."""
    looked: list[int] = []
    newest: Look = Receipts.newest

    def counted(self: Receipts, least: int) -> Tree | None:
        looked.append(least)
        return newest(self, least)

    monkeypatch.setattr(Receipts, "newest", counted)
    return looked


def running(watch: Watch, waits: Callable[[], Coroutine[Any, Any, object]]) -> Any:
    """Wait as a web process does."""

    async def run() -> object:
        async with watch:
            return await waits()

    return asyncio.run(run())


async def heard(awaited: Awaitable[object], then: Callable[[], object]) -> Any:
    """Begin to wait; then let something happen, in a thread."""
    waiting = asyncio.ensure_future(awaited)
    await asyncio.sleep(0)
    await asyncio.to_thread(then)
    return await waiting


def test_who_waits_goes_on_when_enough_have_seen_it(
    watch: Watch, book: Book, followed: Followed, write: Write
) -> None:
    write(4)
    waits = heard_of(watch, book, 4, followed.step)
    tree = running(watch, waits)
    assert tree.head.size >= 4
    assert len(tree.head.cosigned) >= 2


def heard_of(
    watch: Watch, book: Book, position: int, then: Callable[[], object]
) -> Callable[[], Coroutine[Any, Any, object]]:
    async def waits() -> object:
        return await heard(watch.covering(watch.of(book), position), then)

    return waits


def test_many_who_wait_are_told_by_the_same_looks(
    watch: Watch, book: Book, followed: Followed, write: Write, looks: list[int]
) -> None:
    write(200)

    async def waits() -> list[Tree | None]:
        receipts = watch.of(book)
        everybody = asyncio.gather(*(watch.covering(receipts, one) for one in range(1, 201)))
        trees: list[Tree | None] = await heard(everybody, followed.step)
        return trees

    trees = running(watch, waits)
    assert all(tree is not None and tree.head.size >= 200 for tree in trees)
    assert len(looks) < 200


def test_what_is_known_is_not_looked_for_again(
    watch: Watch, book: Book, followed: Followed, write: Write, looks: list[int]
) -> None:
    write(4)

    async def waits() -> object:
        first = await heard(watch.covering(watch.of(book), 4), followed.step)
        before = len(looks)
        assert await watch.covering(watch.of(book), 3) is first
        return len(looks) - before

    assert running(watch, waits) == 0


def test_nobody_waits_longer_than_for_a_while(watch: Watch, book: Book, write: Write) -> None:
    write(1)
    watch.patience_seconds = 0.01

    async def waits() -> object:
        return await watch.covering(watch.of(book), 1)

    assert running(watch, waits) is None


def cut_off(database: Database) -> None:
    """End the session that listens, as a restart of the server does."""
    with psycopg.connect(database.superuser, autocommit=True) as connection:
        found: list[tuple[int]] = []
        while not found:
            found = connection.execute(LISTENING, [database.name, f'LISTEN "{CHANNEL}"']).fetchall()
        for (pid,) in found:
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_who_hears_nothing_any_more_looks_by_itself(
    watch: Watch, book: Book, followed: Followed, write: Write, database: Database
) -> None:
    write(4)

    def cut_off_and_seen() -> None:
        cut_off(database)
        followed.step()

    tree = running(watch, heard_of(watch, book, 4, cut_off_and_seen))
    assert tree.head.size >= 4


def test_a_server_out_of_reach_is_waited_for_like_a_witness(
    policy: Policy, book: Book, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(1)
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)
    away = Watch("host=127.0.0.1 port=1 dbname=away user=away", policy, 0.2)
    book.close()

    async def waits() -> object:
        return await away.covering(away.of(book), 1)

    assert running(away, waits) is None


def test_an_alarm_is_told_to_everybody_who_waits(
    watch: Watch,
    book: Book,
    followed: Followed,
    write: Write,
    attack: Callable[[str], None],
) -> None:
    write(4)

    def seen_and_spoilt() -> None:
        followed.step()
        attack(SPOILT)

    async def waits() -> None:
        receipts = watch.of(book)
        await asyncio.to_thread(seen_and_spoilt)
        two = await asyncio.gather(
            watch.covering(receipts, 3), watch.covering(receipts, 4), return_exceptions=True
        )
        assert [getattr(one, "code", "") for one in two] == ["tiles_refuted"] * 2
        raise two[0] if isinstance(two[0], Exception) else AssertionError

    with refused("tiles_refuted"):
        running(watch, waits)
