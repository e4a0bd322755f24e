"""The embedded server: durable settings, shared by its users, recovering from every crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from homes import Home, answer, command, passable_folder
from keyring import refused

from ledger.embedded import Server, temporary
from ledger.locks import exclusively, open_lock, try_lock


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    """Give all tests one home, whose cluster is made once; each test leaves it stopped."""
    with passable_folder() as folder:
        yield Home(folder / "home", folder / "state")


@pytest.fixture
def server(home: Home) -> Iterator[Server]:
    with home.start() as started:
        yield started


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("password_encryption", "scram-sha-256"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("timezone", "UTC"),
    ],
)
def test_it_is_set_up_to_lose_nothing_and_to_listen_to_nobody_else(
    server: Server, setting: str, value: str
) -> None:
    assert answer(server.superuser_dsn, f"SHOW {setting}") == value


def test_its_socket_is_short_and_closed_to_others(server: Server) -> None:
    path = server.socket_directory / ".s.PGSQL.5432"
    assert len(os.fsencode(path)) < 107
    assert server.socket_directory.stat().st_mode & 0o777 == 0o700
    assert path.is_socket()


def test_who_comes_second_uses_the_server_that_runs_and_the_last_stops_it(home: Home) -> None:
    first = home.start()
    running = home.postmaster
    second = home.start()
    assert home.postmaster == running
    first.stop()
    first.stop()
    assert answer(second.superuser_dsn, "SELECT 1") == 1
    second.stop()
    assert not home.runs
    assert not second.socket_directory.exists()


def test_many_who_start_at_once_get_one_server(home: Home) -> None:
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(home.start) for _ in range(6)]
    servers = [each.result() for each in asked]
    started = "SELECT pg_postmaster_start_time()"
    assert len({answer(each.superuser_dsn, started) for each in servers}) == 1
    for each in servers:
        each.stop()
    assert not home.runs


PROGRAM = """
import os, sys
from pathlib import Path
from ledger.embedded import start
server = start(Path(sys.argv[1]), state=Path(sys.argv[2]))
print(server.superuser_dsn, flush=True)
input()
server.stop()
"""


def _program(home: Home) -> tuple[subprocess.Popen[str], str]:
    """Run another program that uses the server until it reads a line, and say how it logs in."""
    arguments = [sys.executable, "-c", PROGRAM, str(home.path), str(home.state)]
    program = subprocess.Popen(arguments, stdin=-1, stdout=-1, text=True)
    assert program.stdout is not None
    return program, program.stdout.readline().strip()


def test_a_program_that_is_killed_while_it_makes_the_cluster_is_in_nobodys_way() -> None:
    with passable_folder() as folder:
        home = Home(folder / "home", folder / "state")
        arguments = [sys.executable, "-c", PROGRAM, str(home.path), str(home.state)]
        program = subprocess.Popen(arguments, stdin=-1, stdout=-1, text=True)
        while not list(home.layout.base.glob("data.new*/base/1")):
            time.sleep(0.005)
        program.kill()
        program.communicate()
        with home.start() as server:
            assert answer(server.superuser_dsn, "SELECT 1") == 1
        # what the killed one had started may still write; a later start sweeps it away
        for _ in range(100):
            if not list(home.layout.base.glob("data.new*")):
                break
            time.sleep(0.1)
            with home.start():
                pass
        assert list(home.layout.base.glob("data.new*")) == []


def test_another_program_keeps_the_server_after_its_starter_has_left(home: Home) -> None:
    starter = home.start()
    running = home.postmaster
    program, dsn = _program(home)
    starter.stop()
    assert home.postmaster == running
    assert answer(dsn, "SELECT 1") == 1
    program.communicate("\n", timeout=60)
    assert not home.runs


def test_a_server_whose_program_was_killed_is_found_by_the_next(home: Home) -> None:
    program, _ = _program(home)
    running = home.postmaster
    program.kill()
    program.communicate()
    assert home.runs
    with home.start():
        assert home.postmaster == running
    assert not home.runs


def test_a_killed_server_comes_back_with_everything_that_was_committed(home: Home) -> None:
    first = home.start()
    command(first.superuser_dsn, "CREATE TABLE IF NOT EXISTS kept (n int)")
    command(first.superuser_dsn, "INSERT INTO kept VALUES (1)")
    home.kill()
    with home.start() as second:
        assert answer(second.superuser_dsn, "SELECT count(*) FROM kept") == 1
        command(second.superuser_dsn, "DROP TABLE kept")
    first.stop()


def test_a_server_that_has_crashed_can_be_stopped(home: Home) -> None:
    server = home.start()
    home.kill()
    server.stop()
    assert not home.runs


def test_a_server_that_does_not_stop_is_reported(home: Home) -> None:
    starter = home.start()
    impatient = home.start(wait_seconds=0.2)
    starter.stop()
    os.kill(home.postmaster, signal.SIGSTOP)
    with refused("postgresql_not_stopped"):
        impatient.stop()
    os.kill(home.postmaster, signal.SIGCONT)
    home.wait_until_gone()
    home.start().stop()


def test_a_server_that_does_not_answer_is_reported(home: Home, server: Server) -> None:
    server.stop()
    remains = open_lock(home.layout.running)  # as held by the remains of a server
    assert try_lock(remains)
    with refused("postgresql_not_started"):
        home.start(wait_seconds=0.1)
    os.close(remains)


def test_who_waits_too_long_for_others_to_start_it_gives_up(home: Home, server: Server) -> None:
    with exclusively(home.layout.starting, wait_seconds=0), refused("lock_timeout"):
        home.start(wait_seconds=0)
    assert answer(server.superuser_dsn, "SELECT 1") == 1


def test_a_temporary_server_leaves_nothing_behind() -> None:
    with temporary() as server:
        data = Path(str(answer(server.superuser_dsn, "SHOW data_directory")))
        assert data.exists()
    assert not data.parent.exists()
    assert not server.socket_directory.exists()


def test_a_temporary_server_is_of_the_version_that_is_wanted() -> None:
    with temporary() as newest:
        major = int(str(answer(newest.superuser_dsn, "SHOW server_version")).partition(".")[0])
    with temporary(major=major) as server:
        found = str(answer(server.superuser_dsn, "SHOW server_version"))
    assert found.partition(".")[0] == str(major)


@pytest.mark.parametrize(("crash_safe", "found"), [(True, "on"), (False, "off")])
def test_a_temporary_server_is_as_safe_as_is_wanted(*, crash_safe: bool, found: str) -> None:
    with temporary(crash_safe=crash_safe) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert answer(server.superuser_dsn, f"SHOW {setting}") == found


def test_a_temporary_server_of_a_version_that_is_not_installed_is_refused() -> None:
    with refused("postgresql_missing"), temporary(major=14_000):
        pytest.fail("it runs")
