"""Checking one log: its rows, its trees, and what was signed of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import msgspec

from ledger.book import Book
from ledger.fsck.computed import Computed
from ledger.fsck.fault import Fault
from ledger.fsck.log import CheckedLog, Outline, outline_of, parts_of
from ledger.fsck.rotated import bounded, check_rotations, lost_by, rotations_of
from ledger.fsck.signed import check_trees
from ledger.fsck.slots import Place
from ledger.fsck.span import Checked, Part, check_part
from ledger.fsck.tiles import Bounds, Strip, Stripped, check_strip, strips
from ledger.fsck.trees import Tree, trees_of
from ledger.fsck.unsigned import NOTHING_DUE, Due, check_signed
from ledger.processes import Opening, Team
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.vkey import VerifierKey
from ledger.rotations import Rotation

Progress: TypeAlias = Callable[[int, int], None]
"""Gets how many events are done, and how many there are."""
Work: TypeAlias = Team[Part | Strip, Checked | Stripped]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was found of one log: how many events, the newest head that was signed, and faults.

    ``lost`` is how many events were signed once and are gone, as the log says itself.
    """

    events: int
    signed: Checkpoint | None
    faults: tuple[Fault, ...]
    lost: int = 0


class _Known(msgspec.Struct, frozen=True):
    """What is said of a log: its trees, and where it went on in another one."""

    trees: list[Tree]
    said: list[Rotation]
    faults: list[Fault]


def fsck(
    opening: Opening,
    keys: Sequence[VerifierKey] = (),
    processes: int = 2,
    progress: Progress = lambda _, __: None,
    due: Due = NOTHING_DUE,
) -> Report:
    """Hash everything that is stored of a log anew, and compare.

    ``opening`` gives its book to each process. Where none of ``keys`` is a tree's, see `trees_of`.
    ``due`` says how far the log must have been signed.

    Raises:
        LedgerError: ``unavailable``, ``log_unknown``, ``process_lost``.
    """
    with Team(opening, _checked, processes) as team, TemporaryDirectory() as folder:
        # the heads first: the log goes on meanwhile, and must have at least as many events
        known, outline = _known(team.book, keys), outline_of(team.book)
        place = Place(str(Path(folder) / "slots"), outline.size).made()
        log = _rows(team, outline, place, progress)
        made = Computed(log, _roots(team, log, known))
        known.faults.extend(check_trees(log, team.book, known.trees, made))
        known.faults.extend(check_rotations(known.trees, known.said, made))
        known.faults.extend(check_signed(log, known.trees, made, due))
        heads = known.trees[-1].heads if known.trees else ()
        return Report(
            events=log.events,
            signed=heads[-1] if heads else None,
            faults=(*log.faults, *known.faults),
            lost=lost_by(known.said),
        )


def _checked(book: Book, piece: Part | Strip) -> Checked | Stripped:
    """Do one piece of the work, in whichever process."""
    return check_part(book, piece) if isinstance(piece, Part) else check_strip(book, piece)


def _known(book: Book, keys: Sequence[VerifierKey]) -> _Known:
    faults = list[Fault]()
    trees, said = trees_of(book, keys, faults), rotations_of(book, faults)
    bounded(trees, said)
    return _Known(trees, said, faults)


def _rows(team: Work, outline: Outline, place: Place, progress: Progress) -> CheckedLog:
    """Return the log hashed anew, whose leaves are in the slots of ``place`` then."""
    log = CheckedLog(place)
    for checked in team.share(parts_of(outline, place)):
        assert isinstance(checked, Checked)  # noqa: S101 - by the kind of its part
        log.take(checked)
        progress(log.events, place.size)
    log.close(outline)
    return log


def _roots(team: Work, log: CheckedLog, known: _Known) -> bytes:
    """Return the hashes over the full tiles of leaves, and say what is wrong with those stored."""
    bounds = tuple(
        Bounds(tree.origin, kept, kept if tree.ended else log.size)
        for tree in known.trees
        if (kept := min(tree.kept, log.size))
    )
    done = [one for one in team.share(strips(bounds, log.place)) if isinstance(one, Stripped)]
    done.sort(key=lambda one: one.first)
    known.faults.extend(fault for one in done for fault in one.faults)
    return b"".join(one.roots for one in done)
