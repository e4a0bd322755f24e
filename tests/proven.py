"""A small log in memory, signed and witnessed, and the evidence of its streams.

The deal has a letter with a person's sealed name, an event that names a document, and one more;
around it stand another deal and what the log says of its head map.
"""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import msgspec
from msgspec.structs import replace
from proving import AT, CHAMBER, ORIGIN, REGULATOR, log_key, signed

from aggregates.vocabulary import Sealed
from ledger.evidence.bundle import Bundle, Stored
from ledger.evidence.history import ERASURES_STREAM, HEAD_MAPPED, LOG_STREAM
from ledger.evidence.manifest import (
    FORMAT,
    ErasureEntry,
    EventEntry,
    HeadMapEntry,
    Manifest,
    ShownField,
)
from ledger.fields import Disclosed, FieldPlace, seal_field
from ledger.keys.store import Key
from ledger.opening import NO_LEAF, Opening, entry_hash
from ledger.payload import Place, clear_payload, derive_event_key, seal_payload
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.hashing import leaf_hash
from ledger.proof.head_proof import head_proof
from ledger.proof.headmap import Head, HeadMap
from ledger.proof.inclusion import inclusion_proof
from ledger.proof.note import note_bytes
from ledger.proof.policy import Group, Log, Policy, Witness
from ledger.proof.signer import SignerKey
from ledger.proof.tree import tree_root
from ledger.proof.vkey import vkey_of
from ledger.stream import stream_id

LOG = UUID("10000000-0000-8000-8000-000000000001")
DEAL = UUID("20000000-0000-8000-8000-000000000002")
OTHER_DEAL = UUID("30000000-0000-8000-8000-000000000003")
CARRIED = {"certificates": b"0\x82cert", "revocation": b"0\x82list", "time_stamps": b"0\x82time"}
"""What stands in the paper: one as it is, the others in hexadecimal digits."""
_IN_HEX = (CARRIED["certificates"] + CARRIED["time_stamps"]).hex().encode()
PAPER = b"%PDF-1.7 a paper <" + _IN_HEX + b"> stream " + CARRIED["revocation"]
NAME = Disclosed(bytes(range(32)), "Jana R\u00fchl \u6797\u5609\u79be")
PERSON = Key(b"p" * 16, b"P" * 32)
NONCE = b"n" * 12
BEGIN = (AT - 60) * 1_000_000

POLICY = Policy(
    logs=(Log(log_key().verifier),),
    witnesses=(
        Witness("notary-chamber", CHAMBER.verifier),
        Witness("regulator", REGULATOR.verifier),
    ),
    groups=(Group("both", 2, ("notary-chamber", "regulator")),),
    quorum="both",
)
ONE_OF_TWO = replace(
    POLICY, groups=(Group("any", 1, ("notary-chamber", "regulator")),), quorum="any"
)


class Kept(msgspec.Struct, frozen=True):
    """An event of the log in memory."""

    position: int
    stream: UUID
    entry: EventEntry
    stored: Stored
    prev: bytes
    leaf: bytes


