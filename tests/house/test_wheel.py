"""What is installed is whole: the program with all that it reads, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from databases import Database
from house.source import PACKAGES, ROOT, committed

WORKSHOP = ("tests/", "docs/", "examples/", ".ci/")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Return the wheel that this checkout makes."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = Path(folder).glob("*.whl")
    return ZipFile(made)


@pytest.fixture(scope="module")
def shipped(wheel: ZipFile) -> set[str]:
    """Return the names of the files in the wheel."""
    return set(wheel.namelist())


def test_the_wheel_holds_every_file_of_the_packages(shipped: set[str]) -> None:
    asked = {file.as_posix() for file in committed() if file.parts[0] in PACKAGES}
    assert asked - shipped == set()


def test_the_wheel_holds_nothing_of_the_workshop(shipped: set[str]) -> None:
    assert {name for name in shipped if name.startswith(WORKSHOP)} == set()


def test_the_wheel_brings_the_command_and_the_licences(shipped: set[str]) -> None:
    endings = ("entry_points.txt", "licenses/LICENSE", "licenses/signing/fonts/OFL.txt")
    assert [ending for ending in endings if not any(n.endswith(ending) for n in shipped)] == []


def test_the_wheel_brings_the_deals_that_can_be_played(shipped: set[str]) -> None:
    asked = {f"api/{file.as_posix()}" for file in committed() if file.parts[0] == "examples"}
    assert {"api/examples/joint-venture.yaml"} <= asked <= shipped


def test_what_is_in_the_wheel_runs_without_the_checkout(
    wheel: ZipFile, database: Database, tmp_path: Path
) -> None:
    wheel.extractall(tmp_path / "installed")
    ended = subprocess.run(
        [sys.executable, "-c", "from api.cli import main; main()", "demo", "--json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed"), "DATABASE_URL": database.dsn()},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ended.stdout.count('"verdict":"valid"') == 3
