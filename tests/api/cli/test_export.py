"""``counterseal export``: the events of a log, opened, for other programs."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from commanding import Shell
from playing import Shown

from api.exits import Exit
from api.exporting import written
from api.installation import running
from api.refusals import ApiError
from api.verifier_page import verifier_page


def test_every_event_of_the_edition_is_exported_in_order(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "edition.jsonl"
    shell.at(shown.settings)("export", file).then(Exit.YES, "events are in")
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    with running(shown.settings) as installation:
        head = installation.edition(installation.editions()[0]).head()
    assert [line["position"] for line in lines] == list(range(1, head + 1))
    assert all(line["event"]["type"] == line["type"] for line in lines)
    assert (file.stat().st_mode & 0o777) == 0o600


def test_the_registry_is_exported_without_anybodys_name(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "registry.jsonl"
    ended = shell.at(shown.settings)("export", file, "--edition", "registry", "--through", 20)
    ended.then(Exit.YES, "20 events")
    assert "Chen Shouyue" not in file.read_text("utf-8")


def test_what_is_not_there_is_not_exported(shown: Shown, shell: Shell, tmp_path: Path) -> None:
    there, file = shell.at(shown.settings), tmp_path / "file"
    there("export", file, "--edition", "another").then(Exit.NO, "edition_unlisted")
    there("export", file, "--through", 10**9).then(Exit.NO, "export_ahead")
    file.write_text("mine")
    there("export", file, "--through", 1).then(Exit.CANNOT_TELL, "file_unwritable")
    assert file.read_text() == "mine"


def test_what_was_left_half_written_is_read_by_nobody_else(tmp_path: Path) -> None:
    part = tmp_path / "events.jsonl.part"
    part.write_text("left, and longer than what comes")
    part.chmod(0o644)
    file = tmp_path / "events.jsonl"
    assert written(file, [b"one\n"]) == 1
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"one\n", 0o600)


def test_nothing_is_exported_through_a_link_that_somebody_put_there(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    (tmp_path / "events.jsonl.part").symlink_to(elsewhere)
    with pytest.raises(ApiError):
        written(tmp_path / "events.jsonl", [b"one\n"])
    assert elsewhere.read_bytes() == b""


def test_the_page_for_browsers_is_written_where_nothing_is_installed(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "verifier.html"
    shell("export", file, "--verifier").then(Exit.YES, "in a browser")
    assert file.read_bytes() == verifier_page()
    shell("export", file, "--verifier").then(Exit.CANNOT_TELL, "file_unwritable")


def test_an_export_is_noted_with_its_purpose(shown: Shown, shell: Shell, tmp_path: Path) -> None:
    shell.at(shown.settings)("export", tmp_path / "log", "--purpose", "audit of June").then(
        Exit.YES
    )
    with psycopg.connect(shown.database.superuser) as connection:
        query = "SELECT operation, resource, role FROM operations.access_log WHERE purpose = %s"
        found = connection.execute(query, ["audit of June"]).fetchall()
    assert found == [("export", "log", "console")]