class MadeLog:
    """A log that nobody stores."""

    def __init__(self, log: UUID = LOG) -> None:
        self.log = log
        self.kept: list[Kept] = []
        self.clock = BEGIN
        self.seen = b""
        """A head that witnesses have seen, to be given with what came later."""

    def ends(self) -> dict[UUID, Kept]:
        """Return the last event of each stream."""
        return {one.stream: one for one in self.kept}

    def append(self, stream: UUID, kind: str, says: object, *, clear: bool = False) -> None:
        """Record an event that says so."""
        before = self.ends().get(stream)
        version = before.entry.version + 1 if before else 1
        plain = (
            b"" if says == b"" else msgspec.json.encode({"type": kind} | msgspec.to_builtins(says))
        )
        place = Place(self.log.bytes, stream.bytes, version, kind)
        key = Key(stream.bytes, sha256(stream.bytes).digest())
        payload = clear_payload(plain) if clear else seal_payload(key, place, plain, NONCE)
        opens = "" if clear else derive_event_key(key.secret, version, NONCE).hex()
        position = len(self.kept) + 1
        entry = EventEntry(
            version=version,
            position=position,
            recorded_at=self.clock + position,
            type=kind,
            salt=sha256(b"salt %d" % position).hexdigest(),
            event_key=opens,
        )
        stored = Stored(payload, b'{"meta":"%d"}' % position, ())
        prev = before.leaf if before else NO_LEAF
        leaf = self._leaf(stream, entry, stored, prev)
        self.kept.append(Kept(position, stream, entry, stored, prev, leaf))

    def heads(self) -> HeadMap:
        """Return the map of where each stream ends now."""
        return HeadMap().updated(
            {stream.bytes: Head(end.entry.version, end.leaf) for stream, end in self.ends().items()}
        )

    def say_heads(self, said: dict[str, object] | None = None) -> HeadMap:
        """Let the log say where each stream ends, or what is given; return the map."""
        heads = self.heads()
        said = said or {"through_position": len(self.kept), "root": heads.root.hex()}
        self.append(stream_id(self.log, *LOG_STREAM), HEAD_MAPPED, said, clear=True)
        return heads

    def erase(self, kind: str = "deal", **says: object) -> None:
        """Let the log say that what the deal is sealed under was destroyed, or what is given."""
        key = {"kid": DEAL.bytes.hex(), "stream": str(DEAL)}
        said = {"ground": "court", "reference": "DPO-2", "keys": [key]} | says
        self.append(self.erasures, f"ledger.{kind}_erased.v1", said, clear=True)

    @property
    def erasures(self) -> UUID:
        """The stream in which the log says what was erased."""
        return stream_id(self.log, *ERASURES_STREAM)

    def bundle(
        self,
        stream: UUID,
        *witnesses: SignerKey,
        key: SignerKey | None = None,
        said: dict[str, object] | None = None,
    ) -> Bundle:
        """Return the evidence of a stream, after the log has said where each ends.

        With every erasure that the log has said.
        """
        heads = self.say_heads(said)
        own = [one for one in self.kept if one.stream == stream]
        erased = [one for one in self.kept if one.stream == self.erasures]
        saying = self.kept[-1]
        entry = saying.entry
        return Bundle(
            manifest=Manifest(
                format=FORMAT,
                log=self.log,
                stream=stream,
                events=tuple(one.entry for one in own),
                head_map=HeadMapEntry(
                    version=entry.version,
                    position=entry.position,
                    recorded_at=entry.recorded_at,
                    salt=entry.salt,
                    prev=saying.prev.hex(),
                ),
                erasures=tuple(map(erasure_entry, erased)),
                earlier=bool(self.seen),
                witnesses=tuple(sorted(vkey_of(one.verifier) for one in witnesses)),
            ),
            checkpoint=self.note(*witnesses, key=key),
            earlier=self.seen,
            events=tuple(self.proved(one) for one in own),
            head_map=self.proved(saying),
            head_proof=head_proof(heads, stream.bytes),
            erasures=tuple(map(self.proved, erased)),
        )

    def note(
        self, *witnesses: SignerKey, key: SignerKey | None = None, size: int | None = None
    ) -> bytes:
        """Return the head of the log, or an earlier one, signed and cosigned."""
        kept = self.kept[:size]
        root = tree_root(b"".join(one.leaf for one in kept))
        origin = key.name if key else ORIGIN
        return note_bytes(signed(Checkpoint(origin, len(kept), root), *witnesses, key=key))

    def proved(self, one: Kept) -> Stored:
        """Return an event with its way to the head."""
        proof = inclusion_proof(self._node, one.position - 1, len(self.kept))
        return replace(one.stored, inclusion=proof)

    def _node(self, height: int, index: int) -> bytes:
        first = index << height
        return tree_root(b"".join(one.leaf for one in self.kept[first : first + (1 << height)]))

    def _leaf(self, stream: UUID, entry: EventEntry, stored: Stored, prev: bytes) -> bytes:
        return leaf_hash(
            entry_hash(
                Opening(
                    log_id=self.log.bytes,
                    stream_id=stream.bytes,
                    version=entry.version,
                    recorded_at=entry.recorded_at,
                    type=entry.type,
                    payload_sha256=sha256(stored.payload).digest(),
                    meta_sha256=sha256(stored.meta).digest(),
                    prev=prev,
                    salt=bytes.fromhex(entry.salt),
                )
            )
        )


