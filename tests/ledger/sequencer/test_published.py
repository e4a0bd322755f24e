"""What anybody reads of a tree proves every event of it, without trusting whoever serves it."""

from __future__ import annotations

from collections.abc import Callable

from chains import whole_log
from keyring import refused

from ledger.book import Book
from ledger.proof.entries import parse_bundle
from ledger.proof.hashing import leaf_hash
from ledger.proof.inclusion import inclusion_proof, verify_inclusion
from ledger.proof.signer import SignerKey
from ledger.proof.tiles import Bundle, Tile
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.sequencer.followed import Followed
from ledger.sequencer.remembered import checkpoint_of


def test_a_reader_proves_every_event_from_what_is_published(
    book: Book, signer: SignerKey, follow: Callable[[], Followed], write: Callable[[int], None]
) -> None:
    write(300)
    follow().step()
    published, (origin,) = book.published, book.published.origins()
    assert published.keys() == [signer.verifier]
    head = published.newest(origin)
    assert head is not None
    signed = checkpoint_of(head.note, signer.verifier)
    tiles = VerifiedTiles(signed.size, signed.root, lambda tile: published.tile(origin, tile))
    for index, row in enumerate(whole_log(book.rows)[: signed.size]):
        proof = inclusion_proof(tiles.node, index, signed.size)
        verify_inclusion(row.leaf_hash, index, signed.size, proof, signed.root)


def test_entries_are_what_the_leaves_are_hashes_of(
    book: Book, signer: SignerKey, follow: Callable[[], Followed], write: Callable[[int], None]
) -> None:
    followed = follow()
    for _ in range(3):
        write(100)
        followed.step()
    leaves = [row.leaf_hash for row in whole_log(book.rows)]
    first = parse_bundle(book.published.bundle(signer.name, Bundle(0)), 256)
    second = parse_bundle(book.published.bundle(signer.name, Bundle(1, 44)), 44)
    assert [leaf_hash(entry) for entry in (*first, *second)] == leaves[:300]


def test_what_is_not_there_is_said_to_be_missing(
    book: Book, signer: SignerKey, follow: Callable[[], Followed], write: Callable[[int], None]
) -> None:
    write(10)
    follow().step()
    for tile in (Tile(0, 0, 200), Tile(1, 0, 1), Tile(0, 5, 1)):
        with refused("tile_missing"):
            book.published.tile(signer.name, tile)


def test_a_head_is_asked_for_by_what_it_covers_and_who_has_seen_it(
    book: Book, signer: SignerKey, follow: Callable[[], Followed], write: Callable[[int], None]
) -> None:
    write(10)
    follow().step()
    assert book.published.newest(signer.name, least=11) is None
    assert book.published.newest(signer.name, witnessed=True) is None
