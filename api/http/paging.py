"""Opaque cursors: where a list goes on. A client sends back what it was given, or nothing."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from typing import Final, Generic, TypeVar

import msgspec

from api.refusals import ApiError

T = TypeVar("T")

LIMIT: Final = 50
"""How many items a page has unless the client says otherwise."""
LIMIT_MAX: Final = 200

_TAG_BYTES = 16


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list. Without ``next`` it is the last."""

    items: tuple[T, ...]
    next: str | None = None


class Cursors:
    """Makes and reads cursors under a key of this installation.

    A cursor is bound to what it goes on with (the operation and its filters): it can neither be
    made up nor used elsewhere.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def cursor(self, of: str, after: object) -> str:
        """Return the cursor of the list ``of`` that goes on after a place in it."""
        place = msgspec.json.encode(after)
        return urlsafe_b64encode(self._tag(of, place) + place).rstrip(b"=").decode()

    def place(self, of: str, cursor: str, kind: type[T]) -> T:
        """Return the place after which the list goes on.

        Raises:
            ApiError: ``cursor_malformed`` for what `cursor` did not make for this list.
        """
        try:
            content = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
            tag, place = content[:_TAG_BYTES], content[_TAG_BYTES:]
            if hmac.compare_digest(tag, self._tag(of, place)):
                return msgspec.json.decode(place, type=kind)
        except (Error, ValueError):
            pass
        raise ApiError("cursor_malformed")

    def _tag(self, of: str, place: bytes) -> bytes:
        framed = len(of.encode()).to_bytes(4, "big") + of.encode() + place
        return hmac.digest(self._key, framed, sha256)[:_TAG_BYTES]
