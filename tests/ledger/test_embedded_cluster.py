"""Making a cluster and starting it: what was cut short, what is foreign, what is broken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import Home, answer, passable_folder
from keyring import refused

from ledger.embedded import cluster
from ledger.embedded.binaries import Binaries, find_binaries, installed
from ledger.embedded.logins import password_of
from ledger.errors import LedgerError


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with passable_folder() as made:
        yield made


@pytest.fixture(scope="module")
def made(folder: Path) -> Home:
    """Make a cluster once."""
    home = Home(folder / "made", folder / "state")
    home.start().stop()
    return home


@pytest.fixture
def home(folder: Path) -> Iterator[Home]:
    fresh = Home(folder / "fresh", folder / "state")
    yield fresh
    shutil.rmtree(fresh.layout.base, ignore_errors=True)


def test_a_cluster_whose_making_was_cut_short_is_made_anew(home: Home) -> None:
    rest = home.layout.base / "data.new"
    rest.mkdir(parents=True)
    home.layout.base.chmod(0o711)
    (rest / "PG_VERSION").write_text("18\n")
    with home.start() as server:
        assert answer(server.superuser_dsn, "SELECT 1") == 1
    assert not rest.exists()


def test_a_cluster_of_another_version_asks_for_that_version(made: Home) -> None:
    version = made.layout.data / "PG_VERSION"
    kept = version.read_text()
    version.write_text("14\n")
    with pytest.raises(LedgerError) as refusal:
        made.start()
    assert (refusal.value.code, refusal.value.facts["wanted"]) == ("postgresql_missing", 14)
    version.write_text(kept)


def test_a_server_that_does_not_come_up_says_its_last_words(made: Home) -> None:
    settings = made.layout.data / "postgresql.auto.conf"
    kept = settings.read_text()
    settings.write_text("shared_buffers = 'much'\n")
    with pytest.raises(LedgerError) as refusal:
        made.start()
    assert refusal.value.code == "postgresql_failed"
    assert "shared_buffers" in str(refusal.value.facts["log"])
    settings.write_text(kept)
    made.start().stop()


def test_a_home_that_is_a_file_is_unusable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refused("home_unusable"):
        Home(tmp_path / "file" / "home", tmp_path / "file" / "state").start()


def test_a_long_log_makes_room_once(made: Home) -> None:
    with made.layout.log.open("ab") as log:
        log.truncate(cluster.LOG_BYTES_MAX + 1)
    made.start().stop()
    assert made.layout.log.stat().st_size < 100_000
    assert made.layout.log.with_name("log.old").stat().st_size == cluster.LOG_BYTES_MAX + 1


def test_the_log_is_for_the_owner_only(made: Home) -> None:
    assert made.layout.log.stat().st_mode & 0o777 == 0o600


def test_a_server_that_is_not_there_is_neither_ready_nor_stopped(home: Home) -> None:
    assert cluster.ready_at(home.layout) is None
    cluster.stop(home.layout)


def test_a_cluster_can_not_be_made_by_what_is_not_there(home: Home) -> None:
    cluster.make_base(home.layout)
    with refused("postgresql_failed"):
        cluster.initialise(home.layout, Binaries(home.path / "bin", 18), b"password")
    assert cluster.data_major(home.layout) is None


@pytest.mark.skipif(not list(installed(Path("/"))), reason="no PostgreSQL of the system's own")
def test_a_postgresql_of_the_system_serves_as_well(home: Home) -> None:
    binaries = find_binaries(installed(Path("/")), None)
    cluster.make_base(home.layout)
    cluster.initialise(home.layout, binaries, password_of(home.layout, "postgres").encode())
    with home.start() as server:
        version = answer(server.superuser_dsn, "SHOW server_version_num")
        assert int(str(version)) // 10_000 == binaries.major
        assert answer(server.superuser_dsn, "SHOW data_checksums") == "on"


@pytest.mark.parametrize(
    ("machine", "megabytes"),
    [(512, 128), (1_024, 128), (4_096, 512), (8_192, 1_024), (65_536, 1_024)],
)
def test_tables_are_kept_in_an_eighth_of_the_memory(machine: int, megabytes: int) -> None:
    assert cluster.cache_bytes(machine << 20) == megabytes << 20


def test_the_server_has_the_cache_that_the_machine_can_give(made: Home) -> None:
    with made.start() as server:
        pages = answer(
            server.superuser_dsn, "SELECT setting FROM pg_settings WHERE name = 'shared_buffers'"
        )
    assert int(str(pages)) * 8_192 == cluster.cache_bytes(cluster.machine_bytes()) >> 20 << 20
