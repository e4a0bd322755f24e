"""From sealed contents and a context to a request: the envelope around what is appended."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from secrets import token_bytes
from uuid import UUID

from ledger.append.request import NewBlob, NewEvent, Request, StreamPart
from ledger.context import Context
from ledger.keys.store import KeyStore
from ledger.meta import Meta, meta_bytes, named_files
from ledger.stream import stream_id

SALT_BYTES = 32
_REQUEST = b"counterseal/request/v1\0"


class Envelope:
    """Adds to sealed events what is stored beside them. ``new_id`` gives each its id."""

    def __init__(
        self, log_id: UUID, keys: KeyStore, software: str, new_id: Callable[[], str]
    ) -> None:
        self._log_id = log_id
        self._keys = keys
        self._commands = stream_id(log_id, "ledger", "commands").bytes
        self._software = software
        self._new_id = new_id

    def new_event(
        self, name: str, payload: bytes, context: Context, files: Iterable[NewBlob] = ()
    ) -> NewEvent:
        """Return a sealed event with its meta and a fresh salt; ``files`` are stored with it."""
        meta = Meta(
            actor=context.actor,
            authentication=context.authentication,
            causation_id=context.causation_id,
            correlation_id=context.correlation_id,
            event_id=self._new_id(),
            files=named_files(file.keyed_sha256 for file in files),
            idempotency_key=context.idempotency_key,
            on_behalf_of=context.on_behalf_of,
            software=self._software,
        )
        return NewEvent(name, payload, meta_bytes(meta), token_bytes(SALT_BYTES))

    def request(
        self,
        context: Context,
        parts: Iterable[StreamPart],
        blobs: Iterable[NewBlob],
        resource_ids: Iterable[str],
    ) -> Request:
        """Return the request under the context's key."""
        return Request(
            actor=context.actor,
            key=context.idempotency_key,
            request_hmac=self.request_hmac(context),
            resource_ids=tuple(resource_ids),
            parts=tuple(parts),
            blobs=tuple(blobs),
        )

    def request_hmac(self, context: Context) -> bytes:
        r"""Return what tells two requests apart without telling what they say.

        ``HMAC-SHA-256(key, "counterseal/request/v1\0" | request)``, with the key of the stream
        ``commands`` of the log, which has no events.
        """
        key = self._keys.stream_key(self._log_id.bytes, self._commands)
        return hmac.digest(key.secret, _REQUEST + context.request, "sha256")
