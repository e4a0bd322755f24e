"""What parties outside have kept of a log, each time that it was witnessed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from typing import Final

import msgspec
from intrusion.scene import LOG_ID, Scene
from intrusion.story import PAPER, Sent, tell
from tallies import TALLY

from ledger.book import Book
from ledger.evidence.building import Entitled, Evidences
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.inclusion import inclusion_proof
from ledger.proof.note import parse_note
from ledger.proof.receipt import Receipt, receipt_bytes
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.published import PublishedHead
from ledger.recorded import Answer
from ledger.sources import One
from ledger.stream import stream_id

BREAD: Final = stream_id(LOG_ID, TALLY.name, "bread")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """All that is outside: checkpoints, oldest first; receipts of the deal, by version.

    ``memories`` are those of the witnesses after each act.
    """

    answers: Mapping[Sent, Answer]
    notes: tuple[bytes, ...]
    receipts: Mapping[int, tuple[bytes, bytes]]
    bundle: bytes
    memories: tuple[Mapping[str, bytes], ...]

    @property
    def checkpoints(self) -> list[Checkpoint]:
        """The checkpoints, read."""
        return [parse_checkpoint(parse_note(note).text) for note in self.notes]


def keep(scene: Scene) -> Kept:
    """Play the story, and let the parties keep what they are handed."""
    answers: dict[Sent, Answer] = {}
    notes: list[bytes] = []
    receipts: dict[int, tuple[bytes, bytes]] = {}
    memories: list[dict[str, bytes]] = []
    for told in tell(scene):
        answers |= told
        memories.append(scene.town.remembered())
        with scene.book() as book:
            head = newest_head(book, scene.signer.name)
            assert head is not None
            notes.append(head.note)
            receipts |= _receipts(book, scene.signer.name, head)
    with scene.book() as book:
        octets = evidence(scene, book, witnessed=True)
    return Kept(
        answers=answers,
        notes=tuple(notes),
        receipts=receipts,
        bundle=octets,
        memories=tuple(memories),
    )


def newest_head(book: Book, origin: str, *, witnessed: bool = False) -> PublishedHead | None:
    """Return the newest head that is stored."""
    return book.published.newest(origin, witnessed=witnessed)


def evidence(scene: Scene, book: Book, *, witnessed: bool) -> bytes:
    """Return the evidence of the deal about bread, opened, with its paper.

    Raises:
        LedgerError: as `Book.blob` and `Evidences.of`.
    """
    paper = book.blob(One(TALLY, "bread"), sha256(PAPER).hexdigest())
    entitled = Entitled(secret_of=scene.keys.secret, files=(paper,))
    witnesses = [witness.key for witness in scene.town.witnesses]
    evidences = Evidences(LOG_ID, book.rows, book.published, witnesses)
    return evidences.of(BREAD, entitled, witnessed=witnessed).octets


def _receipts(book: Book, origin: str, head: PublishedHead) -> dict[int, tuple[bytes, bytes]]:
    """Return leaf and receipt, under one head, of each event of the deal."""
    tiles = VerifiedTiles(head.size, head.root, partial(book.published.tile, origin))
    return {
        row.version: (
            row.leaf_hash,
            receipt_bytes(
                Receipt(
                    row.position - 1,
                    inclusion_proof(tiles.node, row.position - 1, head.size),
                    parse_note(head.note),
                )
            ),
        )
        for row in book.rows.history(BREAD, head.size)
    }
