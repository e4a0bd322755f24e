"""Making the evidence of one stream, from what is stored and what was published of its log.

The bundle goes as far as the head map that the log said last within the head that is taken: what
came after is in no map, and so not shown to be complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec
from msgspec.structs import replace
from psycopg import sql

from aggregates.log.events import LedgerHeadMapped
from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle, Stored, bundle_bytes
from ledger.evidence.entitled import Entitled
from ledger.evidence.erasures import destroyed_of, erasures_of_keys
from ledger.evidence.heads import Heads
from ledger.evidence.history import HEAD_MAPPED, LOG_STREAM
from ledger.evidence.manifest import (
    EVENTS_MAX,
    FORMAT,
    ErasureEntry,
    EventEntry,
    HeadMapEntry,
    Manifest,
)
from ledger.instants import MICROSECONDS
from ledger.opening import NO_LEAF
from ledger.payload import Place, event_key_of, open_clear
from ledger.proof.head_proof import HeadProof, head_proof
from ledger.proof.inclusion import inclusion_proof
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.opened import countersigned
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.proof.vkey import VerifierKey, vkey_of
from ledger.published import Published, PublishedHead
from ledger.rows import LAST_POSITION, Row, Rows, query_of
from ledger.sealing import SEALED
from ledger.stream import stream_id

_SAYINGS: Final = sql.SQL("""
    SELECT {row} FROM {events} AS e
    WHERE e.log_id = %b AND e.stream_id = %b AND e.position <= %b AND e.type = %b
    ORDER BY e.version DESC LIMIT 1
""")
_AT: Final = sql.SQL("""
    SELECT {row} FROM {events} AS e WHERE e.log_id = %b AND e.stream_id = %b AND e.version = %b
