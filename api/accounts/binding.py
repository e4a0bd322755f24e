"""Rows that let somebody in, or say as what they act, are bound to a key outside the database.

Each carries a MAC over what makes it count: whose it is, for which secret, as what. Whoever has
only the application's login to the database can write rows, and none that counts. What is not bound
they can change: when a row was last used, how long a session lasts, whether an endpoint is
disabled. An earlier state of a row they can put back: a MAC says that a row was so once.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar, cast
from uuid import UUID

from msgspec.structs import replace

from api.accounts.secrets import Secrets
from api.storage.accounts import Passkey
from api.storage.email_changes import EmailChange
from api.storage.keys import Key
from api.storage.links import Link
from api.storage.organisations import Administrator, Power
from api.storage.outside import OutsideLink
from api.storage.sessions import Session, StepUp
from api.storage.webhooks import Webhook

BOUND: Final[Mapping[type, tuple[str, ...]]] = MappingProxyType(
    {
        Session: (
            *("id", "token_sha256", "person", "person_stream", "method", "organisation", "role"),
            *("deal", "attended_by", "desk", "begun_at", "stepped_up_until"),
        ),
        StepUp: (
            *("id", "session", "person", "operation", "document_sha256", "deal", "seat"),
            *("method", "evidence", "proved_at", "expires_at"),
        ),
        Key: (
            *("id", "secret_sha256", "person", "person_stream", "organisation", "role", "scopes"),
            *("created_at", "expires_at"),
        ),
        Link: (
            *("id", "token_sha256", "kind", "person", "organisation", "role", "deal"),
            *("document_type", "document_sha256", "desk", "issued_by", "issued_at", "expires_at"),
        ),
        OutsideLink: ("id", "person", "issuer", "subject_hmac", "linked_at"),
        Passkey: ("credential", "person", "public_key", "created_at"),
        Power: (
            *("id", "person", "organisation", "roles", "evidence_sha256", "valid_from"),
            *("valid_until", "recorded_by", "recorded_at"),
        ),
        Administrator: ("organisation", "person", "appointed_by", "appointed_at"),
        Webhook: (
            *("id", "organisation", "url", "kinds", "secret_number", "previous_until"),
            *("created_by", "created_at"),
        ),
        EmailChange: (
            *("id", "person", "token_sha256", "stop_sha256", "before_sealed", "after_sealed"),
            *("before_hmac", "asked_at", "expires_at", "stop_until"),
        ),
    }
)
"""Which fields of a row its MAC is over."""


Row: TypeAlias = (
    Session
    | StepUp
    | Key
    | Link
    | OutsideLink
    | Passkey
    | Power
    | Administrator
    | EmailChange
    | Webhook
)
R = TypeVar("R", bound=Row)


def bound(secrets: Secrets, row: R) -> R:
    """Return ``row`` with the MAC that lets it count."""
    return replace(row, mac=_mac(secrets, row))


def is_bound(secrets: Secrets, row: Row) -> bool:
    """Return whether ``row`` is as we have written it."""
    return hmac.compare_digest(row.mac, _mac(secrets, row))


def counting(secrets: Secrets, rows: Iterable[R]) -> list[R]:
    """Return those of ``rows`` that count, in their order."""
    return [row for row in rows if is_bound(secrets, row)]


def counts(secrets: Secrets, row: R | None) -> R | None:
    """Return ``row`` if there is one, and it counts."""
    return row if row is not None and is_bound(secrets, row) else None


def _mac(secrets: Secrets, row: Row) -> bytes:
    kind = type(row)
    values = (_plain(getattr(row, field)) for field in BOUND[kind])
    return secrets.keyed("row", kind.__name__.encode(), *values)


def _plain(value: object) -> bytes:
    """Return a value as bytes; of two values of one field, no two are alike."""
    match value:
        case bytes():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat().encode()
        case UUID():
            return value.bytes
        case list():
            several = cast("list[object]", value)
            return b"\0".join(str(one).encode("utf-8", "replace") for one in several)
        case _:
            return b"" if value is None else str(value).encode("utf-8", "replace")
