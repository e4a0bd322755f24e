"""Of several processes that sign one leads; the others stand by and take over.

Whoever leads signs every log of a database: so each test has a database of its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import msgspec
import psycopg
import pytest
from databases import ROLES, Database, prepared
from waiting import until

from ledger.book import Book
from ledger.embedded import Server
from ledger.errors import LedgerError
from ledger.proof.signer import SignerKey
from ledger.sequencer.followed import Office
from ledger.sequencer.process import BUSY_SECONDS, ROUND_SECONDS, pause_after, sequence
from ledger.sequencer.session import Session, take_lead

Write = Callable[[int], None]


class Running(msgspec.Struct):
    """A sequencer in a thread of its own, and how to stop it."""

    stopping: Event
    ended: Future[None]

    def stop(self) -> None:
        """End it, and wait until it has."""
        self.stopping.set()
        self.ended.result()


Start = Callable[[Office], Running]


@pytest.fixture
def database(postgres: Server) -> Database:
    """Make a database for this test only."""
    return prepared(postgres, f"sequenced_{secrets.token_hex(4)}")


@pytest.fixture
def start(
    threads: ThreadPoolExecutor, alarms: list[LedgerError], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """Start sequencers, which try again soon; all are stopped at the end."""
    for name in ("STANDBY_SECONDS", "RETRY_SECONDS"):
        monkeypatch.setattr(f"ledger.sequencer.process.{name}", 0.05)
    started: list[Running] = []

    def begin(office: Office) -> Running:
        stopping = Event()
        ended = threads.submit(sequence, office, stopping, alarms.append)
        started.append(Running(stopping, ended))
        return started[-1]

    yield begin
    for running in started:
        running.stop()


@pytest.fixture
def signed(book: Book, signer: SignerKey) -> Callable[[int], None]:
    """Wait until so many events are signed."""
    return lambda size: until(lambda: book.published.newest(signer.name, least=size) is not None)


def test_what_is_appended_is_signed(
    office: Office, start: Start, write: Write, signed: Write, alarms: list[LedgerError]
) -> None:
    write(10)
    running = start(office)
    signed(10)
    write(10)
    signed(20)
    signed(21)  # the map, which is said when nothing else is new
    running.stop()
    assert not alarms


def test_one_leads_and_the_next_takes_over_when_it_ends(
    office: Office, start: Start, write: Write, signed: Write, alarms: list[LedgerError]
) -> None:
    write(10)
    first = start(office)
    signed(10)
    second = start(office)
    write(10)
    signed(20)
    first.stop()
    write(10)
    signed(30)
    second.stop()
    assert not alarms


def test_a_database_out_of_reach_is_told_and_tried_again(
    office: Office, start: Start, alarms: list[LedgerError]
) -> None:
    away = "host=127.0.0.1 port=1 dbname=away user=away"
    running = start(msgspec.structs.replace(office, dsn=away))
    until(lambda: len(alarms) > 1)
    running.stop()
    assert {alarm.code for alarm in alarms} == {"unavailable"}


def test_who_loses_its_session_leads_anew(
    office: Office,
    start: Start,
    write: Write,
    signed: Write,
    alarms: list[LedgerError],
    database: Database,
) -> None:
    write(10)
    start(office)
    signed(10)
    with psycopg.connect(database.superuser) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = %s AND datname = %s",
            [ROLES.name("sequencer"), database.name],
        )
    write(10)
    signed(20)
    assert "unavailable" in {alarm.code for alarm in alarms}


def test_in_a_rush_many_events_are_signed_together(
    office: Office, start: Start, write: Write, signed: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.sequencer.process.MANY_EVENTS", 2)
    start(office)
    for size in range(10, 51, 10):
        write(10)
        signed(size)


def test_a_few_events_are_signed_sooner_than_many() -> None:
    assert [pause_after(signed) for signed in (0, 1, 63)] == [ROUND_SECONDS] * 3
    assert [pause_after(signed) for signed in (64, 4_096)] == [BUSY_SECONDS] * 2


def test_who_leads_steps_back_for_those_who_wait(
    office: Office,
    session: Session,
    start: Start,
    write: Write,
    signed: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledger.sequencer.process.WAITED_FOR_SECONDS", 0.0)
    write(10)
    start(office)
    signed(10)
    take_lead(session)
