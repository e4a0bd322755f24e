"""How fast the log's tree grows, and how fast proofs are made from its tiles and verified.

Set against the bound of hashing alone: as many SHA-256 of 65 bytes as the tree has nodes, and
nothing else. Each round does everything once, so that the machine's other work strikes all alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from hashlib import sha256

from bench.frame import Figure, interleaved, medians, ratio, seconds

from ledger.proof.edge import Edge
from ledger.proof.head_proof import head_proof, verify_head
from ledger.proof.headmap import Head, HeadMap
from ledger.proof.inclusion import inclusion_proof, verify_inclusion
from ledger.proof.tiles import Tile
from ledger.proof.tree import Frontier, tree_root
from ledger.proof.verified_tiles import VerifiedTiles

LEAVES = 200_000
BATCH = 5_000
"""Leaves that join between two checkpoints."""
PROOFS = 5_000
STREAMS = 100_000
ROUNDS = 3
HASH = 32


def run() -> Iterator[Figure]:
    """Yield a figure of the tree, one of proofs and one of the head map."""
    chance = random.Random(0)  # noqa: S311, the same leaves each time
    row = chance.randbytes(LEAVES * HASH)
    yield _tree(row)
    yield _proofs(row, chance)
    yield _heads(chance)


def _tree(row: bytes) -> Figure:
    leaves = [row[at : at + HASH] for at in range(0, len(row), HASH)]
    measured = interleaved(
        {
            "hashing": _per_leaf(
                lambda: [sha256(b"\x01" + leaf + leaf).digest() for leaf in leaves]
            ),
            "root": _per_leaf(lambda: tree_root(row)),
            "append": _per_leaf(lambda: _append(leaves)),
            "tiles": _per_leaf(lambda: _grown(row)),
        },
        ROUNDS,
    )
    figures = {f"{name}_us": round(took * 1e6, 2) for name, took in medians(measured).items()}
    bound = round(ratio(measured, "root", "hashing"), 2)
    return {"leaves": LEAVES, **figures, "root_to_hashing": bound}


def _proofs(row: bytes, chance: random.Random) -> Figure:
    stored = _grown(row)
    root = tree_root(row)
    tiles = VerifiedTiles(LEAVES, root, lambda tile: stored[tile.level, tile.index])
    indexes = [chance.randrange(LEAVES) for _ in range(PROOFS)]
    cold = seconds(lambda: [inclusion_proof(tiles.node, index, LEAVES) for index in indexes])
    proofs = [inclusion_proof(tiles.node, index, LEAVES) for index in indexes]

    def verify() -> None:
        for index, proof in zip(indexes, proofs, strict=True):
            leaf = row[index * HASH : (index + 1) * HASH]
            verify_inclusion(leaf, index, LEAVES, proof, root)

    took = medians(
        interleaved(
            {
                "made": lambda: seconds(
                    lambda: [inclusion_proof(tiles.node, index, LEAVES) for index in indexes]
                ),
                "verified": lambda: seconds(verify),
            },
            ROUNDS,
        )
    )
    return {
        "leaves": LEAVES,
        "proofs_per_s": round(PROOFS / took["made"]),
        "verified_per_s": round(PROOFS / took["verified"]),
        "with_cold_tiles_per_s": round(PROOFS / cold),
    }


def _heads(chance: random.Random) -> Figure:
    ids = [chance.randbytes(16) for _ in range(STREAMS)]
    whole = HeadMap().updated({id_: Head(1, bytes(HASH)) for id_ in ids})
    chosen = chance.sample(ids, PROOFS)

    def update() -> None:
        heads = whole
        for begin in range(0, PROOFS, 10):
            heads = heads.updated({id_: Head(2, bytes(HASH)) for id_ in chosen[begin : begin + 10]})

    def verify() -> None:
        for id_ in chosen:
            verify_head(whole.root, id_, Head(1, bytes(HASH)), head_proof(whole, id_))

    contenders: dict[str, Callable[[], float]] = {
        "update": lambda: seconds(update),
        "proof": lambda: seconds(verify),
    }
    took = medians(interleaved(contenders, ROUNDS))
    return {
        "streams": STREAMS,
        "update_us": round(took["update"] / PROOFS * 1e6, 1),
        "proved_and_verified_per_s": round(PROOFS / took["proof"]),
    }


def _per_leaf(work: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds(work) / LEAVES


def _append(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)


def _grown(row: bytes) -> dict[tuple[int, int], bytes]:
    stored: dict[tuple[int, int], bytes] = {}

    def source(tile: Tile) -> bytes:
        return stored[tile.level, tile.index]

    edge = Edge(0, source)
    for begin in range(0, len(row), BATCH * HASH):
        for tile, hashes in edge.grow(row[begin : begin + BATCH * HASH]):
            stored[tile.level, tile.index] = hashes
        edge.root()
    return stored
