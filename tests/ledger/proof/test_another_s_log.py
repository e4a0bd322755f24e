"""A small log that another implementation made and signed, entry by entry, with a published key.

Its heads were published with it: each root, and each signature to the byte, must come out here.
"""

from __future__ import annotations

import pytest

from ledger.proof.checkpoint import checkpoint_text, parse_checkpoint
from ledger.proof.consistency import consistency_proof, verify_consistency
from ledger.proof.cosignature import sign_text
from ledger.proof.edge import Edge
from ledger.proof.entries import leaves_of
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.opened import open_note
from ledger.proof.signer import parse_signer_key
from ledger.proof.tiles import Tile
from ledger.proof.tree import tree_root
from ledger.proof.verified_tiles import VerifiedTiles

KEY = parse_signer_key("PRIVATE+KEY+astra+cad5a3d2+ASgwwenlc0uuYcdy7kI44pQvuz1fw8cS5NqS8RkZBXoy")
ENTRIES = tuple(
    b"one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".split()
)
HEADS = {
    0: (
        "example.com/testdata\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
        "\u2014 astra ytWj0vyk8mOOKGTcc4inCsUD4jQTYNX/r820NAqdU6Fsj8PpEU+m74Z6SMW0BGapHgIw2xsYd9"
        "P3+E8PdXWcj0zTeAs=\n"
    ),
    1: (
        "example.com/testdata\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n\n"
        "\u2014 astra ytWj0qJ+vbcrczZs9oOK0B9o0Z2H0BJB+ekrNMeJclrjpCY60XqAE5CJV9q6jRnUqthwdpkXLM"
        "hxCkv/7OUUCtZvNwM=\n"
    ),
    8: (
        "example.com/testdata\n8\nbC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=\n\n"
        "\u2014 astra ytWj0vwkDwABoRkcTQlqDTO6gxjPW5yJKQ3ohF0v+6eQCGG3R2HRbQisMteoio9aJJp04zHT6W"
        "uVLQRO+XON8qAzzgY=\n"
    ),
    15: (
        "example.com/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n"
        "\u2014 astra ytWj0iUyv3abfvt9ea52PCdTsNBiHBss+L7Z1nMhVcsoh+Re7YASWz78PrjiocC8gvkBUaDrV2"
        "Y3Ez2THNxCWnbpkQE=\n"
    ),
}
SIZES = sorted(HEADS)


@pytest.mark.parametrize("size", SIZES)
def test_its_heads_are_those_of_its_entries(size: int) -> None:
    note = parse_note(HEADS[size].encode())
    assert len(open_note(note, [KEY.verifier]).signed) == 1
    said = parse_checkpoint(note.text)
    assert (said.size, said.root) == (size, tree_root(leaves_of(ENTRIES[:size])))


@pytest.mark.parametrize("size", SIZES)
def test_its_key_signs_the_same_bytes_here(size: int) -> None:
    said = parse_checkpoint(parse_note(HEADS[size].encode()).text)
    text = checkpoint_text(said)
    assert note_bytes(Note(text, (sign_text(text, KEY),))).decode() == HEADS[size]


@pytest.mark.parametrize("old_size", SIZES[1:])
def test_its_later_heads_continue_its_earlier_ones(old_size: int) -> None:
    stored: dict[Tile, bytes] = dict(Edge(0, lambda _: b"").grow(leaves_of(ENTRIES)))
    old, new = (parse_checkpoint(parse_note(HEADS[n].encode()).text) for n in (old_size, 15))
    tiles = VerifiedTiles(new.size, new.root, stored.__getitem__)
    proof = consistency_proof(tiles.node, old.size, new.size)
    verify_consistency(old.size, new.size, old.root, new.root, proof)
