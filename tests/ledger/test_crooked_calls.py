"""Whoever has stolen the application's login calls the function with arguments of their own making.

They may say what an event says. They must not get a gap, a stream that goes back, a leaf of other
bytes than those that are stored, or a command without an event.
"""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest
from databases import Database
from psycopg import errors

A, B = "11111111-1111-7111-8111-111111111111", "22222222-2222-7222-8222-222222222222"
ZEROS = r"\\x" + "00" * 32
STRAIGHT = {
    "actors": "{ann,ben}",
    "keys": "{k1,k2}",
    "request_hmacs": f'{{"{ZEROS}","{ZEROS}"}}',
    "resources": "{[],[]}",
    "stream_counts": "{1,1}",
    "streams": f"{{{A},{B}}}",
    "touched": "{1,2}",
    "expected": "{0,0}",
    "event_counts": "{1,1}",
    "types": "{tally.raised.v1,tally.raised.v1}",
    "payloads": r'{"\\x00aa","\\x00bb"}',
    "metas": r'{"\\x7b7d","\\x7b7d"}',
    "salts": f'{{"{ZEROS}","{ZEROS}"}}',
    "blob_requests": "{}",
    "blob_digests": "{}",
    "blobs": "{}",
}
CROOKED = {
    "a negative number of events": {"event_counts": "{1,-1}"},
    "no number of events": {"event_counts": "{1,NULL}"},
    "a negative number of streams": {"stream_counts": "{1,-1}"},
    "more streams than there are": {"stream_counts": "{1,2}"},
    "fewer streams than there are": {"stream_counts": "{1,0}"},
    "no events at all": {"event_counts": "{0,0}"},
    "a request without an event": {"event_counts": "{2,0}"},
    "fewer events than there are": {"types": "{tally.raised.v1}"},
    "more events than are counted": {"event_counts": "{1,0}", "stream_counts": "{2,0}"},
    "a payload before the first": {"payloads": r'[0:2]={"\\x00aa","\\x00bb","\\x00cc"}'},
    "payloads that start later": {"payloads": r'[2:3]={"\\x00aa","\\x00bb"}'},
    "payloads in a table": {"payloads": r'{{"\\x00aa","\\x00bb"}}'},
    "an actor too many": {"actors": "{ann,ben,cyd}"},
    "an actor before the first": {"actors": f"[0:1]={{{'x' * 300},ann}}"},
    "one stream twice": {"streams": f"{{{A},{A}}}"},
    "a stream that is not there": {"touched": "{1,3}"},
    "no stream": {"touched": "{1,NULL}", "expected": "{0,NULL}"},
    "a file without bytes": {"blob_requests": "{1}", "blob_digests": f'{{"{ZEROS}"}}'},
    "a file of nobody": {
        "blob_requests": "{3}",
        "blob_digests": f'{{"{ZEROS}"}}',
        "blobs": r'{"\\x00"}',
    },
}


def called(database: Database, log_id: UUID, **changes: str) -> tuple[object, ...] | None:
    """Call the function as the application and return its answer."""
    given = STRAIGHT | changes
    names = ", ".join(f"{name} => %({name})s" for name in given)
    query = f"SELECT outcomes, firsts, lasts FROM ledger.append(in_log => %(log)s, {names})"  # noqa: S608 - names from above
    with psycopg.connect(database.dsn()) as connection:
        return connection.execute(query.encode(), {"log": log_id, **given}).fetchone()


def test_a_straight_call_is_answered(database: Database, log_id: UUID) -> None:
    assert called(database, log_id) == ([0, 0], [1, 2], [1, 2])


@pytest.mark.parametrize("what", CROOKED)
def test_a_crooked_call_stores_nothing(database: Database, log_id: UUID, what: str) -> None:
    with pytest.raises((errors.CheckViolation, errors.IntegrityError, errors.DataError)):
        called(database, log_id, **CROOKED[what])
    rows = database.everything("SELECT * FROM ledger.events WHERE log_id = %s", [log_id])
    commands = database.everything("SELECT * FROM ledger.commands WHERE log_id = %s", [log_id])
    assert rows + commands == b""


def test_a_stream_never_goes_back(database: Database, log_id: UUID) -> None:
    called(database, log_id)
    with pytest.raises(errors.CheckViolation):
        called(database, log_id, keys="{k3,k4}", expected="{1,1}", event_counts="{1,-3}")
    query = "SELECT version FROM ledger.streams WHERE log_id = %s"
    assert database.everything(query, [log_id]) == b"1\n1"
