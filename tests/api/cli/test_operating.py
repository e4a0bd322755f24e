"""The commands of whoever runs the ledger, and all of them on a server that nobody has set up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commanding import Shell
from playing import Shown
from plots import LETTER, OPENED, plot

from api.exits import Exit
from ledger.embedded import Server
from ledger.embedded.layout import layout_of

COMMAND = Path(sys.executable).with_name("counterseal")
Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_server_that_is_given_is_made_ready_once(
    shell: Shell, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = f"host={postgres.socket_directory} dbname=operated"
    monkeypatch.setenv("DATABASE_URL", f"{host} user=operated_app password=sesame")
    shell("migrate").then(Exit.USAGE, "COUNTERSEAL_ADMIN_URL")
    monkeypatch.setenv("COUNTERSEAL_ADMIN_URL", postgres.superuser_dsn)
    shell("migrate").then(Exit.YES, "applied 0001_rows", "The database is ready")
    shell("migrate").then(Exit.YES, "nothing was missing")
    assert shell("migrate", "--json").records == [{"migrations": 0}]


def test_after_the_demonstration_nothing_is_wrong_but_the_server_of_the_tests(
    shown: Shown, shell: Shell
) -> None:
    ended = shell.at(shown.settings)("doctor")
    ended.then(Exit.NO, "fine     rights of the application: append and read")
    ended.then(Exit.NO, "notice   key-encryption keys: beside the keys that they wrap")
    problems = [line for line in ended.out.splitlines() if line.startswith("problem")]
    unsafe = "off: fsync, full_page_writes, synchronous_commit"
    assert problems == [f"problem  durability: {unsafe}"]


def test_a_server_out_of_reach_is_a_problem(shell: Shell) -> None:
    shell("doctor").then(Exit.NO, "problem  database")


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Give what runs a command in a folder of one's own, without any setting."""

    def ran(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )

    yield ran
    shutil.rmtree(layout_of(tmp_path / ".counterseal").base, ignore_errors=True)


def test_without_a_server_every_command_brings_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "deal.yaml").write_text(plot(*OPENED, *LETTER), encoding="utf-8")
    played = run("demo", "--input", "deal.yaml")
    assert (played.returncode, "VALID (TOTAL-PASSED)" in played.stdout) == (Exit.YES, True)
    verified = run("verify", "demo-out/letter-of-intent.pdf")
    assert (verified.returncode, "status now: in force" in verified.stdout) == (Exit.YES, True)
    deal = played.stderr.partition("The deal is ")[2].partition(".")[0]
    assert run("replay", deal).stdout == (tmp_path / "demo-out/replay.txt").read_text("utf-8")
    assert run("migrate").returncode == Exit.YES
    checked = run("doctor")
    assert (checked.returncode, "\nproblem" in checked.stdout) == (Exit.YES, False)
