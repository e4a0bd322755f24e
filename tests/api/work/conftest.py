"""What the tests of workers share: short plots that are played once, and copies of what they left.

A plot is played and followed once for each process of the test run; each test gets a database and
a home of its own, as the play left them.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import msgspec
import psycopg
import pytest
from databases import prepared
from playing import Theatre, settings_for
from plots import given_plot
from projecting import House
from psycopg import sql

from ledger.embedded import Server

Plays = Callable[..., House]


@pytest.fixture(scope="session")
def played(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Plays:
    """Play moves and let the read models follow, once for all who ask for the same moves."""
    houses: dict[tuple[str, ...], House] = {}

    def play(*moves: str) -> House:
        if moves not in houses:
            database = prepared(postgres, f"played_{len(houses)}")
            home = tmp_path_factory.mktemp("work") / "home"
            with Theatre(settings_for(database, home)).player(given_plot(*moves), Path()) as player:
                list(player.play())
                logs = player.installation.identity.registry_log, UUID(player.cast.edition)
                houses[moves] = House(database, home, logs, player.cast.deal).run()
        return houses[moves]

    return play


@pytest.fixture
def house_of(played: Plays, postgres: Server, tmp_path: Path) -> Iterator[Plays]:
    """Give what moves have left, to be changed."""
    names: list[str] = []

    def copied(*moves: str) -> House:
        names.append(f"work_{secrets.token_hex(4)}")
        house, home = played(*moves), tmp_path / names[-1]
        shutil.copytree(house.home, home)
        return msgspec.structs.replace(house.copy(names[-1]), home=home)

    yield copied
    with psycopg.connect(postgres.superuser_dsn, autocommit=True) as connection:
        for name in names:
            statement = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(name)))
