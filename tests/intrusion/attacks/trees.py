"""What was signed of the log is changed: checkpoints, cosignatures, tiles, trees."""

from __future__ import annotations

from hashlib import sha256

from intrusion.attack import attack
from intrusion.intruder import Intruder

from ledger.proof.edge import Edge


def _newest(intruder: Intruder) -> int:
    return intruder.kept.checkpoints[-1].size


@attack(
    fsck="checkpoint cosignature signed",
    sequencer="checkpoint_altered",
    bundle_by_key="tile_missing",
    monitor="quorum_not_met",
)
def checkpoint_says_another_size(intruder: Intruder) -> None:
    """The row of the newest checkpoint says another size than its note."""
    intruder.runs(
        "UPDATE ledger.checkpoints SET size = size + 1 WHERE size = {newest}",
        newest=_newest(intruder),
    )


@attack(
    fsck="checkpoint signed",
    sequencer="checkpoint_altered",
    bundle_by_key="tiles_refuted",
    bundle="tiles_refuted",
)
def checkpoint_says_another_root(intruder: Intruder) -> None:
    """The row of the newest checkpoint says another root than its note."""
    intruder.runs(
        "UPDATE ledger.checkpoints SET root = sha256('x') WHERE size = {newest}",
        newest=_newest(intruder),
    )


@attack(
    fsck="checkpoint cosignature signed",
    sequencer="signature_invalid",
    witnesses="witness_refused",
    bundle_by_key="signature_invalid",
    bundle="signature_invalid",
    checkpoint="signature_invalid",
    monitor="signature_invalid",
)
def note_garbled(intruder: Intruder) -> None:
    """The text of the newest note is changed under its signature."""
    intruder.runs(
        "UPDATE ledger.checkpoints SET note = regexp_replace(note, E'\\n[0-9]+\\n', E'\\n1\\n')"
        " WHERE size = {newest}",
        newest=_newest(intruder),
    )


@attack(witnesses="log_shrank", checkpoint="log_went_back", monitor="log_went_back", fsck="signed")
def newest_checkpoints_deleted(intruder: Intruder) -> None:
    """The newest checkpoints are deleted, as if their events had not been signed yet."""
    size = intruder.kept.checkpoints[-2].size
    intruder.runs(
        "DELETE FROM ledger.checkpoints WHERE size > {size};"
        "DELETE FROM ledger.cosignatures WHERE size > {size}",
        size=size,
    )


@attack(
    witnesses="nothing_signed",
    bundle_by_key="evidence_pending",
    bundle="evidence_pending",
    checkpoint="nothing_signed",
    monitor="nothing_signed",
    fsck="signed",
)
def everything_signed_deleted(intruder: Intruder) -> None:
    """Every checkpoint, cosignature and tile is deleted, as if nothing had ever been signed."""
    intruder.fells()


@attack(
    bundle_by_key="signature_invalid",
    bundle="signature_invalid",
    checkpoint="signature_invalid",
    monitor="signature_invalid",
    fsck="cosignature",
)
def cosignature_garbled(intruder: Intruder) -> None:
    """A witness's newest cosignature is exchanged for the one of an earlier head."""
    intruder.runs(
        "UPDATE ledger.cosignatures AS s SET line = o.line FROM ledger.cosignatures AS o"
        " WHERE s.size = (SELECT max(size) FROM ledger.cosignatures)"
        " AND o.size = (SELECT min(size) FROM ledger.cosignatures)"
        " AND (s.witness, o.witness) = ('notary', 'notary')"
    )


@attack(bundle="evidence_pending", monitor="quorum_not_met")
def cosignatures_deleted(intruder: Intruder) -> None:
    """Every cosignature is deleted."""
    intruder.runs("DELETE FROM ledger.cosignatures")


@attack()
def stranger_cosigns(intruder: Intruder) -> None:
    """A line of somebody whom no policy names is put among the cosignatures."""
    intruder.runs(
        "INSERT INTO ledger.cosignatures SELECT origin, size, 'stranger',"
        " replace(line, 'notary.example.org', 'stranger.example.org'), at"
        " FROM ledger.cosignatures WHERE witness = 'notary'"
    )