""")


class _Proved(msgspec.Struct, frozen=True):
    """The head that proves a history, by its origin, and what the log said last within it."""

    origin: str
    head: PublishedHead
    saying: Row

    @property
    def mapped(self) -> LedgerHeadMapped:
        """Return the map that was said."""
        return msgspec.json.decode(open_clear(self.saying.payload), type=LedgerHeadMapped)


class Evidence(msgspec.Struct, frozen=True):
    """A bundle as it was made; ``through`` is the position up to which it is complete."""

    octets: bytes
    through: int


class Evidences:
    """Makes bundles of the streams of one log. Safe for threads; the more, the cheaper each."""

    def __init__(
        self,
        log_id: UUID,
        rows: Rows,
        published: Published,
        witnesses: Sequence[VerifierKey] = (),
    ) -> None:
        """Only lines of ``witnesses`` are written, and of those of them that are right."""
        self._log_id = log_id
        self._rows = rows
        self._published = published
        self._witnesses = tuple(witnesses)
        self._heads = Heads(rows)

    def of(
        self,
        stream: UUID,
        entitled: Entitled,
        *,
        witnessed: bool = False,
        until: int = LAST_POSITION,
    ) -> Evidence:
        """Return the evidence of a stream, proved by the newest head; or the newest witnessed one.

        It goes as far as the map that the log said last, at position ``until`` at the latest.

        Raises:
            LedgerError: ``evidence_pending`` if nothing of the stream is covered yet;
                ``evidence_too_long``; ``map_altered``, ``tiles_refuted`` and whatever else shows
                that what is stored is not what was signed; ``key_unknown``.
        """
        proved = self._proved(stream, until, witnessed=witnessed)
        mapped = proved.mapped
        rows = self._rows.history(stream, mapped.through_position)
        if not rows:
            raise LedgerError("evidence_pending", stream=str(stream))
        if len(rows) > EVENTS_MAX:
            raise LedgerError("evidence_too_long", events=len(rows), most=EVENTS_MAX)
        kids = {*entitled.erased, *destroyed_of(entitled.secret_of, rows)}
        erasures = erasures_of_keys(self._log_id, self._rows, kids, proved.head.size)
        stored = self._stored([*rows, proved.saying, *erasures], proved)
        notes = self._notes(proved, rows[-1])
        manifest = self._manifest(stream, rows, proved.saying, entitled, notes)
        bundle = Bundle(
            manifest=replace(manifest, erasures=tuple(map(self._erasure, erasures))),
            checkpoint=note_bytes(notes[0]),
            earlier=b"".join(map(note_bytes, notes[1:])),
            events=tuple(stored[: len(rows)]),
            head_map=stored[len(rows)],
            erasures=tuple(stored[len(rows) + 1 :]),
            head_proof=self._head_proof(stream, mapped),
            attached=entitled.attached,
        )
        return Evidence(bundle_bytes(bundle), mapped.through_position)

    def _proved(self, stream: UUID, until: int, *, witnessed: bool) -> _Proved:
        """Return the newest head, and the last event by which the log says its map within it."""
        origins = self._published.origins()
        head = self._published.newest(origins[-1], witnessed=witnessed) if origins else None
        own = stream_id(self._log_id, *LOG_STREAM)
        size = min(head.size, until) if head else 0
        found = self._fetch(_SAYINGS, own, size, HEAD_MAPPED)
        if head is None or not found:
            raise LedgerError("evidence_pending", stream=str(stream))
        return _Proved(origins[-1], head, found[0])

    def _notes(self, proved: _Proved, last: Row) -> list[Note]:
        """Return the head, and the newest that was witnessed before the last event, if any was.

        Without the lines of those whom nobody here asks: no reader could verify them.
        """
        signers = self._published.keys()
        keys = [*(key for key in signers if key.name == proved.origin), *self._witnesses]
        earlier = self._before(proved.origin, last) if self._witnesses else None
        whole = [parse_note(head.note) for head in (proved.head, earlier) if head]
        known = [countersigned(Note(one.text, ()), one.signatures, keys) for one in whole]
        return [note for number, note in enumerate(known) if not number or note.signatures[1:]]

    def _before(self, origin: str, last: Row) -> PublishedHead | None:
        at = last.recorded_at // MICROSECONDS
        return self._published.before(origin, last.position, at)

    def _stored(self, rows: Sequence[Row], proved: _Proved) -> list[Stored]:
        head, tile = proved.head, partial(self._published.tile, proved.origin)
        tiles = VerifiedTiles(head.size, head.root, tile)
        return [
            Stored(row.payload, row.meta, inclusion_proof(tiles.node, row.position - 1, head.size))
            for row in rows
        ]

    def _manifest(
        self,
        stream: UUID,
        rows: Sequence[Row],
        saying: Row,
        entitled: Entitled,
        notes: Sequence[Note],
    ) -> Manifest:
        carried = entitled.carried
        return Manifest(
            format=FORMAT,
            log=self._log_id,
            stream=stream,
            events=tuple(self._entry(row, entitled) for row in rows),
            head_map=HeadMapEntry(
                version=saying.version,
                position=saying.position,
                recorded_at=saying.recorded_at,
                salt=saying.salt.hex(),
                prev=self._leaf_before(saying).hex(),
            ),
            earlier=len(notes) > 1,
            files=_digests(entitled.files),
            certificates=_digests(carried.certificates),
            revocation=_digests(carried.revocation),
            time_stamps=_digests(carried.time_stamps),
            witnesses=self._heard(notes),
        )

    def _heard(self, notes: Sequence[Note]) -> tuple[str, ...]:
        """Return the keys of those who cosigned, in order."""
        lines = {(line.name, line.key_id) for note in notes for line in note.signatures}
        heard = [key for key in self._witnesses if (key.name, key.key_id) in lines]
        return tuple(sorted(map(vkey_of, heard)))

    def _entry(self, row: Row, entitled: Entitled) -> EventEntry:
        return EventEntry(
            version=row.version,
            position=row.position,
            recorded_at=row.recorded_at,
            type=row.type,
            salt=row.salt.hex(),
            event_key=self._event_key(row, entitled),
            shown=tuple(entitled.shown.get(row.version, ())),
        )

    def _erasure(self, row: Row) -> ErasureEntry:
        return ErasureEntry(
            version=row.version,
            position=row.position,
            recorded_at=row.recorded_at,
            type=row.type,
            salt=row.salt.hex(),
            prev=self._leaf_before(row).hex(),
        )

    def _event_key(self, row: Row, entitled: Entitled) -> str:
        if row.payload[0] != SEALED or not entitled.may_open(row.version, row.type):
            return ""
        place = Place(self._log_id.bytes, row.stream_id.bytes, row.version, row.type)
        try:
            return event_key_of(entitled.secret_of, place, row.payload).hex()
        except LedgerError as failed:
            if failed.code != "key_destroyed":
                raise
        return ""  # erased: it stays closed, and is proved all the same

    def _leaf_before(self, row: Row) -> bytes:
        before = self._fetch(_AT, row.stream_id, row.version - 1)
        return before[0].leaf_hash if before else NO_LEAF

    def _head_proof(self, stream: UUID, mapped: LedgerHeadMapped) -> HeadProof:
        heads = self._heads.at(mapped.through_position, bytes.fromhex(mapped.root))
        return head_proof(heads, stream.bytes)

    def _fetch(self, query: sql.SQL, *arguments: object) -> list[Row]:
        asked = query_of(query, self._log_id)
        return [*map(Row._make, self._rows.fetch(asked, [self._log_id, *arguments]))]


def _digests(contents: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(sha256(content).hexdigest() for content in contents)