def erasure_entry(kept: Kept) -> ErasureEntry:
    """Return what a manifest says of an erasure."""
    entry = kept.entry
    return ErasureEntry(
        version=entry.version,
        position=entry.position,
        recorded_at=entry.recorded_at,
        type=entry.type,
        salt=entry.salt,
        prev=kept.prev.hex(),
    )


def sealed_name() -> Sealed:
    place = FieldPlace(log=str(LOG), stream=str(DEAL), field="name")
    return seal_field(PERSON, place, NAME, NONCE)


def made_log(events: int = 3) -> MadeLog:
    """Return a log with ``events`` of the deal, at least 3, and the other deal's among them."""
    made = MadeLog()
    made.append(DEAL, "deal.opened.v1", {"who": {"name": sealed_name()}})
    made.append(OTHER_DEAL, "deal.opened.v1", {"title": "another"})
    made.append(DEAL, "deal.signature_applied.v1", {"pdf_sha256": sha256(PAPER).hexdigest()})
    for number in range(events - 2):
        made.append(OTHER_DEAL, "deal.comment_made.v1", {"text": f"theirs {number}"})
        made.append(DEAL, "deal.comment_made.v1", {"text": f"ours {number}"})
    return made


def with_disclosures(bundle: Bundle) -> Bundle:
    """Return the deal's bundle with the person's name shown, and with its paper."""
    shown = ShownField(pointer="/who/name", salt=NAME.salt.hex(), text=NAME.text)
    first, *others = bundle.entries
    events = (replace(first, shown=(shown,)), *others)
    return with_files(replace(bundle, manifest=replace(bundle.manifest, events=events)), PAPER)


def with_files(bundle: Bundle, *files: bytes, **carried: bytes) -> Bundle:
    """Return a bundle with these documents, and with what they are said to carry, or `CARRIED`."""
    found = (CARRIED | carried) if files else {}
    digests = dict.fromkeys(CARRIED, ()) | {
        part: (sha256(content).hexdigest(),) for part, content in found.items()
    }
    named = tuple(sha256(content).hexdigest() for content in files)
    manifest = replace(bundle.manifest, files=named, **digests)
    return replace(bundle, manifest=manifest, attached=(*files, *found.values()))


def evidence(events: int = 3) -> Bundle:
    """Return the evidence of the deal, signed and witnessed by both, now and before its end."""
    made = made_log(events)
    made.seen = made.note(CHAMBER, REGULATOR, size=len(made.kept) - 1)
    return with_disclosures(made.bundle(DEAL, CHAMBER, REGULATOR))


def with_entry(bundle: Bundle, version: int, **changes: object) -> Bundle:
    """Return a bundle that says something else of one event."""
    entries = list(bundle.entries)
    entries[version - 1] = replace(entries[version - 1], **changes)
    return replace(bundle, manifest=replace(bundle.manifest, events=tuple(entries)))


def with_stored(bundle: Bundle, version: int, **changes: object) -> Bundle:
    """Return a bundle with other bytes of one event."""
    events = list(bundle.events)
    events[version - 1] = replace(events[version - 1], **changes)
    return replace(bundle, events=tuple(events))
