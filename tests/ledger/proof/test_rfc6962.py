"""The vectors of Certificate Transparency: eight entries, their roots and some of their proofs.

Known from the first implementations of RFC 6962 on, and made by none of our code.
"""

from __future__ import annotations

import pytest

from ledger.proof.consistency import consistency_proof, verify_consistency
from ledger.proof.hashing import EMPTY_ROOT, leaf_hash
from ledger.proof.inclusion import inclusion_proof, verify_inclusion
from ledger.proof.tree import tree_root

ENTRIES = tuple(
    map(
        bytes.fromhex,
        (
            *("", "00", "10", "2021", "3031", "40414243"),
            *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
        ),
    )
)
LEAVES = tuple(map(leaf_hash, ENTRIES))
ROOTS = tuple(
    map(
        bytes.fromhex,
        (
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ),
    )
)
INCLUSION = [
    (0, 1, ()),
    (
        *(0, 8),
        (
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ),
    ),
    (
        *(5, 8),
        (
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
    (2, 3, ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",)),
    (
        *(1, 5),
        (
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ),
    ),
]
CONSISTENCY = [
    (1, 1, ()),
    (
        *(1, 8),
        (
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ),
    ),
    (
        *(6, 8),
        (
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
    (
        *(2, 5),
        (
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ),
    ),
    (
        *(6, 7),
        (
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
]


def _read(height: int, index: int) -> bytes:
    return tree_root(b"".join(LEAVES[index << height : (index + 1) << height]))


def test_the_empty_tree_has_the_known_root() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_the_known_ones(size: int) -> None:
    assert tree_root(b"".join(LEAVES[:size])) == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size", "hashes"), INCLUSION)
def test_the_inclusion_proofs_are_the_known_ones(
    index: int, size: int, hashes: tuple[str, ...]
) -> None:
    proof = tuple(map(bytes.fromhex, hashes))
    assert inclusion_proof(_read, index, size) == proof
    verify_inclusion(LEAVES[index], index, size, proof, ROOTS[size - 1])


@pytest.mark.parametrize(("old_size", "size", "hashes"), CONSISTENCY)
def test_the_consistency_proofs_are_the_known_ones(
    old_size: int, size: int, hashes: tuple[str, ...]
) -> None:
    proof = tuple(map(bytes.fromhex, hashes))
    assert consistency_proof(_read, old_size, size) == proof
    verify_consistency(old_size, size, ROOTS[old_size - 1], ROOTS[size - 1], proof)
