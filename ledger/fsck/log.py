"""A whole log, put together from its spans."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from uuid import UUID

from ledger.fsck.fault import Fault
from ledger.fsck.span import Checked, check_span
from ledger.processes import Opening, work_through
from ledger.proof.hashing import HASH_BYTES
from ledger.replay import Span, cut
from ledger.rows import Tip

SPAN_EVENTS = 2_000


class CheckedLog:
    """The leaves of a log in order of positions, and every fault that was found on the way."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.faults: list[Fault] = []
        self.ends: dict[UUID, tuple[int, bytes]] = {}
        self.events = 0
        self._leaves = bytearray(size * HASH_BYTES)
        self._times = array("q", bytes(8 * size))
        self._seen = bytearray(size)

    def take(self, checked: Checked) -> None:
        """Put the events of a span in their places."""
        positions, times = array("q", checked.positions), array("q", checked.times)
        for number, position in enumerate(positions):
            if not 0 < position <= self.size or self._seen[position - 1]:
                self.faults.append(_twice(position))
                continue
            begin, taken = (position - 1) * HASH_BYTES, number * HASH_BYTES
            self._leaves[begin : begin + HASH_BYTES] = checked.leaves[taken : taken + HASH_BYTES]
            self._times[position - 1] = times[number]
            self._seen[position - 1] = 1
        self.events += len(positions)
        self.ends.update(checked.ends)
        self.faults += checked.faults

    def close(self, tips: Mapping[UUID, Tip]) -> None:
        """Look at what only the whole shows; ``tips`` are what the table of streams says."""
        self.faults += self._missing()
        self.faults += self._going_back()
        self.faults += self._other_ends(tips)
        self.faults.sort(key=lambda fault: fault.position)

    def leaves(self, size: int) -> bytes:
        """Return the row of the first ``size`` leaves."""
        return bytes(self._leaves[: size * HASH_BYTES])

    def _missing(self) -> Iterator[Fault]:
        position = self._seen.find(0) + 1
        while position:
            yield Fault(check="position", expected="an event", actual="none", position=position)
            position = self._seen.find(0, position) + 1

    def _going_back(self) -> Iterator[Fault]:
        for position, (before, at) in enumerate(pairwise(self._times), start=2):
            if at < before and at:
                yield Fault(
                    check="recorded_at", expected=f">= {before}", actual=str(at), position=position
                )

    def _other_ends(self, tips: Mapping[UUID, Tip]) -> Iterator[Fault]:
        for stream_id in sorted({*tips, *self.ends}):
            tip = tips.get(stream_id)
            known = tip and (tip.version, tip.leaf)
            found = self.ends.get(stream_id)
            if known != found:
                yield Fault(
                    check="stream", expected=_end(found), actual=_end(known), where=str(stream_id)
                )


def check_log(
    opening: Opening,
    through: int,
    tips: Mapping[UUID, Tip],
    processes: int,
    progress: Callable[[int, int], None],
) -> CheckedLog:
    """Return a log hashed anew by several processes, up to the position ``through``.

    ``tips`` are what the table of streams says of that moment; ``progress`` gets how many events
    are done, and how many there are.

    Raises:
        LedgerError: ``unavailable``, ``log_unknown``, ``process_lost``.
    """
    log = CheckedLog(through)
    for checked in work_through(opening, check_span, processes, spans=_spans(through, tips)):
        log.take(checked)
        progress(log.events, through)
    log.close(tips)
    return log


def _spans(through: int, tips: Mapping[UUID, Tip]) -> list[Span]:
    """Return the spans of the streams that there were at one moment."""
    versions = [(stream_id, tips[stream_id].version) for stream_id in sorted(tips)]
    return list(cut(through, versions, SPAN_EVENTS))


def _twice(position: int) -> Fault:
    return Fault(
        check="position", expected="one event", actual="another", position=max(position, 0)
    )


def _end(end: tuple[int, bytes] | None) -> str:
    return f"version {end[0]}, leaf {end[1].hex()}" if end else "no events"
