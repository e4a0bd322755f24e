"""What `counterseal fsck` found, kept for who asks when a log was last checked as a whole."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from api.storage.operations import Transaction
from api.storage.rows import one


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A check of a log: so many events, held against a signed head of ``signed_size``.

    ``first_check`` and ``first_where`` are of the first of its ``faults``; empty if there is none.
    ``by_policy``: the keys came from a policy file. ``opened``: events and files were opened too.
    """

    log_id: UUID
    at: datetime
    events: int
    signed_size: int | None
    faults: int
    first_check: str
    first_where: str
    by_policy: bool
    opened: bool
    software: str


def put_check(connection: Transaction, check: Check) -> None:
    """Keep what a check found."""
    connection.execute(
        """
        INSERT INTO operations.checks
            (log_id, at, events, signed_size, faults, first_check, first_where, by_policy, opened,
             software)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        msgspec.structs.astuple(check),
    )


def last_check(connection: Transaction, log_id: UUID) -> Check | None:
    """Return what the last check of a log found."""
    query = """
        SELECT log_id, at, events, signed_size, faults, first_check, first_where, by_policy,
            opened, software
        FROM operations.checks WHERE log_id = %s ORDER BY number DESC LIMIT 1
    """
    return one(connection, Check, query, [log_id])
