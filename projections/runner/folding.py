"""From events of a log to a batch: every event opened once, every state made by `evolve`.

States are kept from batch to batch, those that moved last. Of a stream that is not among them, the
events before the batch are read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from ledger.following import Course, Following, Happened, Section
from ledger.rows import LAST_POSITION
from projections.batch import Batch, Moved
from projections.runner.kept import KEPT_BYTES, Kept
from projections.runner.kinds import KINDS, Known
from projections.runner.strand import Strand


class Folding:
    """Makes the batches of one log, one after the other. Not for several threads at once."""

    def __init__(
        self,
        log: UUID,
        following: Following,
        kinds: Mapping[str, Known] = KINDS,
        kept_bytes: int = KEPT_BYTES,
    ) -> None:
        self._log = log
        self._following = following
        self._kinds = kinds
        self._kept_bytes = kept_bytes
        self._kept = Kept(kept_bytes)
        self._at = 0

    def batch(self, after: int, limit: int, through: int = LAST_POSITION) -> Batch | None:
        """Return what follows position ``after``, at most ``limit`` events; None if nothing does.

        Raises:
            LedgerError: ``positions_missing``, ``versions_missing``; as reading and opening rows.
        """
        kept = self._kept_at(after)
        found = self._following.happened(after, limit, through)
        last = found[-1].position if found else after
        batch = self._fold(kept, after, _by_stream(found), last)
        kept.drop_oldest()
        self._kept, self._at = kept, last
        return batch if found else None

    def pieces(self, after: int, through: int, events: int) -> Iterator[Batch]:
        """Yield all that stands between two positions, stream by stream, some streams a batch.

        Of each stream a batch has everything that the part of the log has of it; with the last of
        its streams it comes to so many ``events``. MUST be taken to its end before anything else
        is asked for.

        Raises:
            LedgerError: as `batch`.
        """
        kept = self._kept_at(after)
        for sections in _cut(self._following.sections(after, through), events):
            yield self._fold(kept, after, self._following.continued(sections), through)
            kept.drop_newest()
        self._kept, self._at = kept, through

    def wholes(self, streams: Sequence[UUID], through: int) -> Iterator[Batch]:
        """Yield each of the streams whole, up to position ``through``; keeps nothing.

        One at a time: what is made of a stream is done with before the next one is folded.

        Raises:
            LedgerError: ``versions_missing``; as reading and opening rows.
        """
        for stream, course in self._following.courses(streams, through).items():
            yield self._fold(Kept(), 0, {stream: course}, through)

    def forget(self, stream: UUID) -> None:
        """Keep nothing of this stream: its key is to be asked for again."""
        self._kept.take(stream)

    def _kept_at(self, position: int) -> Kept:
        """Return what is kept as of a position: whatever fails then, nothing half done is kept."""
        kept, self._kept = self._kept, Kept(self._kept_bytes)
        return kept if position == self._at else self._kept

    def _fold(self, kept: Kept, after: int, courses: Mapping[UUID, Course], last: int) -> Batch:
        begun = [key for key, course in courses.items() if key not in kept and _later(course)]
        earlier = self._following.courses(begun, after) if begun else {}
        moved: dict[str, list[Moved[object]]] = {}
        erased: list[UUID] = []
        for stream, course in courses.items():
            known = self._kinds.get(course[0].type.partition(".")[0])
            if known is None:
                continue
            strand = kept.take(stream) or self._begun(known, earlier.get(stream))
            events = None if strand.erased else self._following.opened(course)
            for name, one in strand.extend(course, events).items():
                moved.setdefault(name, []).append(one)
            kept.put(stream, strand)
            if strand.erased:
                erased.append(stream)
        recorded_at = max((course[-1].recorded_at for course in courses.values()), default=0)
        return Batch(self._log, after + 1, last, moved, erased, recorded_at)

    def _begun(self, known: Known, course: Course | None) -> Strand:
        strand = Strand(known)
        if course is not None:
            strand.extend(course, self._following.opened(course))
        return strand


def _cut(sections: Sequence[Section], events: int) -> Iterator[list[Section]]:
    """Yield the sections in order, as few at a time as come to so many events."""
    piece: list[Section] = []
    left = events
    for section in sections:
        piece.append(section)
        left -= section.events
        if left <= 0:
            yield piece
            piece, left = [], events
    if piece:
        yield piece


def _by_stream(found: Sequence[Happened]) -> dict[UUID, Course]:
    courses: dict[UUID, Course] = {}
    for one in found:
        courses.setdefault(one.stream_id, []).append(one)
    return courses


def _later(course: Course) -> bool:
    return course[0].version > 1
