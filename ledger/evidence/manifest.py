"""The manifest of a bundle: what its members are, in RFC 8785 bytes.

Every fact in it is one that a check relies on, and so is bound to the log; nothing is remarked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, TypeAlias
from uuid import UUID

import msgspec
import rfc8785
from msgspec import Meta

from ledger.errors import LedgerError

FORMAT: Final = "counterseal/evidence/v1"
MANIFEST: Final = "manifest.json"
RECIPE: Final = "README.md"
CHECKPOINT: Final = "checkpoint"
EARLIER: Final = "checkpoint-earlier"
HEAD_MAP: Final = "head-map"
ERASURES: Final = "erasures"
EVENTS_MAX: Final = 10_000
FILES_MAX: Final = 100
CARRIED_MAX: Final = 100
"""Of certificates, lists and time-stamps, each."""
WITNESSES_MAX: Final = 100
ERASURES_MAX: Final = 100

Hex32: TypeAlias = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
"""32 bytes in lower-case hexadecimal digits."""
Hex32OrNone: TypeAlias = Annotated[str, Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
StoredName: TypeAlias = Annotated[str, Meta(pattern=r"\A[a-z0-9_.]{1,100}\Z")]
ErasureName: TypeAlias = Annotated[str, Meta(pattern=r"\Aledger\.(deal|person)_erased\.v1\Z")]
Count: TypeAlias = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Instant: TypeAlias = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""Microseconds since 1970 UTC."""
Carried: TypeAlias = Annotated[tuple[Hex32, ...], Meta(max_length=CARRIED_MAX)]


class _Written(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A part of a manifest."""


class ShownField(_Written, frozen=True):
    """A personal field of an event, told to the reader: a JSON pointer to it, its salt and text."""

    pointer: str
    salt: Hex32
    text: str


class EventEntry(_Written, frozen=True):
    """What the leaf of an event commits to, beside its stored bytes and the leaf before.

    ``event_key`` opens it, and is empty where the reader may not open it, or where nothing is
    sealed.
    """

    version: Count
    position: Count
    recorded_at: Instant
    type: StoredName
    salt: Hex32
    event_key: Hex32OrNone = ""
    shown: tuple[ShownField, ...] = ()


class HeadMapEntry(_Written, frozen=True):
    """The same of the event by which the log says its head map; ``prev`` is the leaf before."""

    version: Count
    position: Count
    recorded_at: Instant
    salt: Hex32
    prev: Hex32


class ErasureEntry(_Written, frozen=True):
    """The same of an event by which the log says what was erased, in its stream of erasures."""

    version: Count
    position: Count
    recorded_at: Instant
    type: ErasureName
    salt: Hex32
    prev: Hex32


class Manifest(_Written, frozen=True):
    """What a bundle holds. ``files`` are the digests of documents that the history names.

    ``erasures`` are those that closed something here, in the order of the log.
    ``earlier``: a head is in it besides that does not have the last event yet.
    ``certificates``, ``revocation`` and ``time_stamps`` are digests of what these documents carry.
    ``witnesses`` are the keys of those who cosigned, in order: by them a line can be verified that
    is of nobody whom the reader goes by. Nobody is trusted because a bundle names them.
    """

    format: str
    log: UUID
    stream: UUID
    events: Annotated[tuple[EventEntry, ...], Meta(min_length=1, max_length=EVENTS_MAX)]
    head_map: HeadMapEntry
    erasures: Annotated[tuple[ErasureEntry, ...], Meta(max_length=ERASURES_MAX)] = ()
    earlier: bool = False
    files: Annotated[tuple[Hex32, ...], Meta(max_length=FILES_MAX)] = ()
    certificates: Carried = ()
    revocation: Carried = ()
    time_stamps: Carried = ()
    witnesses: Annotated[tuple[str, ...], Meta(max_length=WITNESSES_MAX)] = ()


class _Versioned(msgspec.Struct, frozen=True):
    format: str


_manifest = msgspec.json.Decoder(Manifest)
_format = msgspec.json.Decoder(_Versioned)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the bytes of the manifest."""
    return rfc8785.dumps(msgspec.to_builtins(manifest))


def parse_manifest(octets: bytes) -> Manifest:
    """Return what a manifest says; `manifest_bytes` of it are these very bytes.

    Raises:
        LedgerError: ``evidence_format_unknown``; ``manifest_malformed``.
    """
    try:
        written = _format.decode(octets).format
        if written != FORMAT:
            raise LedgerError("evidence_format_unknown", format=written[:100], known=FORMAT)
        manifest = _manifest.decode(octets)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise LedgerError("manifest_malformed", reason=str(wrong)) from None
    if manifest_bytes(manifest) != octets:
        raise LedgerError("manifest_malformed", reason="it is not in its only spelling (RFC 8785)")
    if list(manifest.witnesses) != sorted(set(manifest.witnesses)):
        raise LedgerError("manifest_malformed", reason="its witnesses are not in order")
    positions = [one.position for one in manifest.erasures]
    if positions != sorted(set(positions)):
        raise LedgerError("manifest_malformed", reason="its erasures are not in order")
    return manifest


def event_member(number: int, part: str) -> str:
    """Return the name of a part of the ``number``-th event: payload, meta or inclusion."""
    return f"events/{number:05}.{part}"


def head_map_member(part: str) -> str:
    """Return the name of a part of the head map: payload, meta, inclusion or proof."""
    return f"{HEAD_MAP}/{part}"


def erasure_member(number: int, part: str) -> str:
    """Return the name of a part of the ``number``-th erasure: payload, meta or inclusion."""
    return f"{ERASURES}/{number:05}.{part}"


def attached_members(manifest: Manifest) -> Iterator[str]:
    """Yield the names of the documents, and of what they carry: a digest each, in this order."""
    yield from (f"files/{sha256}.pdf" for sha256 in manifest.files)
    yield from (f"certificates/{sha256}.cer" for sha256 in manifest.certificates)
    yield from (f"revocation/{sha256}.crl" for sha256 in manifest.revocation)
    yield from (f"time-stamps/{sha256}.tst" for sha256 in manifest.time_stamps)


def attached_digests(manifest: Manifest) -> tuple[str, ...]:
    """Return the digests of the same, in the same order."""
    return (
        *manifest.files,
        *manifest.certificates,
        *manifest.revocation,
        *manifest.time_stamps,
    )


def member_names(manifest: Manifest) -> Iterator[str]:
    """Yield the names of all members, in the order in which they must stand."""
    yield from (MANIFEST, RECIPE, CHECKPOINT)
    yield from (EARLIER,) if manifest.earlier else ()
    for number in range(1, len(manifest.events) + 1):
        for part in ("payload", "meta", "inclusion"):
            yield event_member(number, part)
    for part in ("payload", "meta", "inclusion", "proof"):
        yield head_map_member(part)
    for number in range(1, len(manifest.erasures) + 1):
        for part in ("payload", "meta", "inclusion"):
            yield erasure_member(number, part)
    yield from attached_members(manifest)
