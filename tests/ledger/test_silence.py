"""The watch over those who wait: what breaks beside them does not leave them alone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from time import sleep

import psycopg
import pytest
from databases import Database
from psycopg import Connection
from psycopg.rows import TupleRow

from ledger.silence import SilentServerError, within

LONG = 30.0


@pytest.fixture
def connection(database: Database) -> Iterator[Connection[TupleRow]]:
    """Give a connection that answers, but for `require_cut`."""
    with psycopg.connect(database.dsn(), autocommit=True) as opened:
        yield opened


def require_cut(connection: Connection[TupleRow], before: ExitStack) -> None:
    """Wait for too long, while another wait ends that had begun ``before``."""

    def wait() -> None:
        with within(connection, 0.1):
            before.close()
            connection.execute("SELECT pg_sleep(2)")

    with pytest.raises(SilentServerError):
        wait()


def test_whose_descriptor_was_another_s_is_watched_when_that_one_is_done(
    connection: Connection[TupleRow],
) -> None:
    """A connection that breaks gives its descriptor up at once, and tells its own watch later."""
    with ExitStack() as broken:
        broken.enter_context(within(connection, LONG))
        require_cut(connection, broken)


def test_what_broke_by_itself_when_it_was_to_be_cut_leaves_the_others_watched(
    connection: Connection[TupleRow],
) -> None:
    with socket.socket() as broken:  # of the other end nothing is left: to cut it is an error
        with within(broken, 0.0):  # type: ignore[arg-type]  # nothing but its descriptor is asked for
            sleep(0.2)
        require_cut(connection, ExitStack())
