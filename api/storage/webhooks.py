"""Endpoints of organisations, to which messages go."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias

import msgspec
from psycopg.sql import SQL

from aggregates.vocabulary import OrganisationId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several

_SELECT: Final = SQL("SELECT * FROM operations.webhooks WHERE ")

Because: TypeAlias = Literal["", "asked", "failing", "gone", "altered"]
"""Why an endpoint is disabled: somebody asked, nothing has arrived for days, it said so, or its row
is not as we have written it."""


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint. Until ``previous_until``, the secret before ``secret_number`` counts as well.

    ``failing_since`` is when the first message did not arrive after which none has. It counts only
    if its ``mac`` is right: see `api.accounts.binding`.
    """

    id: str
    organisation: OrganisationId
    url: str
    kinds: list[str]
    secret_number: int
    previous_until: datetime | None
    created_by: PersonId
    created_at: datetime
    failing_since: datetime | None = None
    disabled_at: datetime | None = None
    disabled_because: Because = ""
    mac: bytes = b""


def put_webhook(connection: Transaction, webhook: Webhook) -> None:
    """Keep a new endpoint."""
    connection.execute(
        """
        INSERT INTO operations.webhooks (id, organisation, url, kinds, secret_number,
            previous_until, created_by, created_at, failing_since, disabled_at, disabled_because,
            mac)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        msgspec.structs.astuple(webhook),
    )


def webhooks_of(connection: Transaction, organisation: OrganisationId) -> list[Webhook]:
    """Return the endpoints of an organisation, the first registered first."""
    query = _SELECT + SQL("organisation = %s ORDER BY created_at, id")
    return several(connection, Webhook, query, [organisation])


def webhook_of(
    connection: Transaction, organisation: OrganisationId, webhook: str
) -> Webhook | None:
    """Return one endpoint of an organisation; nobody else changes it until the transaction ends."""
    query = _SELECT + SQL("id = %s AND organisation = %s FOR UPDATE")
    return one(connection, Webhook, query, [webhook, organisation])


def kinds_wanted(connection: Transaction) -> set[str]:
    """Return the kinds of events that any endpoint wants to be told of."""
    query = "SELECT DISTINCT unnest(kinds) FROM operations.webhooks WHERE disabled_at IS NULL"
    return {str(kind) for (kind,) in connection.execute(query)}


def rotate_secret(connection: Transaction, webhook: Webhook) -> None:
    """Let the secret of the endpoint's number count, and for its while the one before it too."""
    connection.execute(
        """
        UPDATE operations.webhooks SET secret_number = %s, previous_until = %s, mac = %s
        WHERE id = %s
        """,
        [webhook.secret_number, webhook.previous_until, webhook.mac, webhook.id],
    )


def disable_webhook(connection: Transaction, webhook: str, at: datetime, because: Because) -> bool:
    """Send nothing there any more; False if that is so already."""
    statement = """
        UPDATE operations.webhooks SET disabled_at = %s, disabled_because = %s
        WHERE id = %s AND disabled_at IS NULL
    """
    return changed(connection, statement, [at, because, webhook]) == 1


def enable_webhook(connection: Transaction, webhook: str, at: datetime) -> None:
    """Send there again; what still waits has all its time anew."""
    connection.execute(
        """
        UPDATE operations.webhooks
        SET disabled_at = NULL, disabled_because = '', failing_since = NULL WHERE id = %s
        """,
        [webhook],
    )
    connection.execute(
        """
        UPDATE operations.webhook_deliveries SET begun_at = %s, due_at = %s, attempts = 0
        WHERE webhook = %s AND outcome = 'waiting'
        """,
        [at, at, webhook],
    )


def remove_webhook(connection: Transaction, webhook: str) -> None:
    """Forget an endpoint and what was sent there."""
    connection.execute("DELETE FROM operations.webhooks WHERE id = %s", [webhook])


def note_arrived(connection: Transaction, webhook: str) -> None:
    """Note that a message has arrived there."""
    connection.execute(
        "UPDATE operations.webhooks SET failing_since = NULL"
        " WHERE id = %s AND failing_since IS NOT NULL",
        [webhook],
    )


def note_failing(connection: Transaction, webhook: str, at: datetime) -> datetime | None:
    """Note that a message did not arrive, and return since when none does."""
    row = connection.execute(
        "UPDATE operations.webhooks SET failing_since = coalesce(failing_since, %s)"
        " WHERE id = %s RETURNING failing_since",
        [at, webhook],
    ).fetchone()
    return None if row is None else row[0]
