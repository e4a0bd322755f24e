"""Whoever waits for an append looks up at the very moment at which something is decided."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event
from typing import Any
from uuid import UUID

import psycopg
import pytest
from appending import request
from databases import Database
from waiting import held, until, waiting_for_locks

from ledger.append.appender import Appender, Queue
from ledger.append.request import Stored
from ledger.append.verify import require_leaves
from ledger.append.writer import Timeouts, Writer
from ledger.errors import LedgerError


class Late(Appender):
    """An appender on which whoever has waited too long gets no processor for a while."""

    def __init__(self, log_id: UUID, writer: Writer, queue: Queue) -> None:
        super().__init__(log_id, writer, queue)
        self.leaving, self.goes_on = Event(), Event()

    def _leave(self, ticket: Any) -> None:
        self.leaving.set()
        self.goes_on.wait()
        super()._leave(ticket)


@pytest.fixture
def late(database: Database, log_id: UUID) -> Iterator[Late]:
    """Open an appender on which nobody waits for long."""
    writer = Writer(
        log_id,
        lambda: psycopg.connect(database.dsn(), autocommit=True),
        Timeouts(lock_seconds=15),
    )
    with closing(Late(log_id, writer, Queue(wait_seconds=0.01))) as opened:
        yield opened


def test_whoever_is_to_lead_when_their_time_is_over_leads(
    late: Late, threads: ThreadPoolExecutor, database: Database, log_id: UUID
) -> None:
    with held(database, log_id):
        first = threads.submit(late.append, request("first"))
        until(lambda: waiting_for_locks(database) == 1)
        second = threads.submit(late.append, request("second"))
        until(late.leaving.is_set)
    assert isinstance(first.result(), Stored)
    late.goes_on.set()
    assert isinstance(second.result(timeout=10), Stored)
    assert isinstance(late.append(request("third")), Stored)


def test_a_leaf_that_is_not_answered_is_an_alarm(log_id: UUID) -> None:
    with pytest.raises(LedgerError) as alarm:
        require_leaves(log_id, request("first"), Stored(7, 0, ()))
    assert (alarm.value.code, alarm.value.facts["position"]) == ("leaf_mismatch", 7)
