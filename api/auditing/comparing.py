"""``counterseal consistency``: that the newer of two heads goes on from the older one."""

from __future__ import annotations

from typing import Final

import msgspec

from api.auditing.outcomes import COLOURS, exit_for, told
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
from ledger.watching.places import place_of_log

NOBODY: Final = Policy((), (), (), NO_QUORUM)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Two heads as files, by whose keys they count, and where the log's tiles are; empty if not."""

    older: bytes
    newer: bytes
    policy: bytes | None
    tiles: str


def tell_consistency(settings: Settings, output: Output, asked: Compared) -> Exit:
    """Say whether the newer head has all of the older one, and return the status.

    Raises:
        LedgerError: as `parse_policy`.
    """
    policy = NOBODY if asked.policy is None else parse_policy(asked.policy)
    try:
        older, newer = _read(asked.older, asked, policy), _read(asked.newer, asked, policy)
        hashes = require_growth(older, newer, _tiles(asked, newer, policy))
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
    _tell(settings, output, (older, newer), hashes)
    return Exit.YES


def _tell(
    settings: Settings, output: Output, heads: tuple[Checkpoint, Checkpoint], hashes: int
) -> None:
    older, newer = heads
    record: dict[str, Plain] = {
        "consistent": True,
        "origin": newer.origin,
        "old_size": older.size,
        "size": newer.size,
        "hashes": hashes,
    }
    facts = {**record, "old_size": f"{older.size:,}", "size": f"{newer.size:,}"}
    output.result(record, tell("auditing", "consistent", facts, settings.language), "green")


def _read(note: bytes, asked: Compared, policy: Policy) -> Checkpoint:
    if asked.policy is None:
        return parse_checkpoint(parse_note(note).text)
    return check_checkpoint(parse_note(note), policy).checkpoint


def _tiles(asked: Compared, newer: Checkpoint, policy: Policy) -> TileSource:
    """Return where tiles come from, which is only looked for when one is asked for."""

    def tile(wanted: Tile) -> bytes:
        return place_of_log(asked.tiles or newer.origin, policy).tile(wanted)

    return tile
