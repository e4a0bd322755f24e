"""A group of requests in one call: each whole or not at all, none at another's expense."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

import msgspec
import psycopg
import pytest
from appending import EVENT, part, request, stream
from databases import Database
from psycopg.conninfo import make_conninfo

from ledger.append.request import Conflict, NewBlob, NewEvent, Outcome, Repeated, Stored
from ledger.append.verify import require_leaves
from ledger.append.writer import Timeouts, Writer
from ledger.errors import LedgerError
from ledger.opening import NO_LEAF


@pytest.fixture
def writer(database: Database, log_id: UUID) -> Iterator[Writer]:
    """Open a writer of the log."""
    made = Writer(
        log_id, lambda: psycopg.connect(database.dsn(), autocommit=True), Timeouts(lock_seconds=0.1)
    )
    yield made
    made.close()


def positions(outcomes: list[Outcome | LedgerError]) -> list[int]:
    return [one.first_position for one in outcomes if isinstance(one, Stored)]


def codes(outcomes: list[Outcome | LedgerError]) -> list[str]:
    return [one.code for one in outcomes if isinstance(one, LedgerError)]


def test_a_group_gets_the_next_positions_in_its_order(writer: Writer) -> None:
    two = request("b", part("b", events=[EVENT, EVENT]))
    outcomes = writer.write([request("a"), two, request("c")])
    assert positions(outcomes) == [1, 2, 4]


def test_each_stored_request_gets_the_leaves_that_follow_from_it(
    writer: Writer, log_id: UUID
) -> None:
    asked = request("a", part("a", events=[EVENT, EVENT]), part("b"), part("c", events=[]))
    (stored,) = writer.write([asked])
    assert isinstance(stored, Stored)
    assert len(stored.leaf_hashes) == 3
    require_leaves(log_id, asked, stored)


def test_two_requests_of_a_group_may_follow_each_other_on_one_stream(writer: Writer) -> None:
    first = writer.write([request("a", part("s"))])[0]
    assert isinstance(first, Stored)
    leaf = first.leaf_hashes[-1]
    stale, next_one = request("b", part("s")), request("c", part("s", 1, leaf))
    outcomes = writer.write([stale, next_one])
    assert outcomes[0] == Conflict(stream("s"), 1)
    assert positions(outcomes) == [2]


def test_a_stream_that_was_only_read_must_not_have_moved(writer: Writer) -> None:
    writer.write([request("a", part("read"))])
    outcomes = writer.write([request("b", part("written"), part("read", events=[]))])
    assert outcomes == [Conflict(stream("read"), 1)]


def test_a_request_that_was_stored_is_not_stored_again(writer: Writer) -> None:
    writer.write([request("a"), request("b")])
    assert writer.write([request("b"), request("c")])[0] == Repeated(2, 2)


def test_the_same_key_with_another_request_is_refused(writer: Writer) -> None:
    writer.write([request("a")])
    (refused,) = writer.write([request("a", body=b"other")])
    assert isinstance(refused, LedgerError)
    assert (refused.code, refused.facts) == ("key_reused", {"key": "a"})


BAD = {
    "salt": NewEvent("tally.raised.v1", b"\0{}", b"{}", b"short"),
    "payload": NewEvent("tally.raised.v1", b"", b"{}", bytes(32)),
    "meta": NewEvent("tally.raised.v1", b"\0{}", b"", bytes(32)),
    "type": NewEvent("", b"\0{}", b"{}", bytes(32)),
    "long type": NewEvent("x" * 201, b"\0{}", b"{}", bytes(32)),
    "no text": NewEvent("\0", b"\0{}", b"{}", bytes(32)),
    "no unicode": NewEvent("\ud800", b"\0{}", b"{}", bytes(32)),
}


@pytest.mark.parametrize("what", BAD)
def test_a_request_that_the_database_refuses_fails_alone(writer: Writer, what: str) -> None:
    bad = request("bad", part("bad", events=[EVENT, BAD[what]]))
    outcomes = writer.write([request("a"), bad, request("b"), request("c", part("a"))])
    assert (positions(outcomes), codes(outcomes)) == ([1, 2], ["append_refused"])
    assert outcomes[3] == Conflict(stream("a"), 1)


def test_one_key_twice_in_a_group_is_stored_once(writer: Writer) -> None:
    outcomes = writer.write([request("a"), request("a", part("other"))])
    assert (positions(outcomes), outcomes[1]) == ([1], Repeated(1, 1))


def test_a_file_is_stored_with_its_event_and_only_with_it(
    writer: Writer, database: Database, log_id: UUID
) -> None:
    kept = NewBlob(hashlib.sha256(b"kept").digest(), b"\1kept")
    lost = NewBlob(hashlib.sha256(b"lost").digest(), b"\1lost")
    writer.write([request("a", blobs=[kept]), request("b", part("a"), blobs=[lost])])
    with psycopg.connect(database.dsn()) as connection:
        query = "SELECT bytes FROM ledger.blobs WHERE log_id = %s"
        assert connection.execute(query, [log_id]).fetchall() == [(b"\1kept",)]


def test_a_file_with_a_digest_of_another_length_is_refused(writer: Writer) -> None:
    outcomes = writer.write([request("a", blobs=[NewBlob(b"short", b"\1")]), request("b")])
    assert (positions(outcomes), codes(outcomes)) == ([1], ["append_refused"])


@pytest.mark.parametrize("actor", ["", "x" * 201])
def test_an_actor_of_another_length_is_refused(writer: Writer, actor: str) -> None:
    (refused,) = writer.write([msgspec.structs.replace(request("a"), actor=actor)])
    assert codes([refused]) == ["append_refused"]


def test_a_log_that_somebody_holds_is_waited_for_no_longer_than_said(
    writer: Writer, database: Database, log_id: UUID
) -> None:
    with psycopg.connect(database.superuser) as holder:
        holder.execute("SELECT FROM ledger.log_head WHERE log_id = %s FOR UPDATE", [log_id])
        assert codes(writer.write([request("a"), request("b")])) == ["busy", "busy"]
    assert positions(writer.write([request("a"), request("b")])) == [1, 2]


def test_a_log_that_was_never_opened_is_refused(database: Database) -> None:
    writer = Writer(
        UUID(int=1), lambda: psycopg.connect(database.dsn(), autocommit=True), Timeouts()
    )
    assert codes(writer.write([request("a")])) == ["append_refused"]
    writer.close()


def test_the_sequencer_appends_too(database: Database, log_id: UUID) -> None:
    dsn = database.dsn("sequencer")
    writer = Writer(log_id, lambda: psycopg.connect(dsn, autocommit=True), Timeouts())
    assert positions(writer.write([request("a")])) == [1]
    writer.close()


@pytest.mark.parametrize("kind", ["auditor", "migrator"])
def test_a_login_that_may_not_append_is_refused(
    database: Database, log_id: UUID, kind: str
) -> None:
    dsn = database.dsn(kind)
    writer = Writer(log_id, lambda: psycopg.connect(dsn, autocommit=True), Timeouts())
    assert codes(writer.write([request("a")])) == ["append_refused"]
    writer.close()


def test_a_server_that_became_a_replica_is_left_for_its_successor(
    database: Database, log_id: UUID
) -> None:
    dsns = [f"{database.dsn()} options='-c default_transaction_read_only=on'", database.dsn()]
    writer = Writer(log_id, lambda: psycopg.connect(dsns.pop(0), autocommit=True), Timeouts())
    assert positions(writer.write([request("a")])) == [1]
    writer.close()


def test_a_server_that_can_not_be_reached_is_given_up_in_time() -> None:
    nowhere = Timeouts(reconnect_seconds=0.1)
    writer = Writer(UUID(int=1), lambda: psycopg.connect("host=/nowhere"), nowhere)
    assert codes(writer.write([request("a"), request("b")])) == ["unavailable"] * 2


@pytest.mark.parametrize(("set_to", "used"), [("off", "on"), ("remote_apply", "remote_apply")])
def test_an_answer_waits_for_the_disk_whatever_the_role_was_set_to(
    database: Database, log_id: UUID, set_to: str, used: str
) -> None:
    dsn = make_conninfo(database.dsn(), options=f"-c synchronous_commit={set_to}")
    with psycopg.connect(dsn, autocommit=True) as connection:
        writer = Writer(log_id, lambda: connection, Timeouts())
        assert positions(writer.write([request("a")])) == [1]
        assert connection.execute("SHOW synchronous_commit").fetchone() == (used,)


def test_the_time_of_a_log_never_goes_back(
    writer: Writer, database: Database, log_id: UUID
) -> None:
    far = 2**60
    with psycopg.connect(database.superuser) as connection:
        query = "UPDATE ledger.log_head SET recorded_at = %s WHERE log_id = %s"
        connection.execute(query, [far, log_id])
    (stored,) = writer.write([request("a")])
    assert isinstance(stored, Stored)
    assert stored.recorded_at == far
    assert stored.leaf_hashes[0] != NO_LEAF
