"""Who read what by virtue of an office: officials, auditors, exports. Each read leaves a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aggregates.vocabulary import Actor
from api.accounts.accounts import Accounts
from api.clock import Clock
from api.storage import logs as storage
from api.storage.logs import Access, Entry

LISTED_MAX: Final = 500


def log_access(accounts: Accounts, actor: Actor, operation: str, resource: str) -> None:
    """Note a read or an export before it is answered."""
    with accounts.operations.transaction() as connection:
        storage.put_access(connection, _access(actor, operation, resource, accounts.clock))


def accesses_to(accounts: Accounts, resource: str) -> Sequence[Access]:
    """Return who read something, the newest first, 500 at most."""
    with accounts.operations.transaction() as connection:
        return storage.accesses_to(connection, resource, LISTED_MAX)


def security_of(accounts: Accounts, person: str) -> Sequence[Entry]:
    """Return what concerns a person's security, the newest first, 500 at most."""
    with accounts.operations.transaction() as connection:
        return storage.entries_about(connection, person, LISTED_MAX)


def security_in(accounts: Accounts, organisation: str) -> Sequence[Entry]:
    """Return what concerns security in an organisation, the newest first, 500 at most."""
    with accounts.operations.transaction() as connection:
        return storage.entries_in(connection, organisation, LISTED_MAX)


def _access(actor: Actor, operation: str, resource: str, clock: Clock) -> Access:
    return Access(
        at=clock(),
        person=actor.person,
        organisation=actor.organisation,
        role=actor.role.value,
        operation=operation,
        resource=resource,
    )
