"""From events of a log to a batch: every event opened once, every state made by `evolve`.

States are kept from batch to batch, those that moved last. Of a stream that is not among them, the
events before the batch are read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from aggregates.vocabulary import Event
from ledger.following import Course, Following, Happened, Section, require_versions
from ledger.rows import LAST_POSITION
from projections.batch import Batch, Moved, Step
from projections.runner.kinds import KINDS, Known

STREAMS_KEPT: Final = 10_000
"""States in memory, for each log: the deals of a fair and some more. A deal is some 30 kB."""


class Strand:
    """A stream so far. Once its key is destroyed, it is ``erased`` and says nothing any more."""

    __slots__ = ("erased", "folded", "known", "opening", "state", "version")

    def __init__(self, known: Known) -> None:
        self.known = known
        self.version = 0
        self.state = known.aggregate.initial
        self.folded = [fold.initial for fold in known.folds]
        self.opening: Event | None = None
        self.erased = False

    def extend(self, course: Course, events: Sequence[Event] | None) -> Extended:
        """Go on with the next events, None if they can not be opened, and return each step."""
        require_versions(course, self.version + 1)
        self.version = course[-1].version
        if events is None:
            self.erased, self.folded = True, []
            self.state = self.opening = None
            return {}
        if self.opening is None:
            self.opening = events[0]
        return self._steps(self.opening, course, events)

    def _steps(self, opening: Event, course: Course, events: Sequence[Event]) -> Extended:
        aggregate, folds = self.known
        states = [self.state]
        for event in events:
            states.append(aggregate.evolve(states[-1], event))
        self.state = states[-1]
        stream = course[0].stream_id
        extended = {aggregate.name: Moved(stream, opening, _steps_of(course, events, states))}
        for number, fold in enumerate(folds):
            values = [self.folded[number]]
            for one, event, state in zip(course, events, states[1:], strict=True):
                values.append(fold.follow(values[-1], state, event, one.position))
            self.folded[number] = values[-1]
            extended[fold.name] = Moved(stream, opening, _steps_of(course, events, values))
        return extended


Extended = dict[str, Moved[object]]
"""What moved, by the name of its aggregate or fold."""


class Folding:
    """Makes the batches of one log, one after the other. Not for several threads at once."""

    def __init__(
        self,
        log: UUID,
        following: Following,
        kinds: Mapping[str, Known] = KINDS,
        streams_kept: int = STREAMS_KEPT,
    ) -> None:
        self._log = log
        self._following = following
        self._kinds = kinds
        self._kept = streams_kept
        self._strands: dict[UUID, Strand] = {}
        self._at = 0

    def batch(self, after: int, limit: int, through: int = LAST_POSITION) -> Batch | None:
        """Return what follows position ``after``, at most ``limit`` events; None if nothing does.

        Raises:
            LedgerError: ``positions_missing``, ``versions_missing``; as reading and opening rows.
        """
        strands, self._strands = self._strands, {}  # whatever fails, nothing half done is kept
        if after != self._at:
            strands.clear()
        found = self._following.happened(after, limit, through)
        last = found[-1].position if found else after
        batch = self._fold(strands, after, _by_stream(found), last)
        self._trim(strands)
        self._strands, self._at = strands, last
        return batch if found else None

    def pieces(self, after: int, through: int, events: int) -> Iterator[Batch]:
        """Yield all that stands between two positions, stream by stream, some streams a batch.

        Of each stream a batch has everything that the part of the log has of it; with the last of
        its streams it comes to so many ``events``. MUST be taken to its end before anything else
        is asked for.

        Raises:
            LedgerError: as `batch`.
        """
        strands, self._strands = self._strands, {}
        if after != self._at:
            strands.clear()
        for sections in _cut(self._following.sections(after, through), events):
            yield self._fold(strands, after, self._following.continued(sections), through)
            self._trim(strands)
        self._strands, self._at = strands, through

    def whole(self, streams: Sequence[UUID], through: int) -> Batch:
        """Return the whole streams, up to position ``through``; keeps nothing.

        Raises:
            LedgerError: ``versions_missing``; as reading and opening rows.
        """
        courses = self._following.courses(streams, through)
        return self._fold({}, 0, courses, through)

    def forget(self, stream: UUID) -> None:
        """Keep nothing of this stream: its key is to be asked for again."""
        self._strands.pop(stream, None)

    def _trim(self, strands: dict[UUID, Strand]) -> None:
        while len(strands) > self._kept:
            del strands[next(iter(strands))]

    def _fold(
        self, strands: dict[UUID, Strand], after: int, courses: Mapping[UUID, Course], last: int
    ) -> Batch:
        begun = [key for key, course in courses.items() if key not in strands and _later(course)]
        earlier = self._following.courses(begun, after) if begun else {}
        moved: dict[str, list[Moved[object]]] = {}
        erased: list[UUID] = []
        for stream, course in courses.items():
            known = self._kinds.get(course[0].type.partition(".")[0])
            if known is None:
                continue
            strand = strands.pop(stream, None) or self._begun(known, earlier.get(stream))
            strands[stream] = strand  # at the end: it moved last
            events = None if strand.erased else self._following.opened(course)
            for name, one in strand.extend(course, events).items():
                moved.setdefault(name, []).append(one)
            if strand.erased:
                erased.append(stream)
        recorded_at = max((course[-1].recorded_at for course in courses.values()), default=0)
        return Batch(self._log, after + 1, last, moved, erased, recorded_at)

    def _begun(self, known: Known, course: Course | None) -> Strand:
        strand = Strand(known)
        if course is not None:
            strand.extend(course, self._following.opened(course))
        return strand


def _steps_of(
    course: Course, events: Sequence[Event], states: Sequence[object]
) -> list[Step[object]]:
    return [
        Step(
            one.position,
            one.stream_id,
            one.version,
            one.recorded_at,
            event,
            before,
            after,
            one.meta,
        )
        for one, event, before, after in zip(course, events, states, states[1:], strict=False)
    ]


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
