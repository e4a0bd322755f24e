"""Finding the ledger's database, and making it ready."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from api.database import (
    SCHEMAS,
    application_login,
    login_to_embedded,
    migrate,
    projector_login,
)
from api.settings import Settings, SettingsError
from ledger.embedded import Server, temporary
from ledger.errors import LedgerError
from ledger.prepare import require_ready


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Run a server that an administrator gives us."""
    with temporary() as running:
        yield running


def given(server: Server, database: str, *, admin: bool) -> Settings:
    host = f"host={server.socket_directory} dbname={database}"
    return Settings(
        database_url=SecretStr(f"{host} user=fair_app password=sesame"),
        admin_url=SecretStr(server.superuser_dsn) if admin else None,
    )


def test_a_server_that_is_given_is_made_ready_by_an_administrator(server: Server) -> None:
    told: list[str] = []
    settings = given(server, "fair", admin=True)
    assert migrate(settings, lambda migration: told.append(migration.name)) == len(told) > 0
    with application_login(settings) as dsn:
        require_ready(dsn, SCHEMAS)


def test_without_an_administrator_a_server_is_not_changed(server: Server) -> None:
    with pytest.raises(SettingsError, match="COUNTERSEAL_ADMIN_URL"):
        migrate(given(server, "modest", admin=False), lambda _: None)


def test_a_server_that_nobody_made_ready_is_not_used(server: Server) -> None:
    settings = given(server, "never_made", admin=False)
    with pytest.raises(LedgerError) as refused, application_login(settings):
        pytest.fail("nobody may come in")
    assert refused.value.code == "server_unreachable"


def test_the_embedded_server_makes_itself_ready_once() -> None:
    with temporary() as own:
        first, second = login_to_embedded(own), login_to_embedded(own)
        assert first == second
        require_ready(first, SCHEMAS)


def test_the_projector_of_a_given_server_has_a_login_of_its_own(server: Server) -> None:
    settings = given(server, "shown", admin=True)
    projector = f"host={server.socket_directory} dbname=shown user=fair_projector password=lantern"
    settings = settings.model_copy(update={"projector_url": SecretStr(projector)})
    migrate(settings, lambda _: None)
    with projector_login(settings) as dsn, psycopg.connect(dsn) as connection:
        connection.execute("SELECT position FROM ledger.log_head")
        connection.execute("CREATE TABLE projections.seen (position bigint)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT ledger.open_log(gen_random_uuid())")


def test_a_given_server_is_not_projected_without_a_login_for_it(server: Server) -> None:
    settings = given(server, "plain", admin=True)
    migrate(settings, lambda _: None)
    with (
        pytest.raises(SettingsError, match="COUNTERSEAL_PROJECTOR_URL"),
        projector_login(settings),
    ):
        pytest.fail("nobody may come in")


def test_the_embedded_server_knows_the_projector(tmp_path: Path) -> None:
    settings = Settings(data_directory=tmp_path)
    with projector_login(settings) as dsn, psycopg.connect(dsn) as connection:
        assert connection.info.user == "counterseal_projector"
