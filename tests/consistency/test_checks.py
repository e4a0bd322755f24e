"""The checks find what is wrong with a history, and only that: each is broken in one way here."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

import pytest
from histories.checks import wrong
from histories.record import Entry, History, Outcome, Read, Write
from msgspec.structs import replace

SEEDS = range(20)
Break: TypeAlias = Callable[[History], History]


def sound(seed: int) -> History:
    """Return a history as a ledger makes it that does one thing after the other."""
    chance, log = random.Random(seed), list[Entry]()  # noqa: S311 - a story, and no secret
    writes, reads = list[Write](), list[Read]()
    for number in range(20):
        stream, key, began = chance.choice("abc"), f"k{number}", 10 * number
        events, outcome = chance.randint(1, 3), chance.choice([*Outcome] * 2 + [Outcome.OK] * 4)
        stored = outcome is Outcome.OK or (outcome is Outcome.UNKNOWN and chance.random() < 0.5)
        version = sum(entry.stream == stream for entry in log)
        added = [
            Entry(len(log) + n, stream, version + n, key) for n in range(1, events * stored + 1)
        ]
        log += added
        told = tuple(entry.position for entry in added) if outcome is Outcome.OK else ()
        once = Write(
            key=key,
            stream=stream,
            events=events,
            began=began,
            ended=began + 5,
            outcome=outcome,
            positions=told,
        )
        writes.append(once)
        keys = tuple(entry.key for entry in log if entry.stream == stream)
        reads.append(Read(stream=stream, began=began + 6, ended=began + 7, keys=keys))
    followed = (tuple(log), tuple(log[: len(log) // 2]), ())
    return History(writes=tuple(writes), reads=tuple(reads), followed=followed, log=tuple(log))


def first(history: History, outcome: Outcome, events: int = 1) -> int:
    """Return which write was the first with this outcome, of at least so many events."""
    return next(
        number
        for number, write in enumerate(history.writes)
        if write.outcome is outcome and write.events >= events
    )


def put(history: History, number: int, **changes: object) -> History:
    """Return a history in which a client was told something else."""
    writes = list(history.writes)
    writes[number] = replace(writes[number], **changes)
    return replace(history, writes=tuple(writes))


def logged(history: History, log: Sequence[Entry]) -> History:
    """Return a history that came to another log, numbered anew, which is all that was followed."""
    versions: dict[str, int] = {}
    made: list[Entry] = []
    for entry in log:
        versions[entry.stream] = versions.get(entry.stream, 0) + 1
        made.append(Entry(len(made) + 1, entry.stream, versions[entry.stream], entry.key))
    return replace(history, log=tuple(made), followed=(), reads=())


def acknowledged_and_lost(history: History) -> History:
    key = history.writes[first(history, Outcome.OK)].key
    return logged(history, [entry for entry in history.log if entry.key != key])


def recorded_twice(history: History) -> History:
    key = history.writes[first(history, Outcome.OK)].key
    again = [entry for entry in history.log if entry.key == key]
    return logged(history, [*history.log, *again])


def recorded_in_part(history: History) -> History:
    key = history.writes[first(history, Outcome.OK, events=2)].key
    part = next(entry for entry in history.log if entry.key == key)
    return logged(history, [entry for entry in history.log if entry != part])


def refused_and_recorded(history: History) -> History:
    write = history.writes[first(history, Outcome.REFUSED)]
    return logged(history, [*history.log, *[Entry(0, write.stream, 0, write.key)] * write.events])


def recorded_elsewhere(history: History) -> History:
    number = first(history, Outcome.OK)
    return put(history, number, positions=tuple(p + 1 for p in history.writes[number].positions))


def recorded_from_nowhere(history: History) -> History:
    return logged(history, [*history.log, Entry(0, "a", 0, "nobody's")])


def position_left_out(history: History) -> History:
    *log, last = history.log
    return replace(history, log=(*log, last._replace(position=last.position + 1)), followed=())


def version_left_out(history: History) -> History:
    *log, last = history.log
    return replace(history, log=(*log, last._replace(version=last.version + 1)), followed=())


def answered_in_two_ways(history: History) -> History:
    number = first(history, Outcome.OK)
    again = replace(history.writes[number], positions=(999,))
    return replace(history, writes=(*history.writes, again))


def recorded_before_its_time(history: History) -> History:
    late = [write for write in history.writes if write.outcome is Outcome.OK][-1]
    writes = [write for write in history.writes if write is not late]
    return replace(history, writes=(*writes, replace(late, began=-2, ended=-1)), reads=())


def read_out_of_order(history: History) -> History:
    reads = [
        replace(read, keys=tuple(reversed(read.keys))) if len(set(read.keys)) > 1 else read
        for read in history.reads
    ]
    return replace(history, reads=tuple(reads))


def read_too_little(history: History) -> History:
    reads = list(history.reads)
    write = history.writes[first(history, Outcome.OK)]
    reads.append(Read(stream=write.stream, began=900, ended=901, keys=()))
    return replace(history, reads=tuple(reads))


def follower_passed_over(history: History) -> History:
    _, *rest = history.log
    return replace(history, followed=(tuple(rest),))


def follower_in_another_order(history: History) -> History:
    one, other, *rest = history.log
    return replace(history, followed=((other, one, *rest),))


def follower_handed_twice(history: History) -> History:
    return replace(history, followed=((history.log[0], *history.log),))


FAULTS: dict[Break, tuple[str, set[str]]] = {
    acknowledged_and_lost: ("lost", {"elsewhere", "against_time"}),
    recorded_twice: ("doubled", set()),
    recorded_in_part: ("halved", {"elsewhere"}),
    refused_and_recorded: ("refused_and_there", set()),
    recorded_elsewhere: ("elsewhere", {"against_time"}),
    recorded_from_nowhere: ("never_sent", set()),
    position_left_out: ("position_gap", {"elsewhere"}),
    version_left_out: ("version_gap", set()),
    answered_in_two_ways: ("another_answer", {"elsewhere"}),
    recorded_before_its_time: ("against_time", set()),
    read_out_of_order: ("no_beginning", set()),
    read_too_little: ("stale", set()),
    follower_passed_over: ("passed_over", set()),
    follower_in_another_order: ("another_order", set()),
    follower_handed_twice: ("another_order", set()),
}
"""What each must be found by, and what else may then be found: the events behind it move."""


def test_nothing_is_wrong_with_a_sound_history() -> None:
    assert [wrong(sound(seed)) for seed in SEEDS] == [[]] * len(SEEDS)


@pytest.mark.parametrize("breaks", FAULTS, ids=lambda one: one.__name__)
def test_a_fault_is_found_and_nothing_else(breaks: Break) -> None:
    must, may = FAULTS[breaks]
    for seed in SEEDS:
        found = {one.check for one in wrong(breaks(sound(seed)))}
        assert must in found <= {must} | may, seed
