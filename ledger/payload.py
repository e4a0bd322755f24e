r"""What is stored of an event: its bytes, sealed under its stream's key and bound to its place.

Sealed: the form of `ledger.sealing`, with
``event_key = HMAC-SHA-256(stream_key, "counterseal/event-key/v1\0" | u64 version | nonce)`` and
the associated data ``log_id[16] | stream_id[16] | u64 version | type``. Clear: ``0x00 | bytes``.
Integers are big-endian. An event key opens one event and can be disclosed; a stream key never is.

Test vectors: ``docs/reference/vectors/payload.json``.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator
from struct import Struct, error

import msgspec

from ledger.errors import LedgerError
from ledger.keys.store import Key
from ledger.mac import prepared_hmac
from ledger.sealing import CLEAR, kid_and_nonce, read_head, seal, unseal, unseal_under

_EVENT_KEY = b"counterseal/event-key/v1\0"
_U64 = Struct("!Q")
_CLEAR = bytes([CLEAR])


class Place(msgspec.Struct, frozen=True):
    """Where an event stands: both ids are 16 bytes, ``type`` is its stored name."""

    log_id: bytes
    stream_id: bytes
    version: int
    type: str


def seal_payload(key: Key, place: Place, plain: bytes, nonce: bytes) -> bytes:
    """Return the stored form of ``plain``. MUST be given a fresh random nonce of 12 bytes.

    Raises:
        LedgerError: ``place_malformed``, ``nonce_malformed``, ``kid_malformed``.
    """
    aad = _associated_data(place)
    return seal(key.kid, derive_event_key(key.secret, place.version, nonce), nonce, plain, aad)


def open_payload(secret_of: Callable[[bytes], bytes], place: Place, stored: bytes) -> bytes:
    """Return the event's bytes; ``secret_of`` gives a stream key's secret by its ``kid``.

    A clear form is refused here: whoever can write to the database could put one in the place of
    a sealed event. Streams that are kept in clear are read with `open_clear`.

    Raises:
        LedgerError: ``payload_malformed``, ``payload_tampered``, ``place_malformed``, and what
            ``secret_of`` raises: ``key_destroyed``, ``key_unknown``.
    """
    kid, nonce = kid_and_nonce(stored)
    event_key = derive_event_key(secret_of(kid), place.version, nonce)
    return unseal(event_key, stored, _associated_data(place))


def open_stream(
    secret_of: Callable[[bytes], bytes],
    log_id: bytes,
    stream_id: bytes,
    names: Iterable[str],
    payloads: Iterable[bytes],
    first: int = 1,
) -> Iterator[bytes]:
    """Yield the bytes of a stream's events from version ``first`` on; ``names`` are as stored.

    Opens exactly what `open_payload` opens, and takes the same ``secret_of``, in less time: what
    depends on the stream alone is computed once.

    Raises:
        LedgerError: as `open_payload`.
    """
    _require_ids(log_id, stream_id)
    stream, known, derive = log_id + stream_id, b"", prepared_hmac(b"", _EVENT_KEY)
    for version, (name, stored) in enumerate(zip(names, payloads, strict=True), start=first):
        head = kid, nonce, _ = read_head(stored)
        if kid != known:
            known, derive = kid, prepared_hmac(secret_of(kid), _EVENT_KEY)
        number = _U64.pack(version)
        aad = stream + number + name.encode()
        yield unseal_under(derive(number + nonce), head, stored, aad)


def derive_event_key(secret: bytes, version: int, nonce: bytes) -> bytes:
    """Return the key of the one event at ``version`` that was sealed with ``nonce``.

    Raises:
        LedgerError: ``place_malformed`` if the version is not an unsigned 64-bit number.
    """
    return hmac.digest(secret, _EVENT_KEY + _u64(version) + nonce, "sha256")


def event_key_of(secret_of: Callable[[bytes], bytes], place: Place, stored: bytes) -> bytes:
    """Return the key to disclose to a reader who may see this event, and nothing else.

    The event is opened with it first: a key that does not open is never handed out.

    Raises:
        LedgerError: as `open_payload`.
    """
    kid, nonce = kid_and_nonce(stored)
    event_key = derive_event_key(secret_of(kid), place.version, nonce)
    unseal(event_key, stored, _associated_data(place))
    return event_key


def open_with_event_key(event_key: bytes, place: Place, stored: bytes) -> bytes:
    """Return the event's bytes to a reader who was given its key. Needs no key store.

    Raises:
        LedgerError: ``payload_malformed``, ``payload_tampered``, ``place_malformed``.
    """
    return unseal(event_key, stored, _associated_data(place))


def clear_payload(plain: bytes) -> bytes:
    """Return the stored form of an event in a stream kept in clear. MUST hold no personal data."""
    return _CLEAR + plain


def open_clear(stored: bytes) -> bytes:
    """Return the bytes of an event in a stream kept in clear.

    Raises:
        LedgerError: ``payload_malformed`` if it is not in clear.
    """
    if not stored.startswith(_CLEAR):
        raise LedgerError("payload_malformed", length=len(stored))
    return stored[1:]


def _associated_data(place: Place) -> bytes:
    _require_ids(place.log_id, place.stream_id)
    return place.log_id + place.stream_id + _u64(place.version) + place.type.encode()


def _require_ids(log_id: bytes, stream_id: bytes) -> None:
    if len(log_id) != 16 or len(stream_id) != 16:
        raise LedgerError("place_malformed", log_id=log_id.hex(), stream_id=stream_id.hex())


def _u64(version: int) -> bytes:
    try:
        return _U64.pack(version)
    except error:
        raise LedgerError("place_malformed", version=version) from None
