"""Noting an export at the machine itself: whoever runs it reads what is of others, too."""

from __future__ import annotations

from datetime import datetime

from aggregates.vocabulary import SYSTEM
from api.database import application_login
from api.settings import Settings
from api.storage.logs import Access, put_access
from api.storage.operations import Operations

CONSOLE = "console"
"""The role of who runs the machine, in the record of reads."""


def note_export(settings: Settings, resource: str, purpose: str, at: datetime) -> None:
    """Note that ``resource`` is exported, before it is.

    Raises:
        LedgerError: ``unavailable``: what cannot be noted is not exported.
    """
    access = Access(
        at=at,
        person=SYSTEM,
        organisation="",
        role=CONSOLE,
        operation="export",
        resource=resource,
        purpose=purpose,
    )
    with application_login(settings) as dsn:
        operations = Operations(dsn)
        try:
            with operations.transaction() as connection:
                put_access(connection, access)
        finally:
            operations.close()
