"""A stream as it is folded: its state and what views remember beside it, event after event."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TypeAlias

from aggregates.vocabulary import Event
from ledger.following import Course, require_versions
from projections.batch import Moved, Step
from projections.runner.kinds import Known

Extended: TypeAlias = dict[str, Moved[object]]
"""What moved, by the name of its aggregate or fold."""


class Strand:
    """A stream so far. Once its key is destroyed, it is ``erased`` and says nothing any more.

    ``stored_bytes`` is how long its payloads are: what it takes in memory is about twice that.
    """

    __slots__ = ("erased", "folded", "known", "opening", "state", "stored_bytes", "version")

    def __init__(self, known: Known) -> None:
        self.known = known
        self.version = 0
        self.state = known.aggregate.initial
        self.folded = [fold.initial for fold in known.folds]
        self.opening: Event | None = None
        self.erased = False
        self.stored_bytes = 0

    def extend(self, course: Course, events: Sequence[Event] | None) -> Extended:
        """Go on with the next events, None if they can not be opened, and return each step."""
        require_versions(course, self.version + 1)
        self.version = course[-1].version
        self.stored_bytes += sum(len(one.payload) for one in course)
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


def _steps_of(
    course: Course, events: Sequence[Event], states: Sequence[object]
) -> list[Step[object]]:
    return [*map(Step, course, events, states, islice(states, 1, None))]
