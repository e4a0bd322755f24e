"""A bundle, read: the members of the container sorted by what they are. Nothing is verified."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import Final

import msgspec

from ledger.errors import LedgerError
from ledger.evidence.container import container_bytes, parse_container
from ledger.evidence.manifest import (
    CHECKPOINT,
    EARLIER,
    MANIFEST,
    RECIPE,
    ErasureEntry,
    EventEntry,
    HeadMapEntry,
    Manifest,
    attached_members,
    erasure_member,
    event_member,
    head_map_member,
    manifest_bytes,
    member_names,
    parse_manifest,
)
from ledger.evidence.recipe import recipe_text
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.head_proof import HeadProof, head_proof_bytes, parse_head_proof
from ledger.proof.paths import PROOF_HASHES_MAX

NOTHING: Final = "-"


class Stored(msgspec.Struct, frozen=True):
    """The bytes of an event as they are stored, and the way from its leaf to the root."""

    payload: bytes
    meta: bytes
    inclusion: tuple[bytes, ...]


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """What a bundle holds; ``events`` and ``erasures`` go with those of the manifest.

    ``earlier`` is a head that does not have the last event yet, empty if there is none.
    ``attached`` are the documents and what they carry, in the order of `attached_members`.
    """

    manifest: Manifest
    checkpoint: bytes
    events: tuple[Stored, ...]
    head_map: Stored
    head_proof: HeadProof
    erasures: tuple[Stored, ...] = ()
    earlier: bytes = b""
    attached: tuple[bytes, ...] = ()

    @property
    def entries(self) -> tuple[EventEntry, ...]:
        """Return what the manifest says of the events."""
        return self.manifest.events

    @property
    def files(self) -> tuple[bytes, ...]:
        """Return the documents."""
        return self.attached[: len(self.manifest.files)]

    @property
    def erased(self) -> tuple[tuple[ErasureEntry, Stored], ...]:
        """Return each erasure: what the manifest says of it, and what is stored."""
        return tuple(zip(self.manifest.erasures, self.erasures, strict=True))

    @property
    def saying(self) -> HeadMapEntry:
        """Return what the manifest says of the event of the head map."""
        return self.manifest.head_map


def bundle_bytes(bundle: Bundle) -> bytes:
    """Return the file of a bundle."""
    manifest = bundle.manifest
    members = {
        MANIFEST: manifest_bytes(manifest),
        RECIPE: recipe_text(erased=bool(manifest.erasures)).encode(),
        CHECKPOINT: bundle.checkpoint,
    }
    if manifest.earlier:
        members[EARLIER] = bundle.earlier
    for number, stored in enumerate(bundle.events, start=1):
        members |= _members(stored, *(event_member(number, part) for part in _PARTS))
    members |= _members(bundle.head_map, *map(head_map_member, _PARTS))
    members[head_map_member("proof")] = head_proof_bytes(bundle.head_proof)
    for number, stored in enumerate(bundle.erasures, start=1):
        members |= _members(stored, *(erasure_member(number, part) for part in _PARTS))
    members.update(zip(attached_members(manifest), bundle.attached, strict=True))
    return container_bytes(members)


def parse_bundle(octets: bytes) -> Bundle:
    """Return what a file holds; `bundle_bytes` of it are these very bytes.

    Raises:
        LedgerError: ``container_altered``, ``container_too_large``, ``manifest_malformed``,
            ``members_unexpected``, ``member_altered``, ``head_proof_malformed``;
            ``evidence_format_unknown``.
    """
    members = parse_container(octets)
    manifest = parse_manifest(members.get(MANIFEST, b"{}"))
    _require_names(member_names(manifest), members)
    if members[RECIPE] != recipe_text(erased=bool(manifest.erasures)).encode():
        raise LedgerError("member_altered", member=RECIPE)
    return Bundle(
        manifest=manifest,
        checkpoint=members[CHECKPOINT],
        events=_each(members, event_member, len(manifest.events)),
        head_map=_stored(members, *map(head_map_member, _PARTS)),
        head_proof=parse_head_proof(members[head_map_member("proof")]),
        erasures=_each(members, erasure_member, len(manifest.erasures)),
        earlier=members.get(EARLIER, b""),
        attached=tuple(members[name] for name in attached_members(manifest)),
    )


_PARTS: Final = ("payload", "meta", "inclusion")


def _require_names(names: Iterable[str], members: Iterable[str]) -> None:
    for expected, actual in zip_longest(names, members, fillvalue=NOTHING):
        if expected != actual:
            raise LedgerError("members_unexpected", expected=expected, actual=actual)


def _members(stored: Stored, payload: str, meta: str, inclusion: str) -> dict[str, bytes]:
    return {payload: stored.payload, meta: stored.meta, inclusion: b"".join(stored.inclusion)}


def _each(
    members: dict[str, bytes], member: Callable[[int, str], str], count: int
) -> tuple[Stored, ...]:
    numbers = range(1, count + 1)
    return tuple(_stored(members, *(member(number, part) for part in _PARTS)) for number in numbers)


def _stored(members: dict[str, bytes], payload: str, meta: str, inclusion: str) -> Stored:
    hashes = members[inclusion]
    count, rest = divmod(len(hashes), HASH_BYTES)
    if rest or count > PROOF_HASHES_MAX:
        raise LedgerError("member_altered", member=inclusion)
    cut = range(0, len(hashes), HASH_BYTES)
    proof = tuple(hashes[begin : begin + HASH_BYTES] for begin in cut)
    return Stored(members[payload], members[meta], proof)
