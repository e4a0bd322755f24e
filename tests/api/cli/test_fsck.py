"""``counterseal fsck``, as an operator or an auditor runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from commanding import Shell
from databases import Database
from playing import Shown

from api.exits import Exit
from ledger.proof.policy_file import parse_policy
from ledger.proof.signer import signer_key
from ledger.proof.vkey import Algorithm, vkey_of
from ledger.sequencer.keys import origin_parts

OTHER_BYTE = """
UPDATE ledger.events SET payload = set_byte(payload, 90, 255 - get_byte(payload, 90))
WHERE position = 30
"""


@contextmanager
def changed(database: Database, statement: str, back: str) -> Iterator[None]:
    """Change something as the superuser who switches the triggers off, and change it back."""
    with psycopg.connect(database.superuser, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement.encode())
        try:
            yield
        finally:
            connection.execute(back.encode())


def test_a_ledger_that_nobody_changed_has_nothing_wrong(shown: Shown, shell: Shell) -> None:
    ended = shell.at(shown.settings)("fsck", "--processes", "1")
    ended.then(Exit.YES, "nothing is changed")
    ended.then(Exit.YES, "No policy")


def test_one_byte_of_one_event_is_named_with_what_it_should_be(shown: Shown, shell: Shell) -> None:
    with changed(shown.database, OTHER_BYTE, OTHER_BYTE):
        ended = shell.at(shown.settings)("fsck", "--processes", "1")
        ended.then(Exit.NO, "position 30: leaf_hash")
        ended.then(Exit.NO, "expected")
        records = shell.at(shown.settings)("fsck", "--processes", "1", "--json").records
    assert {record["check"] for record in records if record.get("position") == 30} == {"leaf_hash"}


FLIPPED = "UPDATE ledger.blobs SET bytes = set_byte(bytes, 90, 255 - get_byte(bytes, 90))"


def test_with_the_keys_every_event_and_file_is_opened(shown: Shown, shell: Shell) -> None:
    fsck = ("fsck", "--processes", "1", "--keys")
    shell.at(shown.settings)(*fsck).then(Exit.YES, "nothing is changed")
    with changed(shown.database, FLIPPED, FLIPPED):
        records = shell.at(shown.settings)(*fsck, "--json").records
    told = {record["actual"] for record in records if record.get("check") == "blob"}
    assert "blob_tampered" in told


def test_a_file_that_was_changed_is_named_without_any_key(shown: Shown, shell: Shell) -> None:
    with changed(shown.database, FLIPPED, FLIPPED):
        ended = shell.at(shown.settings)("fsck", "--processes", "1")
    ended.then(Exit.NO, "blob  file")
    assert len(ended.out.splitlines()) <= 3 * 7 * 2 + 2


def test_rows_of_a_log_that_is_not_there_are_named(shown: Shown, shell: Shell) -> None:
    other = "UPDATE ledger.log_head SET log_id = overlay(log_id::text PLACING {} FROM 15)::uuid"
    with changed(shown.database, other.format("'f'"), other.format("'7'")):
        ended = shell.at(shown.settings)("fsck", "--processes", "1")
    ended.then(Exit.NO, "no table of them", "belonging  ledger.streams")


def test_a_policy_that_is_not_there_is_said(shown: Shown, shell: Shell, tmp_path: Path) -> None:
    shell.at(shown.settings)("fsck", "--policy", str(tmp_path / "none")).then(
        Exit.CANNOT_TELL, "can not be read"
    )


MOVED = "UPDATE ledger.checkpoints SET origin = {}; UPDATE ledger.tiles SET origin = {}"
AWAY, BACK = (MOVED.format(to, to) for to in ("origin || '?'", "rtrim(origin, '?')"))


@pytest.mark.parametrize(
    ("note", "policy", "found"),
    [(True, False, True), (False, True, True), (False, False, False)],
    ids=["by the note", "by the policy", "by nothing"],
)
def test_heads_and_tiles_that_are_all_gone_are_missed(
    shown: Shown,
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    note: bool,
    policy: bool,
    found: bool,
) -> None:
    if not note:
        monkeypatch.setenv("COUNTERSEAL_SEQUENCER_DIRECTORY", str(tmp_path / "none"))
    options = ("--policy", shown.out / "demo.policy") if policy else ()
    with changed(shown.database, AWAY, BACK):
        fsck = ("fsck", "--processes", "1", "--json", *options)
        assert "signed" not in checks(shell.at(shown.settings)(*fsck).records)
        monkeypatch.setattr("api.checking.FRESH_SECONDS", 0)
        assert ("signed" in checks(shell.at(shown.settings)(*fsck).records)) is found


GONE = UUID("5c000000-0000-8000-8000-00000000000c")


@pytest.mark.parametrize("by", ["note", "policy"])
def test_a_log_of_which_nothing_is_left_is_missed(
    shown: Shown, shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, by: str
) -> None:
    policy, signers = tmp_path / "more.policy", tmp_path / "sequencer"
    signers.mkdir()
    monkeypatch.setenv("COUNTERSEAL_SEQUENCER_DIRECTORY", str(signers))
    known = (shown.out / "demo.policy").read_text()
    name, _ = origin_parts(parse_policy(known.encode()).logs[0].key.name)
    key = signer_key(f"{name}/{GONE}", Algorithm.ED25519, bytes(32)).verifier
    policy.write_text(known + (f"log {vkey_of(key)}\n" if by == "policy" else ""))
    if by == "note":
        (signers / f"{GONE}.note").touch()
    ended = shell.at(shown.settings)("fsck", "--processes", "1", "--policy", str(policy))
    ended.then(Exit.NO, f"{GONE} position 0: log", "none of its rows")


def checks(records: Iterable[Mapping[str, object]]) -> set[object]:
    """Return which checks failed."""
    return {record.get("check") for record in records}
