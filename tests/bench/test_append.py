"""The benchmark of appending compares like with like, and its auditors find what is wrong."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bench.appends.contender import Contender, Round, require_durable
from bench.appends.ours import Ours
from bench.appends.raw import Raw
from bench.appends.sample import sealed
from bench.appends.stock import Stock
from bench.crowd import rush
from databases import Database

from ledger.embedded import temporary
from ledger.keys.file_store import FileKeyStore


@pytest.fixture(params=["ours", "raw", "stock"])
def contender(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Contender:
    """Return each of the three in turn."""
    keys = FileKeyStore(tmp_path / "keys", bytes(32))
    event = sealed(keys)
    contenders: dict[str, Contender] = {
        "ours": Ours(database.dsn(), keys),
        "raw": Raw(database.superuser, event),
        "stock": Stock(database.superuser, event.payload),
    }
    return contenders[request.param]


@contextmanager
def after_twelve(contender: Contender, *, conflicts: bool) -> Generator[Round, None, None]:
    with contender.round(2, conflicts=conflicts) as one:
        for append in one.appends:
            for _ in range(12):
                append()
        yield one


@pytest.mark.parametrize("conflicts", [False, True])
def test_what_was_acknowledged_is_there(contender: Contender, *, conflicts: bool) -> None:
    with after_twelve(contender, conflicts=conflicts) as one:
        one.require(24)


@pytest.mark.parametrize("claimed", [23, 25])
def test_an_event_too_many_or_too_few_is_found(contender: Contender, claimed: int) -> None:
    with (
        after_twelve(contender, conflicts=False) as one,
        pytest.raises(AssertionError, match="acknowledged"),
    ):
        one.require(claimed)


def test_every_append_of_every_client_has_its_latency() -> None:
    counted: list[int] = []
    load = rush([lambda: counted.append(1)] * 3, 0.02)
    assert len(load.latencies) == len(counted) >= 3
    assert load.events_per_s == len(counted) / load.seconds > 0


def test_a_client_that_fails_fails_the_round() -> None:
    def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rush([broken, lambda: None], 0.01)


def test_a_server_that_loses_events_in_a_crash_is_refused(database: Database) -> None:
    with pytest.raises(AssertionError, match="fsync"):
        require_durable(database.dsn())


def test_the_server_of_benchmarks_loses_nothing_and_no_login_may_hurry_it() -> None:
    with temporary() as server:
        require_durable(server.superuser_dsn)
        hasty = f"{server.superuser_dsn} options='-c synchronous_commit=off'"
        with pytest.raises(AssertionError, match="synchronous_commit"):
            require_durable(hasty)
