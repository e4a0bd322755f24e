"""A log as files: what is handed out is what was signed, or nothing is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from keyring import refused

from ledger.book import Book
from ledger.log_files import log_files
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.policy import Policy
from ledger.proof.tiles import Bundle, Tile, parse_path, tiles_of
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.rotating import rotate
from ledger.sequencer.session import Session
from ledger.watching.growth import require_growth
from ledger.watching.places import LogPlace, place_of_log
from ledger.watching.rotated import parse_rotations

Write = Callable[[int], None]


@pytest.fixture
def signed(write: Write, follow: Callable[[], Followed]) -> Callable[[int], None]:
    """Write so many events, and have them signed."""
    followed = follow()

    def grow(events: int) -> None:
        write(events)
        while followed.step():
            pass

    return grow


def put(book: Book, folder: Path) -> LogPlace:
    """Write the files of a log into a folder."""
    for path, content in log_files(book.published):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return place_of_log(str(folder), Policy((), (), (), "none"))


def head_of(place: LogPlace) -> Checkpoint:
    return parse_checkpoint(parse_note(place.checkpoint()).text)


def test_a_copy_shows_that_the_log_went_on_from_an_earlier_one(
    signed: Callable[[int], None], book: Book, tmp_path: Path
) -> None:
    signed(200)
    earlier = head_of(put(book, tmp_path / "earlier"))
    signed(400)
    place = put(book, tmp_path / "later")
    later = head_of(place)
    assert (earlier.size >= 200, later.size >= 600) == (True, True)
    assert require_growth(earlier, later, place.tile) >= 1


def test_it_has_every_tile_and_every_bundle_and_no_more(
    signed: Callable[[int], None], book: Book
) -> None:
    signed(300)
    sizes: list[int] = []
    *files, (last, note) = log_files(book.published, sizes.append)
    size = parse_checkpoint(parse_note(note).text).size
    tiles = set(tiles_of(size))
    bundles = {Bundle(tile.index, tile.width) for tile in tiles if tile.level == 0}
    named: list[Tile | Bundle] = [parse_path(path) for path, _ in files]
    assert (last, len(named), set(named)) == ("checkpoint", len(set(named)), tiles | bundles)
    assert sizes == [256, size]


def test_a_copy_of_a_log_that_went_on_in_another_tree_says_so(
    signed: Callable[[int], None], book: Book, office: Office, session: Session, log_id: UUID
) -> None:
    signed(10)
    assert "rotations" not in dict(log_files(book.published))
    rotate(office, session, log_id, "replaced")
    files = dict(log_files(book.published))
    (shown,) = parse_rotations(files["rotations"])
    head = parse_checkpoint(parse_note(files["checkpoint"]).text)
    assert (head.origin, head.size) == (office.keys.origin(log_id, 2), shown.position)


def test_before_anything_is_signed_there_is_no_copy(book: Book) -> None:
    with refused("log_not_signed"):
        list(log_files(book.published))


OTHER_BYTE = "UPDATE ledger.tiles SET hashes = set_byte(hashes, 0, 255 - get_byte(hashes, 0))"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (f"{OTHER_BYTE} WHERE level = -1", "tile_altered"),
        (f"{OTHER_BYTE} WHERE level = 0", "tile_altered"),
        ("UPDATE ledger.checkpoints SET root = sha256('x')", "tiles_refuted"),
    ],
)
def test_what_is_stored_otherwise_than_signed_is_not_copied(
    signed: Callable[[int], None],
    book: Book,
    attack: Callable[[str], None],
    change: str,
    code: str,
) -> None:
    signed(10)
    attack(change)
    with refused(code):
        list(log_files(book.published))
