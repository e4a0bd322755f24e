"""What ``doctor`` says about the ledger's server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from pydantic import SecretStr

from api.doctor import Level
from api.doctor.database import about, database
from api.settings import Settings
from ledger.condition import Condition

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
SOUND = Condition(version="18.1", major=18, unsafe=(), checksums=True, too_mighty=False, clock=NOON)


def levels(condition: Condition) -> dict[str, Level]:
    return {finding.what: finding.level for finding in about(condition, lambda: NOON)}


def test_a_sound_server_is_fine() -> None:
    assert set(levels(SOUND).values()) == {Level.FINE}


@pytest.mark.parametrize(
    ("condition", "what", "level"),
    [
        (replace(SOUND, version="14.2", major=14), "database", Level.PROBLEM),
        (replace(SOUND, unsafe=("fsync",)), "durability", Level.PROBLEM),
        (replace(SOUND, checksums=False), "page checksums", Level.NOTICE),
        (replace(SOUND, too_mighty=True), "rights of the application", Level.PROBLEM),
        (replace(SOUND, clock=NOON - timedelta(seconds=3)), "clocks", Level.PROBLEM),
    ],
)
def test_one_weakness_is_one_finding(condition: Condition, what: str, level: Level) -> None:
    assert {name: found for name, found in levels(condition).items() if found != Level.FINE} == {
        what: level
    }


def test_a_server_out_of_reach_is_a_problem_with_a_way_out(tmp_path: Path) -> None:
    dsn = "host=/nowhere user=fair_app password=sesame dbname=fair"
    (finding,) = database(Settings(database_url=SecretStr(dsn), data_directory=tmp_path))
    assert finding.level is Level.PROBLEM
    assert "migrate" in finding.fix
    assert "sesame" not in str(finding)
