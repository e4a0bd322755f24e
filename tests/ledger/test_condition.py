"""Reading how a server is set up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from databases import prepared

from ledger.condition import read_condition
from ledger.embedded import Server, temporary
from ledger.errors import LedgerError


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Run a server of its own, since its settings are changed."""
    with temporary() as running:
        with psycopg.connect(running.superuser_dsn, autocommit=True) as connection:
            connection.execute("CREATE ROLE fair_app LOGIN")
        yield running


def test_the_embedded_server_is_set_up_to_lose_nothing(server: Server) -> None:
    condition = read_condition(server.dsn("fair_app", "postgres"))
    assert condition.major >= 15
    assert condition.version.startswith(str(condition.major))
    assert condition.unsafe == ()
    assert condition.checksums
    assert not condition.too_mighty


def test_the_clock_is_the_servers(server: Server) -> None:
    first, second = (read_condition(server.superuser_dsn).clock for _ in range(2))
    assert timedelta() < second - first < timedelta(minutes=1)


def test_a_setting_that_can_lose_events_is_named(server: Server) -> None:
    with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
        connection.execute("ALTER ROLE fair_app SET synchronous_commit = 'off'")
    assert read_condition(server.dsn("fair_app", "postgres")).unsafe == ("synchronous_commit",)


def test_a_role_that_may_too_much_is_noticed(server: Server) -> None:
    assert read_condition(server.superuser_dsn).too_mighty


@pytest.mark.parametrize(
    "grant",
    [
        "GRANT pg_write_all_data TO counterseal_app",
        "GRANT counterseal_owner TO counterseal_app",
        "GRANT UPDATE ON ledger.streams TO counterseal_app",
        "ALTER ROLE counterseal_app REPLICATION",
    ],
)
def test_a_way_past_the_functions_is_noticed(server: Server, grant: str) -> None:
    database = prepared(server, "bypassed")
    assert not read_condition(database.dsn()).too_mighty
    with psycopg.connect(database.superuser) as connection:
        connection.execute(grant.encode())
    assert read_condition(database.dsn()).too_mighty
    with psycopg.connect(database.superuser) as connection:
        connection.execute("REVOKE pg_write_all_data, counterseal_owner FROM counterseal_app")
        connection.execute("REVOKE UPDATE ON ledger.streams FROM counterseal_app")
        connection.execute("ALTER ROLE counterseal_app NOREPLICATION")


def test_a_server_out_of_reach_is_told_so() -> None:
    with pytest.raises(LedgerError) as refused:
        read_condition("host=/nowhere dbname=fair user=fair_app")
    assert refused.value.code == "server_unreachable"
