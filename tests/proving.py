"""What tests of the proofs share: a log of 65,800 leaves, its naive tree, keys, a signed head.

The tree here is written as RFC 6962 section 2.1 defines it, and the tiles as C2SP tlog-tiles does;
nothing of it is used by the product.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import msgspec

from ledger.proof.checkpoint import Checkpoint, checkpoint_text
from ledger.proof.cosignature import cosign_text, sign_text
from ledger.proof.note import Note
from ledger.proof.policy import Group, Log, Policy, Witness
from ledger.proof.signer import SignerKey
from ledger.proof.tiles import Tile
from ledger.proof.vkey import Algorithm

LEAVES = 65_800
BOUNDARIES = (1, 2, 3, 4, 5, 7, 8, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537)
ORIGIN = "ledger.example.org/edition-2026"
AT = 1_795_329_607
"""2026-11-22T06:40:07Z in seconds."""


def entry(index: int) -> bytes:
    return sha256(b"entry %d" % index).digest()


@cache
def leaf(index: int) -> bytes:
    return sha256(b"\x00" + entry(index)).digest()


def leaves(begin: int, end: int) -> bytes:
    return b"".join(map(leaf, range(begin, end)))


def root(size: int) -> bytes:
    return mth(0, size) if size else sha256(b"").digest()


@cache
def mth(begin: int, end: int) -> bytes:
    """Return MTH(D[begin:end])."""
    if end - begin == 1:
        return leaf(begin)
    half = 1
    while 2 * half < end - begin:
        half *= 2
    return sha256(b"\x01" + mth(begin, begin + half) + mth(begin + half, end)).digest()


def node(height: int, index: int) -> bytes:
    return mth(index << height, (index + 1) << height)


def tile_hashes(tile: Tile) -> bytes:
    """Return a tile as the definition has it, hash by hash."""
    step = 256**tile.level
    first = tile.index * 256
    return b"".join(mth(at * step, (at + 1) * step) for at in range(first, first + tile.width))


def log_key(name: str = ORIGIN, number: int = 0) -> SignerKey:
    return SignerKey(name, Algorithm.ED25519, sha256(b"log %d" % number).digest())


def witness_key(name: str) -> SignerKey:
    return SignerKey(name, Algorithm.COSIGNATURE, sha256(name.encode()).digest())


CHAMBER = witness_key("witness.chamber.example.org/1")
REGULATOR = witness_key("witness.regulator.example.org/1")
PARTY = witness_key("witness.party.example.org/1")

POLICY = Policy(
    logs=(Log(log_key().verifier),),
    witnesses=(
        Witness("notary-chamber", CHAMBER.verifier),
        Witness("regulator", REGULATOR.verifier),
        Witness("party", PARTY.verifier),
    ),
    groups=(Group("two-of-three", 2, ("notary-chamber", "regulator", "party")),),
    quorum="two-of-three",
)


def head(size: int, origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, size, root(size))


def signed(checkpoint: Checkpoint, *witnesses: SignerKey, key: SignerKey | None = None) -> Note:
    """Return a checkpoint as a log signs it, cosigned second after second from `AT` on."""
    text = checkpoint_text(checkpoint)
    cosigned = (cosign_text(text, one, AT + late) for late, one in enumerate(witnesses))
    return Note(text, (sign_text(text, key or log_key()), *cosigned))


def with_policy(**changes: object) -> Policy:
    return msgspec.structs.replace(POLICY, **changes)
