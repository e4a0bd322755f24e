"""A bundle, read: the members of the container sorted by what they are. Nothing is verified."""

from __future__ import annotations

from collections.abc import Iterable
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
    EventEntry,
    HeadMapEntry,
    Manifest,
    attached_members,
    event_member,
    head_map_member,
    manifest_bytes,
    member_names,
    parse_manifest,
)
from ledger.evidence.recipe import RECIPE_TEXT
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
    """What a bundle holds; ``events`` go with those of the manifest.

    ``earlier`` is a head that does not have the last event yet, empty if there is none.
    ``attached`` are the documents and what they carry, in the order of `attached_members`.
    """

    manifest: Manifest
    checkpoint: bytes
    events: tuple[Stored, ...]
    head_map: Stored
    head_proof: HeadProof
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
    def saying(self) -> HeadMapEntry:
        """Return what the manifest says of the event of the head map."""
        return self.manifest.head_map


def bundle_bytes(bundle: Bundle) -> bytes:
    """Return the file of a bundle."""
    manifest = bundle.manifest
    members = {
        MANIFEST: manifest_bytes(manifest),
        RECIPE: RECIPE_TEXT.encode(),
        CHECKPOINT: bundle.checkpoint,
    }
    if manifest.earlier:
        members[EARLIER] = bundle.earlier
    for number, stored in enumerate(bundle.events, start=1):
        members[event_member(number, "payload")] = stored.payload
        members[event_member(number, "meta")] = stored.meta
        members[event_member(number, "inclusion")] = b"".join(stored.inclusion)
    members[head_map_member("payload")] = bundle.head_map.payload
    members[head_map_member("meta")] = bundle.head_map.meta
    members[head_map_member("inclusion")] = b"".join(bundle.head_map.inclusion)
    members[head_map_member("proof")] = head_proof_bytes(bundle.head_proof)
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
    if members[RECIPE] != RECIPE_TEXT.encode():
        raise LedgerError("member_altered", member=RECIPE)
    numbers = range(1, len(manifest.events) + 1)
    return Bundle(
        manifest=manifest,
        checkpoint=members[CHECKPOINT],
        events=tuple(
            _stored(members, *(event_member(number, part) for part in _PARTS)) for number in numbers
        ),
        head_map=_stored(members, *map(head_map_member, _PARTS)),
        head_proof=parse_head_proof(members[head_map_member("proof")]),
        earlier=members.get(EARLIER, b""),
        attached=tuple(members[name] for name in attached_members(manifest)),
    )


_PARTS: Final = ("payload", "meta", "inclusion")


def _require_names(names: Iterable[str], members: Iterable[str]) -> None:
    for expected, actual in zip_longest(names, members, fillvalue=NOTHING):
        if expected != actual:
            raise LedgerError("members_unexpected", expected=expected, actual=actual)


def _stored(members: dict[str, bytes], payload: str, meta: str, inclusion: str) -> Stored:
    hashes = members[inclusion]
    count, rest = divmod(len(hashes), HASH_BYTES)
    if rest or count > PROOF_HASHES_MAX:
        raise LedgerError("member_altered", member=inclusion)
    cut = range(0, len(hashes), HASH_BYTES)
    proof = tuple(hashes[begin : begin + HASH_BYTES] for begin in cut)
    return Stored(members[payload], members[meta], proof)
