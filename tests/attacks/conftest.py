"""A log that was signed and witnessed, made once, and a copy of it for each attack."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from databases import Database, prepared
from intrusion.institution import Town, town
from intrusion.keepsakes import Kept, keep
from intrusion.scene import LOG_ID, NAME, Scene
from psycopg import sql

from ledger.embedded import Server
from ledger.logs import open_log
from ledger.sequencer.keys import LogKeys


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder for the files of the installation."""
    made = tmp_path_factory.mktemp("attacked")
    (made / "installation" / "sequencer").mkdir(parents=True)
    return made


@pytest.fixture(scope="session")
def institutions(folder: Path) -> Iterator[Town]:
    """Serve both witnesses."""
    keys = LogKeys(folder / "installation" / "sequencer", NAME)
    signer = keys.signer(LOG_ID, 1, keys.origin(LOG_ID, 1))
    with town(folder, {signer.name: [signer.verifier]}) as served:
        yield served


@pytest.fixture(scope="session")
def base(postgres: Server, folder: Path, institutions: Town) -> Scene:
    """Make the installation."""
    database = prepared(postgres, f"attacked_{secrets.token_hex(4)}")
    open_log(database.dsn(), LOG_ID)
    return Scene(database, folder / "installation", institutions)


@pytest.fixture(scope="session")
def kept(base: Scene) -> Kept:
    """Play the story; return what the parties have kept of it."""
    return keep(base)


@pytest.fixture
def scene(base: Scene, kept: Kept, tmp_path: Path) -> Iterator[Scene]:
    """Copy the installation for one test; the witnesses remember what they did after the story."""
    folder = tmp_path / "installation"
    shutil.copytree(base.folder, folder)
    base.town.remember(kept.memories[-1])
    base.town.shift({})
    server, name = base.database.server, f"attacked_{secrets.token_hex(4)}"
    with psycopg.connect(server.superuser_dsn, autocommit=True) as connection:
        original, copy = sql.Identifier(base.database.name), sql.Identifier(name)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copy, original))
        yield Scene(Database(server, name), folder, base.town)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(copy))
