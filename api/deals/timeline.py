"""A deal's timeline: each event with its position, and the sentence that tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from aggregates.catalogue import describe
from aggregates.vocabulary import PersonId
from api.called import Called
from api.deals.course import Course
from api.errors import Language
from api.names import Names
from api.receipts.standing import HowWitnessed
from ledger.instants import instant_of
from ledger.recorded import Recorded


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. ``at`` is when it was decided, ``recorded_at`` when it was stored.

    ``leaf_sha256`` is the leaf that the log's tree commits to; ``by`` who sent the command.
    ``sentence`` tells it to who may read the terms. ``witnessed``: who outside has seen it.
    """

    position: int
    version: int
    type: str
    at: datetime
    recorded_at: datetime
    by: PersonId
    sentence: str | None
    leaf_sha256: str
    witnessed: HowWitnessed


def moments_of(
    course: Course,
    names: Names,
    language: Language | None,
    part: Sequence[Recorded],
    witnessed: Sequence[HowWitnessed],
    told: int,
) -> Iterator[Moment]:
    """Yield a part of the course; ``witnessed`` goes with it.

    The last so many as are ``told`` have sentences in ``language``, if in any.
    """
    names.call_deal(course.deal)
    for one in course.recorded:
        names.learn(one.event)  # a paper is called by its first title, also if that is not told
    if language:
        names.look_up(one.event for one in part[max(0, len(part) - told) :])
    for number, (one, how) in enumerate(zip(part, witnessed, strict=True), start=told - len(part)):
        yield Moment(
            position=one.position,
            version=one.version,
            type=str(one.event.__struct_config__.tag),
            at=one.event.at,
            recorded_at=instant_of(one.recorded_at),
            by=one.meta.actor,
            sentence=describe(one.event, language, Called(names))
            if language and number >= 0
            else None,
            leaf_sha256=one.leaf_hash.hex(),
            witnessed=how,
        )
