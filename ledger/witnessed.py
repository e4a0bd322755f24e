"""Heads of a log that enough witnesses have seen, as the policy of an installation has it.

Nothing is taken from a row that its signatures do not bear out: a line that does not verify makes
nobody a witness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, Literal, TypeAlias
from uuid import UUID

import msgspec

from ledger.errors import LedgerError
from ledger.proof.checked import CheckedCheckpoint, Cosigned, check_checkpoint
from ledger.proof.note import Note, parse_note
from ledger.proof.policy import NO_QUORUM, Log, Policy
from ledger.proof.vkey import parse_vkey
from ledger.rows import Rows

CHANNEL: Final = "ledger_seen"
"""On which it is told that a witness has seen a head; what is told is its origin."""

NOBODY: Final = Policy((), (), (), NO_QUORUM)
"""The policy of an installation that nobody outside witnesses."""

AT_ONCE: Final = 8
_KEPT: Final = 4_096

_GROWS: Final = b"""
    SELECT origin, vkey FROM ledger.trees WHERE log_id = %b ORDER BY number DESC LIMIT 1
"""
_SIGNED: Final = b"""
    SELECT c.size FROM ledger.checkpoints AS c WHERE c.origin = %b AND c.size BETWEEN %b AND %b
"""
_SEEN: Final = b"""
    SELECT s.size FROM ledger.cosignatures AS s
    WHERE s.origin = %b AND s.size BETWEEN %b AND %b AND s.witness = ANY (%b)
    GROUP BY s.size HAVING count(*) >= %b
"""
_NOTES: Final = b"""
    SELECT c.size, c.note, coalesce((
        SELECT string_agg(s.line, '' ORDER BY s.witness) FROM ledger.cosignatures AS s
        WHERE s.origin = c.origin AND s.size = c.size AND s.witness = ANY (%b)), '')
    FROM ledger.checkpoints AS c WHERE c.origin = %b AND c.size = ANY (%b)
"""
_ORDER: Final = {"newest": b" ORDER BY 1 DESC LIMIT %b", "first": b" ORDER BY 1 LIMIT %b"}
_LARGEST: Final = 2**63 - 1

Which: TypeAlias = Literal["newest", "first"]


class WitnessedHead(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a tree that is witnessed as the policy asks, by none where it asks for none.

    ``note`` has no line but those of the log and of the policy's witnesses.
    """

    origin: str
    size: int
    root: bytes
    note: Note
    cosigned: tuple[Cosigned, ...]


class Witnessed:
    """What was seen of one log. Every method raises `LedgerError` as `Rows.fetch` does."""

    def __init__(self, log_id: UUID, rows: Rows, policy: Policy = NOBODY) -> None:
        """``policy`` names the witnesses and the quorum; its logs do not matter."""
        self._log_id = log_id
        self._rows = rows
        self._policy = policy
        self._names = [witness.name for witness in policy.witnesses]
        self._checked = lru_cache(_KEPT)(_checked)

    def newest(self, least: int) -> WitnessedHead | None:
        """Return the newest head that covers ``least`` events and that enough have seen.

        Raises:
            LedgerError: ``key_malformed``.
        """
        return next(self._heads("newest", least), None)

    def first(self, least: int) -> WitnessedHead | None:
        """Return the first head that covers ``least`` events and that enough have seen.

        Raises:
            LedgerError: ``key_malformed``.
        """
        return next(self._heads("first", least), None)

    def _heads(self, which: Which, least: int) -> Iterator[WitnessedHead]:
        grows = self._rows.fetch(_GROWS, [self._log_id])
        if not grows:
            return
        origin, vkey = grows[0]
        key = parse_vkey(str(vkey))
        policy = msgspec.structs.replace(self._policy, logs=(Log(key),))
        low, high = least, _LARGEST
        while sizes := self._sizes(which, str(origin), low, high):
            for octets in self._notes(str(origin), sizes):
                head = self._checked(octets, policy)
                if head is not None:
                    yield head
            low, high = (low, sizes[-1] - 1) if which == "newest" else (sizes[-1] + 1, high)

    def _sizes(self, which: Which, origin: str, low: int, high: int) -> list[int]:
        """Return the next sizes of which there are enough lines to look at."""
        fewest = self._policy.fewest
        arguments: list[object] = [origin, low, high]
        query = _SIGNED
        if fewest:
            query = _SEEN
            arguments += [self._names, fewest]
        found = self._rows.fetch(query + _ORDER[which], [*arguments, AT_ONCE])
        return [int(size) for (size,) in found]

    def _notes(self, origin: str, sizes: Iterable[int]) -> Iterator[bytes]:
        """Yield the checkpoints of these sizes, in order, with what witnesses have signed."""
        order = [*sizes]
        found = self._rows.fetch(_NOTES, [self._names, origin, order])
        notes = {int(size): f"{note}{lines}".encode() for size, note, lines in found}
        for size in order:
            if size in notes:
                yield notes[size]


def _checked(octets: bytes, policy: Policy) -> WitnessedHead | None:
    """Return the head if its signatures hold and are enough."""
    try:
        note = parse_note(octets)
        checked = check_checkpoint(note, policy)
    except LedgerError:
        return None
    return _head(note, checked) if checked.is_witnessed else None


def _head(note: Note, checked: CheckedCheckpoint) -> WitnessedHead:
    known = tuple(line for line in note.signatures if line not in checked.ignored)
    tree = checked.checkpoint
    return WitnessedHead(
        origin=tree.origin,
        size=tree.size,
        root=tree.root,
        note=Note(note.text, known),
        cosigned=checked.cosigned,
    )