@attack(fsck="tile", sequencer="tile_altered")
def leaf_in_full_tile_changed(intruder: Intruder) -> None:
    """A leaf in a full tile of the tree is exchanged."""
    intruder.runs(
        "UPDATE ledger.tiles SET hashes = overlay(hashes PLACING sha256('x') FROM 33)"
        " WHERE (level, number) = (0, 0)"
    )


@attack(
    fsck="tile",
    sequencer="tree_altered",
    bundle_by_key="tiles_refuted",
    bundle="tiles_refuted",
    checkpoint="tiles_refuted",
    monitor="tiles_refuted",
)
def leaf_at_the_edge_changed(intruder: Intruder) -> None:
    """A leaf in the last tile of the tree, which is not full, is exchanged."""
    intruder.runs(
        "UPDATE ledger.tiles SET hashes = overlay(hashes PLACING sha256('x') FROM 33)"
        " WHERE (level, number) = (0, 1)"
    )


@attack(
    fsck="tile",
    sequencer="tile_altered",
    bundle_by_key="tiles_refuted",
    bundle="tiles_refuted",
    checkpoint="tiles_refuted",
    monitor="tiles_refuted",
)
def upper_tile_changed(intruder: Intruder) -> None:
    """A hash in the upper level of the tree is exchanged."""
    intruder.runs("UPDATE ledger.tiles SET hashes = sha256('x') WHERE (level, number) = (1, 0)")


@attack(fsck="tile")
def entries_changed(intruder: Intruder) -> None:
    """An entry that is published, of which a leaf is the hash, is exchanged."""
    intruder.runs(
        "UPDATE ledger.tiles SET hashes = overlay(hashes PLACING sha256('x') FROM 33)"
        " WHERE (level, number) = (-1, 0)"
    )


@attack(fsck="tile", sequencer="tile_missing")
def tile_deleted(intruder: Intruder) -> None:
    """A full tile of the tree is deleted."""
    intruder.runs("DELETE FROM ledger.tiles WHERE (level, number) = (0, 0)")


@attack(
    fsck="checkpoint cosignature signed",
    sequencer="checkpoint_altered",
    witnesses="log_shrank",
    bundle_by_key="tiles_refuted",
    bundle="tiles_refuted",
    checkpoint="signature_invalid",
    monitor="signature_invalid",
)
def old_note_in_the_newest_row(intruder: Intruder) -> None:
    """The row of the newest checkpoint has an earlier one's note and root, rightly signed."""
    intruder.runs(
        "UPDATE ledger.checkpoints AS c SET note = o.note, root = o.root"
        " FROM ledger.checkpoints AS o WHERE o.size = {old} AND c.size = {newest}",
        old=intruder.kept.checkpoints[-2].size,
        newest=_newest(intruder),
    )


@attack(
    fsck="tile",
    sequencer="tile_missing",
    bundle_by_key="tiles_refuted",
    bundle="tiles_refuted",
    checkpoint="tiles_refuted",
    monitor="tiles_refuted",
)
def levels_swapped(intruder: Intruder) -> None:
    """The first tiles of the lowest level and of the one above change places."""
    intruder.runs(
        "UPDATE ledger.tiles AS t SET hashes = o.hashes FROM ledger.tiles AS o"
        " WHERE (t.number, o.number) = (0, 0) AND t.level IN (0, 1) AND o.level = 1 - t.level"
    )


@attack(
    fsck="tile",
    sequencer="tree_altered",
    bundle_by_key="tiles_refuted",
    bundle="tiles_refuted",
    checkpoint="tiles_refuted",
    monitor="tiles_refuted",
)
def tiles_of_another_log(intruder: Intruder) -> None:
    """Every tile is exchanged for that of another log of the same size, and they fit each other."""
    other = b"".join(sha256(b"other %d" % number).digest() for number in range(_newest(intruder)))
    for tile, hashes in Edge(0, lambda _: b"").grow(other):
        intruder.runs(
            "UPDATE ledger.tiles SET hashes = decode('{hashes}', 'hex')"
            " WHERE (level, number) = ({level}, {number})",
            hashes=hashes.hex(),
            level=tile.level,
            number=tile.index,
        )
