"""Whether what clients have seen can be, if a ledger does what it promises.

1. Every command that was acknowledged is in the log, whole, once, at the positions it was told.
2. A command that was refused is not there; one without an answer is there whole and once, or not.
3. Positions count 1, 2, 3 in the log, versions in each stream.
4. The same key gets the same answer, however often it is sent.
5. What was acknowledged before something else began stands before it.
6. Every read is a beginning of the stream, and has what was acknowledged before it began.
7. Every follower is handed the log, in its one order, and nothing is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TypeAlias

import msgspec
from histories.record import Entry, History, Outcome, Write


class Wrong(msgspec.Struct, frozen=True):
    """What can not be: the name of the check, and what it is about."""

    check: str
    about: str


Check: TypeAlias = Callable[[History], Iterator[Wrong]]


def wrong(history: History) -> list[Wrong]:
    """Return everything that can not be."""
    return [found for check in CHECKS for found in check(history)]


def _of_keys(history: History) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in history.log:
        found[entry.key].append(entry)
    return found


def _by_key(history: History) -> Mapping[str, list[Write]]:
    sent: dict[str, list[Write]] = defaultdict(list)
    for write in history.writes:
        sent[write.key].append(write)
    return sent


def _recorded(history: History) -> Iterator[Wrong]:
    """1 and 2."""
    there = _of_keys(history)
    for key, sent in _by_key(history).items():
        found = [entry.position for entry in there.get(key, ())]
        outcomes = {write.outcome for write in sent}
        whole = sent[0].events
        if Outcome.OK in outcomes and not found:
            yield Wrong("lost", key)
        elif len(found) > whole:
            yield Wrong("doubled", key)
        elif 0 < len(found) < whole:
            yield Wrong("halved", key)
        elif found and outcomes == {Outcome.REFUSED}:
            yield Wrong("refused_and_there", key)
        elif any(write.positions != tuple(found) for write in sent if write.positions):
            yield Wrong("elsewhere", key)


def _strangers(history: History) -> Iterator[Wrong]:
    """Nothing is in the log that nobody has sent."""
    sent = {write.key for write in history.writes} | history.others
    yield from (Wrong("never_sent", entry.key) for entry in history.log if entry.key not in sent)


def _gapless(history: History) -> Iterator[Wrong]:
    """3."""
    versions: dict[str, int] = defaultdict(int)
    for position, entry in enumerate(history.log, start=1):
        if entry.position != position:
            yield Wrong("position_gap", str(entry.position))
        if entry.version != versions[entry.stream] + 1:
            yield Wrong("version_gap", f"{entry.stream} {entry.version}")
        versions[entry.stream] = entry.version


def _same_answer(history: History) -> Iterator[Wrong]:
    """4."""
    for key, sent in _by_key(history).items():
        answers = {write.positions for write in sent if write.outcome is Outcome.OK}
        if len(answers) > 1:
            yield Wrong("another_answer", key)


def _in_time(history: History) -> Iterator[Wrong]:
    """5."""
    done = sorted(
        (write for write in _first_answers(history) if write.positions), key=lambda w: w.ended
    )
    begun = sorted(done, key=lambda write: write.began)
    highest, ended = 0, iter(done)
    following = next(ended, None)
    for write in begun:
        while following is not None and following.ended < write.began:
            highest = max(highest, *following.positions)
            following = next(ended, None)
        if write.positions[0] <= highest:
            yield Wrong("against_time", write.key)


def _first_answers(history: History) -> Iterator[Write]:
    """Yield of each key what was sent first, and answered at last: it was recorded in between."""
    for sent in _by_key(history).values():
        answered = [write for write in sent if write.outcome is Outcome.OK]
        if answered:
            first = min(sent, key=lambda write: write.began)
            last = min(answered, key=lambda write: write.ended)
            yield msgspec.structs.replace(last, began=first.began)


def _reads(history: History) -> Iterator[Wrong]:
    """6."""
    streams: dict[str, list[str]] = defaultdict(list)
    for entry in history.log:
        streams[entry.stream].append(entry.key)
    answered: dict[str, list[Write]] = defaultdict(list)
    for write in _first_answers(history):
        answered[write.stream].append(write)
    for read in history.reads:
        if list(read.keys) != streams[read.stream][: len(read.keys)]:
            yield Wrong("no_beginning", read.stream)
        known = {write.key for write in answered[read.stream] if write.ended < read.began}
        if known - set(read.keys):
            yield Wrong("stale", read.stream)


def _followers(history: History) -> Iterator[Wrong]:
    """7."""
    for number, followed in enumerate(history.followed):
        for entry in _passed_over(history.log, followed):
            yield Wrong("passed_over", f"{number}: {entry.position}")
        own = [entry for entry in history.log if entry in set(followed)]
        if any(one != other for one, other in zip_longest(own, followed)):
            yield Wrong("another_order", str(number))


def _passed_over(log: Sequence[Entry], followed: Sequence[Entry]) -> list[Entry]:
    handed = set(followed)
    end = max((entry.position for entry in followed), default=0)
    return [entry for entry in log if entry.position <= end and entry not in handed]


CHECKS: Sequence[Check] = (
    _recorded,
    _strangers,
    _gapless,
    _same_answer,
    _in_time,
    _reads,
    _followers,
)
