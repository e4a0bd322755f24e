"""One look at a log by somebody who remembers the last head that they accepted.

1. The head is signed by a log of the policy, and every line of a key of the policy is right.
2. It has everything that was there at the last look, in the same place; or it is of another tree,
   in which the log itself says that it goes on (`rotated`).
3. Its tiles are there, and make the root that is signed.
4. Witnesses enough for the quorum have seen it,
5. and not too long ago, by clocks that are not ahead of the reader's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from ledger.errors import LedgerError
from ledger.evidence.head import CLOCKS_APART
from ledger.proof.checked import CheckedCheckpoint, check_checkpoint
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.edge import TileSource
from ledger.proof.note import parse_note
from ledger.proof.policy import NO_QUORUM, Policy, require_quorum
from ledger.proof.tiles import Tile, path_of
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.watching.growth import require_growth
from ledger.watching.rotated import Followed, parse_rotations, require_followed

CONTRADICTIONS: Final = frozenset(
    {"log_renamed", "log_went_back", "tree_forked", "consistency_refuted", "rotation_refuted"}
)
"""What two signed heads show against a log: to be kept, both of them."""

UNDECIDED: Final = frozenset(
    {
        "log_not_trusted",
        "quorum_not_met",
        "witness_ahead",
        "key_ambiguous",
        "tile_missing",
        "log_out_of_reach",
        "log_place_unknown",
        "memory_unusable",
        "policy_missing",
    }
)
"""What says nothing against a log: whoever looks cannot tell."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked at: the head as it is served, the last that was accepted (empty at first).

    ``at`` is now, in seconds since 1970 UTC, of which ``stale_after`` may have gone by since
    witnesses signed.
    """

    note: bytes
    known: bytes
    policy: Policy
    source: TileSource
    at: int
    stale_after: int
    rotations: Callable[[], bytes] = lambda: b"[]"
    old_source: Callable[[str], TileSource] = lambda _: _no_tiles
    """The file of what the log says of its rotations, and the tiles of an earlier tree of it."""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A head that may be remembered now: how many events are new, and who has seen it by when.

    ``went_on_from`` is the origin of what was remembered, where that is another, and ``lost`` how
    many events of it did not come back.
    """

    origin: str
    size: int
    new: int
    witnesses: tuple[str, ...]
    witnessed_at: int | None
    went_on_from: str = ""
    lost: int = 0


def look_at(look: Look) -> Seen:
    """Return what was seen, if nothing is wrong.

    Raises:
        LedgerError: any of `CONTRADICTIONS` and `UNDECIDED`; ``log_stale``; as `check_checkpoint`,
            `require_growth` and `require_followed`.
    """
    checked = check_checkpoint(parse_note(look.note), look.policy)  # 1
    head = checked.checkpoint
    known = _known(look)
    kept = Followed(0, 0) if known is None else _gone_on(look, known, head)  # 2
    VerifiedTiles(head.size, head.root, look.source)  # 3
    require_quorum(look.policy, checked.witnesses)  # 4
    return Seen(
        origin=head.origin,
        size=head.size,
        new=head.size - kept.kept,
        witnesses=tuple(sorted(checked.witnesses)),
        witnessed_at=_in_time(look, checked),  # 5
        went_on_from="" if known is None or known.origin == head.origin else known.origin,
        lost=kept.known - kept.kept,
    )


def _gone_on(look: Look, known: Checkpoint, head: Checkpoint) -> Followed:
    if known.origin == head.origin:
        require_growth(known, head, look.source)
        return Followed(known.size, known.size)
    shown = parse_rotations(look.rotations())
    return require_followed(known, head, shown, look.policy, look.source, look.old_source)


def _no_tiles(tile: Tile) -> bytes:
    raise LedgerError("tile_missing", origin="", path=path_of(tile))


def _known(look: Look) -> Checkpoint | None:
    if not look.known:
        return None
    try:
        return check_checkpoint(parse_note(look.known), look.policy).checkpoint
    except LedgerError as wrong:
        raise LedgerError("memory_unusable", why=wrong.code) from wrong


def _in_time(look: Look, checked: CheckedCheckpoint) -> int | None:
    """Return by when enough witnesses had signed; None where none is asked for.

    What is dated after now says nothing of when it was: by it, a log that stands still would look
    as if it were seen all the time.
    """
    if look.policy.quorum == NO_QUORUM:
        return None
    by_time = sorted(checked.cosigned, key=lambda one: -one.at)
    seen = [one for one in by_time if one.at <= look.at + CLOCKS_APART]
    if not look.policy.is_met({one.witness for one in seen}):
        ahead = by_time[0]
        raise LedgerError("witness_ahead", witness=ahead.witness, seconds=ahead.at - look.at)
    enough = next(
        number
        for number in range(1, len(seen) + 1)
        if look.policy.is_met({one.witness for one in seen[:number]})
    )
    at = seen[enough - 1].at
    if at < look.at - look.stale_after:
        raise LedgerError("log_stale", at=at, seconds=look.at - at, most=look.stale_after)
    return at
