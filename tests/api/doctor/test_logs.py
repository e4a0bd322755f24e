"""What is said of logs that are signed, behind, seen by nobody, or halted."""

from __future__ import annotations

from uuid import UUID

import pytest
from databases import Database

from api import ids
from api.doctor import Level
from api.doctor.logs import about
from api.settings import Settings
from ledger.logs import open_log
from ledger.signed import LogSigned, read_signed

LOG = UUID("018f0000-0000-7000-8000-0000000000d1")
SHRANK = {
    "origin": "ledger.example.org/fair",
    "signed": "12",
    "found": "10",
    "known_by": "notary-chamber",
}


@pytest.mark.parametrize(
    ("log", "level", "said"),
    [
        (LogSigned(LOG, 12, 12, 2, "", {}), Level.FINE, "witnessed by 2 outside"),
        (LogSigned(LOG, 12, 12, 0, "", {}), Level.FINE, "witnessed by nobody outside"),
        (LogSigned(LOG, 12, 10, 1, "", {}), Level.NOTICE, "position 10 of 12"),
        (LogSigned(LOG, 10, 12, 1, "log_shrank", SHRANK), Level.PROBLEM, "has shrunk"),
    ],
)
def test_a_log_is_told_by_how_far_it_is_signed(log: LogSigned, level: Level, said: str) -> None:
    (finding,) = about([log], Settings())
    assert finding.level is level
    assert said in finding.found


def test_a_log_that_was_never_signed_is_told_too(database: Database) -> None:
    new = UUID(ids.new_id())
    open_log(database.dsn(), new)
    (found,) = [log for log in read_signed(database.dsn()) if log.log_id == new]
    assert found == LogSigned(new, 0, 0, 0, "", {})
