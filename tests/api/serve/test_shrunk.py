"""An older backup is restored and served: nothing is recorded until the operator decides.

With the real commands, the real files of a backup, and an embedded server as they leave it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from serving_here import FIRST, Running, asked, home_of, ran
from waiting import until

from api.database import DATABASE
from api.exits import Exit
from ledger.backup.manifest import read_manifest
from ledger.backup.tools import run_tool
from ledger.embedded import start
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.note import parse_note

OTHER = (
    *("--native-name", "林", "--latin-name", "Lin", "--email", "lin@example.org"),
    *("--office", "Registry of the Fair", "--country", "CN", "--identifier", "GOVCN-FAIR"),
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in which a registry was founded, served for a while, and backed up before."""
    with home_of(tmp_path) as home:
        ran(home, "accounts", "bootstrap", *FIRST)
        ran(home, "backup", "backup")
        running = Running(home)
        until(lambda: is_signed_further(home))
        assert running.end() == Exit.YES
        yield home


def notes(home: Path) -> dict[str, int]:
    """Return up to where the sequencer remembers to have signed each log."""
    found = (home / ".counterseal" / "sequencer").glob("*.note")
    return {note.stem: parse_checkpoint(parse_note(note.read_bytes()).text).size for note in found}


def is_signed_further(home: Path) -> bool:
    """Return whether more is signed than was backed up: what the log says of itself, at least."""
    heads = read_manifest(home / "backup").logs
    known = notes(home)
    return all(known.get(head.log_id, 0) > head.position for head in heads)


def restore(home: Path) -> None:
    """Put the ledger of the backup in the place of the one that there is, as the guide says."""
    with start(home / ".counterseal") as server:
        superuser = make_conninfo(server.superuser_dsn, dbname=DATABASE)
        with psycopg.connect(superuser) as connection:
            connection.execute("DROP SCHEMA ledger CASCADE")
        arguments = ["--exit-on-error", f"--dbname={DATABASE}", str(home / "backup/ledger.dump")]
        run_tool("pg_restore", superuser, arguments)


def read_only(running: Running) -> list[str]:
    """Return the logs that are told to be read only."""
    return [
        one["log"] for one in httpx2.get(f"{running.url}/readyz", timeout=60).json()["read_only"]
    ]


@pytest.fixture
def shrunk(home: Path) -> Iterator[Running]:
    """Serve what was restored."""
    restore(home)
    running = Running(home)
    yield running
    assert running.end() == Exit.YES


def test_nothing_is_recorded_and_everybody_is_told_until_the_operator_decides(
    home: Path, shrunk: Running
) -> None:
    (log,) = notes(home)
    assert f"/{log} was signed up to position" in shrunk.said()
    assert read_only(shrunk) == [log]
    doctor = asked(home, "doctor", "--json")
    assert (doctor.returncode, f"rotate-log {log}" in doctor.stdout) == (Exit.NO, True)
    refused = asked(home, "accounts", "bootstrap", *OTHER)
    assert (refused.returncode, "log_read_only" in refused.stderr) == (Exit.CANNOT_TELL, True)
    done = json.loads(ran(home, "rotate-log", log, "--reason", "restored", "--json"))
    assert done["was_signed"] > done["restored_size"] == done["signed"] - 1
    assert read_only(shrunk) == []
    ran(home, "accounts", "bootstrap", *OTHER)
    keys = [line for line in ran(home, "keys").splitlines() if log in line]
    assert len(keys) == 2
    (home / "logs.policy").write_text("\n".join([*keys, "quorum none", ""]), "utf-8")
    assert asked(home, "fsck", "--policy", "logs.policy").returncode == Exit.YES
