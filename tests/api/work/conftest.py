"""What the tests of workers share: short plots played in databases of their own, and followed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from databases import prepared
from playing import Theatre, settings_for
from plots import given_plot
from projecting import House
from psycopg import sql

from ledger.embedded import Server

Plays = Callable[..., House]


@pytest.fixture
def house_of(postgres: Server, tmp_path: Path) -> Iterator[Plays]:
    """Play moves in a new database, and let the read models follow."""
    names: list[str] = []

    def play(*moves: str) -> House:
        names.append(f"work_{secrets.token_hex(4)}")
        database, home = prepared(postgres, names[-1]), tmp_path / "home"
        with Theatre(settings_for(database, home)).player(given_plot(*moves), Path()) as player:
            list(player.play())
            logs = player.installation.identity.registry_log, UUID(player.cast.edition)
            return House(database, home, logs, player.cast.deal).run()

    yield play
    with psycopg.connect(postgres.superuser_dsn, autocommit=True) as connection:
        for name in names:
            statement = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(name)))
