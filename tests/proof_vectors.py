"""The published vectors of the proofs: trees, tiles, checkpoints, receipts, head maps.

``PYTHONPATH=tests python -m proof_vectors`` writes them anew; a test makes and compares them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from proving import (
    CHAMBER,
    PARTY,
    POLICY,
    REGULATOR,
    entry,
    head,
    leaf,
    leaves,
    log_key,
    signed,
)

from aggregates.canonical import Json
from ledger.proof.consistency import consistency_proof
from ledger.proof.edge import Edge
from ledger.proof.entries import bundle_bytes
from ledger.proof.head_proof import head_proof, head_proof_bytes
from ledger.proof.headmap import Head, HeadMap
from ledger.proof.inclusion import inclusion_proof
from ledger.proof.note import note_bytes
from ledger.proof.policy_file import policy_text
from ledger.proof.receipt import Receipt, receipt_bytes
from ledger.proof.signer import SignerKey, signer_key_text
from ledger.proof.tiles import Bundle, Tile, path_of, tiles_of
from ledger.proof.tree import tree_root
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.proof.vkey import vkey_of

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "vectors"
SIZE = 65_537

STORED: dict[tuple[int, int], bytes] = {
    (tile.level, tile.index): hashes
    for tile, hashes in Edge(0, lambda _: b"").grow(leaves(0, SIZE))
}


def stored(tile: Tile) -> bytes:
    return STORED[tile.level, tile.index]


def trees() -> list[Json]:
    """Return trees, with the proof of a leaf and from an older tree where there are any."""
    places = ((1, 0, 1), (2, 1, 1), (7, 4, 6), (8, 4, 4), (257, 255, 256), (SIZE, 300, 256))
    whole = VerifiedTiles(SIZE, tree_root(leaves(0, SIZE)), stored)
    empty: dict[str, Json] = {"size": "0", "root": tree_root(b"").hex()}
    return [empty, *(_tree(whole, *place) for place in (*places, (SIZE, SIZE - 1, SIZE - 2)))]


def _tree(whole: VerifiedTiles, size: int, index: int, old_size: int) -> Json:
    inclusion: list[Json] = [one.hex() for one in inclusion_proof(whole.node, index, size)]
    older: list[Json] = [one.hex() for one in consistency_proof(whole.node, old_size, size)]
    return {
        "size": str(size),
        "root": tree_root(leaves(0, size)).hex(),
        "index": str(index),
        "entry": entry(index).hex(),
        "leaf": leaf(index).hex(),
        "inclusion": inclusion,
        "old_size": str(old_size),
        "old_root": tree_root(leaves(0, old_size)).hex(),
        "consistency": older,
    }


def tiles() -> list[Json]:
    """Return tiles of the largest tree, and the bundle of the first one's entries."""
    chosen = [tile for tile in tiles_of(SIZE) if tile.index in {0, 1, 256} or tile.width < 256]
    cases: list[Json] = [
        {"path": path_of(tile), "sha256": sha256(stored(tile)).hexdigest()} for tile in chosen
    ]
    bundle = bundle_bytes(map(entry, range(256)))
    return [*cases, {"path": path_of(Bundle(0)), "sha256": sha256(bundle).hexdigest()}]


def checkpoints() -> list[Json]:
    """Return a checkpoint with each number of witnesses, and what the policy says of it."""
    cosigners: tuple[tuple[SignerKey, ...], ...] = ((), (CHAMBER,), (CHAMBER, REGULATOR, PARTY))
    return [
        {
            "signer_keys": [signer_key_text(key) for key in (log_key(), *witnesses)],
            "vkeys": [vkey_of(key.verifier) for key in (log_key(), *witnesses)],
            "policy": policy_text(POLICY),
            "note": note_bytes(signed(head(SIZE), *witnesses)).decode(),
            "is_witnessed": len(witnesses) >= 2,
        }
        for witnesses in cosigners
    ]


def receipts() -> list[Json]:
    """Return the receipt of a leaf in the middle of a large tree, and of an only leaf."""
    whole = VerifiedTiles(SIZE, tree_root(leaves(0, SIZE)), stored)
    return [
        {
            "policy": policy_text(POLICY),
            "leaf": leaf(index).hex(),
            "receipt": receipt_bytes(
                Receipt(
                    index,
                    inclusion_proof(whole.node, index, size),
                    signed(head(size), CHAMBER, REGULATOR),
                )
            ).decode(),
        }
        for index, size in ((65_000, SIZE), (0, 1))
    ]


def head_maps() -> list[Json]:
    """Return maps of some streams, with proofs of one that is there and of others that are not."""
    return [_head_map(count) for count in (0, 1, 2, 40)]


def _head_map(count: int) -> Json:
    heads = {_stream(number): Head(number + 1, leaf(number)) for number in range(count)}
    made = HeadMap().updated(heads)
    asked = [_stream(number) for number in (0, count, count + 1, count + 2)]
    return {
        "heads": [
            {"stream_id": id_.hex(), "version": str(one.version), "leaf_hash": one.leaf_hash.hex()}
            for id_, one in heads.items()
        ],
        "root": made.root.hex(),
        "proofs": [
            {
                "stream_id": id_.hex(),
                "is_there": id_ in heads,
                "proof": head_proof_bytes(head_proof(made, id_)).hex(),
            }
            for id_ in asked
        ],
    }


def _stream(number: int) -> bytes:
    return sha256(b"stream %d" % number).digest()[:16]


def documents() -> dict[str, str]:
    """Return the text of each file of vectors, by its name."""
    entries = 'Entry i is SHA-256("entry i"). Bytes in hex.'
    about: dict[str, tuple[str, list[Json]]] = {
        "tree.json": (f"Roots and proofs of trees: ledger/proof/. {entries}", trees()),
        "tile.json": (f"Tiles and a bundle of a tree of {SIZE} leaves. {entries}", tiles()),
        "checkpoint.json": (
            "Checkpoints, signed and cosigned: ledger/proof/checked.py. The keys are no secret.",
            checkpoints(),
        ),
        "receipt.json": ("Receipts: ledger/proof/receipt.py. Leaves in hex.", receipts()),
        "head-map.json": ("Head maps and proofs: ledger/proof/headmap.py. Hex.", head_maps()),
    }
    return {
        name: json.dumps({"about": text, "cases": cases}, indent=1, ensure_ascii=False) + "\n"
        for name, (text, cases) in about.items()
    }


if __name__ == "__main__":
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
