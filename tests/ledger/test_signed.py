"""How far the logs of a database are signed."""

from __future__ import annotations

from uuid import UUID

from databases import Database
from keyring import refused

from ledger.signed import LogSigned, read_signed


def test_a_new_log_is_not_signed_yet(database: Database, log_id: UUID) -> None:
    (found,) = [log for log in read_signed(database.dsn()) if log.log_id == log_id]
    assert found == LogSigned(log_id, position=0, size=0, witnesses=0, halted="", facts={})


def test_a_database_out_of_reach_is_told_so() -> None:
    with refused("server_unreachable"):
        read_signed("host=/nowhere dbname=fair user=fair_app")
