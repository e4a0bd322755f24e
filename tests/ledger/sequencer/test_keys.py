"""The file of a log's key: who may read it, whose it is, and what happens without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from keyring import refused

from ledger.errors import LedgerError
from ledger.proof.signer import signer_key, signer_key_text
from ledger.proof.vkey import Algorithm
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.keys import origin_parts

LOG_ID = UUID("10000000-0000-8000-8000-00000000000a")
Follow = Callable[[], Followed]
OTHER = signer_key("ledger.example.org/other", Algorithm.ED25519, bytes(range(32)))


@pytest.fixture
def path(office: Office, log_id: UUID, follow: Follow, write: Callable[[int], None]) -> Path:
    """Sign a log, and return where its key is."""
    write(10)
    assert follow().step()
    write(10)
    return office.keys.note_file(log_id).with_name(f"{log_id}.1.key")


def exposed(path: Path) -> None:
    path.chmod(0o640)


def another(path: Path) -> None:
    path.write_text(f"{signer_key_text(OTHER)}\n")


def no_key(path: Path) -> None:
    path.write_bytes(b"PRIVATE+KEY+\xff\n")


def linked(path: Path) -> None:
    path.symlink_to(path.rename(path.with_suffix(".moved")))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Path.unlink, "key_missing"),
        (exposed, "file_exposed"),
        (another, "key_of_another"),
        (no_key, "key_malformed"),
        (linked, "file_unreadable"),
    ],
)
def test_a_log_is_signed_by_its_own_key_or_not_at_all(
    path: Path,
    follow: Follow,
    alarms: list[LedgerError],
    change: Callable[[Path], None],
    code: str,
) -> None:
    change(path)
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == [code]


def test_a_note_that_others_may_write_is_not_believed(
    path: Path, office: Office, log_id: UUID, follow: Follow, alarms: list[LedgerError]
) -> None:
    del path
    office.keys.note_file(log_id).chmod(0o622)
    assert not follow().step()
    assert [alarm.code for alarm in alarms] == ["file_exposed"]


def test_a_key_is_made_for_its_own_owner_only(path: Path, office: Office, log_id: UUID) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    with refused("key_of_another"):
        office.keys.signer(log_id, 1, "ledger.example.org/other")


@pytest.mark.parametrize(
    ("origin", "name", "log"),
    [
        (f"ledger.example.org/{LOG_ID}", "ledger.example.org", LOG_ID),
        (f"ledger.example.org/{LOG_ID}/2", "ledger.example.org", LOG_ID),
        (f"example.org/ledger/{LOG_ID}/12", "example.org/ledger", LOG_ID),
        ("ledger.example.org/edition-2026", "ledger.example.org/edition-2026", None),
        (str(LOG_ID), str(LOG_ID), None),
    ],
)
def test_an_origin_says_of_which_log_it_is(origin: str, name: str, log: UUID | None) -> None:
    assert origin_parts(origin) == (name, log)
