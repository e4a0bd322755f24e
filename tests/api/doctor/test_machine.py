"""What ``doctor`` says about the machine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from api.doctor import Check, Level
from api.doctor.machine import apart, clock, privacy, room, writable, zones
from api.settings import Settings


def settings(directory: Path) -> Settings:
    return Settings(data_directory=directory)


@pytest.mark.parametrize("check", [clock, privacy, room, writable, zones])
def test_each_finding_says_why_it_matters_and_how_to_mend_it(check: Check, tmp_path: Path) -> None:
    (finding,) = check(settings(tmp_path / "not" / "made"))
    assert finding.level is Level.FINE
    assert finding.found
    assert finding.why.endswith(".")
    assert finding.fix


def test_a_clock_before_the_release_is_a_problem(tmp_path: Path) -> None:
    (finding,) = clock(settings(tmp_path), lambda: datetime(1970, 1, 1, tzinfo=UTC))
    assert finding.level is Level.PROBLEM


def test_time_zones_that_are_missing_are_named(tmp_path: Path) -> None:
    def none(name: str) -> object:
        raise ZoneInfoNotFoundError(name)

    (finding,) = zones(settings(tmp_path), none)
    assert finding.level is Level.PROBLEM
    assert "Asia/Jakarta" in finding.found


@pytest.mark.parametrize(("mode", "level"), [(0o711, Level.FINE), (0o755, Level.PROBLEM)])
def test_keys_that_others_may_read_are_a_problem(mode: int, level: Level, tmp_path: Path) -> None:
    tmp_path.chmod(mode)
    assert [finding.level for finding in privacy(settings(tmp_path))] == [level]


def test_a_key_that_lies_beside_what_it_wraps_is_noticed(tmp_path: Path) -> None:
    data, safe = tmp_path / "data", tmp_path / "safe"
    inside = Settings(data_directory=data, kek_directory=data / "keks")
    outside = Settings(data_directory=data, kek_directory=safe)
    levels = [found.level for one in (settings(data), inside, outside) for found in apart(one)]
    assert levels == [Level.NOTICE, Level.NOTICE, Level.FINE]


def test_every_directory_with_keys_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir(mode=0o755)
    found = privacy(Settings(data_directory=tmp_path / "data", kek_directory=tmp_path / "safe"))
    assert [finding.level for finding in found] == [Level.FINE, Level.PROBLEM]
