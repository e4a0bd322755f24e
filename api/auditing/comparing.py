"""``counterseal consistency``: that the newer of two heads goes on from the older one.

If the newer one is of another tree, the log itself has to say, under it, that it goes on so.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import msgspec

from api.auditing.outcomes import COLOURS, exit_for, told, went_on_line
from api.errors import tell
from api.exits import Exit
from api.output import Output, Plain
from api.settings import Settings
from ledger.errors import LedgerError
from ledger.evidence.head import no_policy
from ledger.proof.checked import check_checkpoint
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.edge import TileSource
from ledger.proof.note import parse_note
from ledger.proof.policy import NO_QUORUM, Policy
from ledger.proof.policy_file import parse_policy
from ledger.proof.tiles import Tile
from ledger.watching.growth import require_growth
from ledger.watching.places import LogPlace, place_of_log
from ledger.watching.rotated import parse_rotations, require_followed

NOBODY: Final = Policy((), (), (), NO_QUORUM)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Two heads as files, by whose keys they count, and where the log's tiles are; empty if not."""

    older: bytes
    newer: bytes
    policy: bytes | None
    tiles: str


class _Way(msgspec.Struct, frozen=True):
    """How the newer head goes on: by a proof of so many hashes, and without ``lost`` events.

    No events are lost, and hashes counted, where both heads are of one tree.
    """

    hashes: int | None
    lost: int = 0


def tell_consistency(settings: Settings, output: Output, asked: Compared) -> Exit:
    """Say whether the newer head has all of the older one, and return the status.

    Raises:
        LedgerError: as `parse_policy`.
    """
    policy = NOBODY if asked.policy is None else parse_policy(asked.policy)
    try:
        older, newer = _read(asked.older, asked, policy), _read(asked.newer, asked, policy)
        way = _way(_Served(asked, newer, policy), older, newer)
        if asked.policy is None:
            no_policy()
    except LedgerError as failed:
        status = exit_for(failed)
        facts: Plain = {name: str(fact) for name, fact in failed.facts.items()}
        record: dict[str, Plain] = {"consistent": False, "code": failed.code, "facts": facts}
        if status is Exit.CANNOT_TELL:
            record["consistent"] = None
        output.result(record, told(failed, settings.language), COLOURS[status])
        return status
    _tell(settings, output, (older, newer), way)
    return Exit.YES


def _tell(
    settings: Settings, output: Output, heads: tuple[Checkpoint, Checkpoint], way: _Way
) -> None:
    older, newer = heads
    record: dict[str, Plain] = {
        "consistent": True,
        "origin": newer.origin,
        "old_origin": older.origin,
        "old_size": older.size,
        "size": newer.size,
        "hashes": way.hashes,
        "lost": way.lost,
    }
    if way.hashes is None:
        line = went_on_line(older.origin, newer.origin, way.lost, settings.language)
    else:
        facts = {**record, "old_size": f"{older.size:,}", "size": f"{newer.size:,}"}
        line = tell("auditing", "consistent", facts, settings.language)
    output.result(record, line, "green")


def _read(note: bytes, asked: Compared, policy: Policy) -> Checkpoint:
    if asked.policy is None:
        return parse_checkpoint(parse_note(note).text)
    return check_checkpoint(parse_note(note), policy).checkpoint


class _Served:
    """What the log shows, at a place which is only looked for when something is asked for."""

    def __init__(self, asked: Compared, newer: Checkpoint, policy: Policy) -> None:
        self._where = asked.tiles or newer.origin
        self.policy = policy

    @cached_property
    def place(self) -> LogPlace:
        """Where it is.

        Raises:
            LedgerError: ``log_place_unknown``.
        """
        return place_of_log(self._where, self.policy)

    def tile(self, wanted: Tile) -> bytes:
        """Return the hashes of a tile of the newer tree."""
        return self.place.tile(wanted)

    def old_source(self, origin: str) -> TileSource:
        """Return what gives the tiles of the tree of an origin."""
        return self.place.tree(origin).tile


def _way(served: _Served, older: Checkpoint, newer: Checkpoint) -> _Way:
    """Return how the newer head goes on from the older one.

    Raises:
        LedgerError: as `require_growth` and `require_followed`; ``policy_missing`` if nobody says
            which keys are a log's, and the two heads are not of one tree.
    """
    if older.origin == newer.origin:
        return _Way(require_growth(older, newer, served.tile))
    if served.policy is NOBODY:
        no_policy()
    shown = parse_rotations(served.place.rotations())
    followed = require_followed(older, newer, shown, served.policy, served.tile, served.old_source)
    return _Way(None, lost=followed.known - followed.kept)
