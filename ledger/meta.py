"""Who asked for an event, how and why: kept in clear beside its payload, as RFC 8785 bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from ledger.errors import LedgerError

KeyedDigest: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Files: TypeAlias = Annotated[tuple[KeyedDigest, ...], msgspec.Meta(min_length=1)]


class Meta(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The envelope of one event. Ids only: it MUST NOT hold what identifies a person to a reader.

    The fields stand in the order of their names, which makes the encoding below canonical.
    ``causation_id`` and ``on_behalf_of`` are empty where there is none. ``files`` are the digests
    by which the files are found that were stored with the command, in its first event; left out
    where there are none. They are keyed, and tell nobody what is in a file.
    """

    actor: str
    authentication: str
    causation_id: str
    correlation_id: str
    event_id: str
    files: Files | UnsetType = UNSET
    format: str = "counterseal/meta/v1"
    idempotency_key: str
    on_behalf_of: str
    software: str


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Meta)


def meta_bytes(meta: Meta) -> bytes:
    """Return the RFC 8785 bytes: of strings only, in the order of the names, they are msgspec's."""
    return _encoder.encode(meta)


def named_files(digests: Iterable[bytes]) -> tuple[str, ...] | UnsetType:
    """Return what an envelope says of files that are found by these digests, of 32 bytes each."""
    return tuple(digest.hex() for digest in digests) or UNSET


def read_meta(stored: bytes) -> Meta:
    """Return the envelope that was stored.

    Raises:
        LedgerError: ``meta_unreadable``.
    """
    try:
        meta = _decoder.decode(stored)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise LedgerError("meta_unreadable", reason=str(wrong)) from wrong
    if _encoder.encode(meta) != stored:
        raise LedgerError("meta_unreadable", reason="these bytes are not canonical")
    return meta
