"""What the tests of read models share: a deal that was played once, and copies of its database."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from uuid import UUID

import msgspec
import psycopg
import pytest
from databases import prepared
from playing import Theatre, settings_for
from projecting import House, Settled
from psycopg import sql

from api.dealfile.load import parse_deal_file
from api.example import joint_venture
from ledger.embedded import Server


@pytest.fixture(scope="session")
def played(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Play the joint venture once for each process of the test run, in a database of its own."""
    database, home = prepared(postgres, "played"), tmp_path_factory.mktemp("played") / "home"
    file = joint_venture()
    theatre, plot = Theatre(settings_for(database, home)), parse_deal_file(file.read_bytes())
    with theatre.player(plot, file.parent) as player:
        list(player.play())
        logs = player.installation.identity.registry_log, UUID(player.cast.edition)
        return House(database, home, logs, player.cast.deal)


@pytest.fixture
def house(played: House) -> Iterator[House]:
    """Give the played deal in a database that this test may change."""
    made = played.copy(f"house_{secrets.token_hex(4)}")
    yield made
    with psycopg.connect(made.database.server.superuser_dsn, autocommit=True) as connection:
        statement = sql.SQL("DROP DATABASE {} WITH (FORCE)")
        connection.execute(statement.format(sql.Identifier(made.database.name)))


@pytest.fixture(scope="session")
def ran(played: House) -> Settled:
    """Follow the played deal once to its end, in a database that no test changes."""
    return Settled(**msgspec.structs.asdict(played.copy("ran").run()))
