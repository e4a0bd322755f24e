"""What comes with a command: who sends it, under which key, and what it must find."""

from __future__ import annotations

import re

import msgspec

from ledger.errors import LedgerError

_NAME = re.compile(r"[A-Za-z0-9._:/-]{1,128}", re.ASCII)


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """The circumstances of one command.

    ``actor`` and ``idempotency_key`` name it: the same two again repeat the first answer.
    ``request`` is what the client sent, without what the server adds (ids, times, seals): it tells
    whether the same key came with another request. ``if_match`` is the version that the first
    stream must have. ``came`` is when the command came here, on the monotonic clock; none: just
    now. Names hold no personal data; they are 1 to 128 of ``A-Z a-z 0-9 . _ : / -``.

    Raises:
        LedgerError: ``context_malformed`` with the field.
    """

    actor: str
    authentication: str
    correlation_id: str
    idempotency_key: str
    request: bytes
    causation_id: str = ""
    on_behalf_of: str = ""
    if_match: int | None = None
    came: float | None = None

    def __post_init__(self) -> None:
        """Refuse names that could be anything else than names."""
        for field in ("actor", "authentication", "correlation_id", "idempotency_key"):
            _require_name(field, getattr(self, field))
        for field in ("causation_id", "on_behalf_of"):
            if value := getattr(self, field):
                _require_name(field, value)


def _require_name(field: str, value: str) -> None:
    if not _NAME.fullmatch(value):
        raise LedgerError("context_malformed", field=field)
