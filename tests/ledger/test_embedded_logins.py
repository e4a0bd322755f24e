"""Logging in to the embedded server: as a role of one's own, with a password nobody chose."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from homes import Home, answer, command, passable_folder
from keyring import refused

from ledger.embedded import Server


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    with passable_folder() as folder:
        yield Home(folder / "home", folder / "state")


@pytest.fixture(scope="module")
def server(home: Home) -> Iterator[Server]:
    with home.start() as started:
        command(started.superuser_dsn, "CREATE ROLE fair_app LOGIN")
        command(started.superuser_dsn, "CREATE DATABASE fair")
        yield started


def test_a_role_logs_in_as_itself_and_as_nothing_more(home: Home, server: Server) -> None:
    dsn = server.dsn("fair_app", "fair")
    assert answer(dsn, "SELECT current_user || ' in ' || current_database()") == "fair_app in fair"
    assert answer(dsn, "SHOW is_superuser") == "off"
    assert server.dsn("fair_app", "fair") == dsn
    with home.start() as another:
        assert another.dsn("fair_app", "fair") == dsn


def test_no_password_no_entry(server: Server) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(server.socket_directory), user="fair_app", dbname="fair")


def test_passwords_are_random_and_kept_from_others(home: Home, server: Server) -> None:
    passwords = {server.password(role) for role in ("postgres", "fair_app", "fair_owner")}
    assert len(passwords) == 3
    assert all(len(password) >= 43 for password in passwords)
    files = list(home.layout.password("fair_app").parent.iterdir())
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_the_server_was_never_told_a_password(home: Home, server: Server) -> None:
    password = server.password("fair_app")
    server.dsn("fair_app", "fair")
    stored = answer(
        server.superuser_dsn, "SELECT rolpassword FROM pg_authid WHERE rolname = 'fair_app'"
    )
    assert str(stored).startswith("SCRAM-SHA-256$")
    assert password not in home.layout.log.read_text()


def test_a_role_that_was_made_anew_gets_its_password_again(home: Home, server: Server) -> None:
    command(server.superuser_dsn, "CREATE ROLE fair_reader LOGIN")
    first = server.dsn("fair_reader", "fair")
    command(server.superuser_dsn, "DROP ROLE fair_reader")
    command(server.superuser_dsn, "CREATE ROLE fair_reader LOGIN")
    with home.start() as again:
        assert again.dsn("fair_reader", "fair") == first
    assert answer(first, "SELECT current_user") == "fair_reader"


def test_a_role_that_is_not_there_is_unknown(server: Server) -> None:
    with refused("role_unknown"):
        server.dsn("fair_nobody")


@pytest.mark.parametrize("role", ["", "../kek", "Fair", "a" * 64, "fair\n"])
def test_a_role_that_could_be_a_path_is_malformed(server: Server, role: str) -> None:
    with refused("role_malformed"):
        server.dsn(role)


def test_a_superuser_password_that_was_lost_is_reported(home: Home, server: Server) -> None:
    command(server.superuser_dsn, "CREATE ROLE fair_late LOGIN")
    file = home.layout.password("postgres")
    kept = file.read_bytes()
    file.write_bytes(b"lost")
    with refused("login_refused"):
        server.dsn("fair_late", "fair")
    file.write_bytes(kept)
    assert answer(server.dsn("fair_late", "fair"), "SELECT 1") == 1
