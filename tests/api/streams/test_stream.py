"""One client's place in the feed: bounded, and never further than what the client has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from api.refusals import ApiError
from api.storage.views import Views
from api.streams.reading import Stop, Told, going_on
from api.streams.stream import WAITING_MAX, Stream, messages_of
from api.streams.streams import Streams
from projections.views.feed import FeedEntry

AT = datetime(2026, 9, 8, 1, 30, tzinfo=UTC)


def entry(shown: int, position: int | None = None) -> FeedEntry:
    return FeedEntry(
        shown=shown,
        position=shown if position is None else position,
        deal="d1",
        subject="d1",
        version=1,
        type="deal.opened.v1",
        stage="open",
        at=AT,
        recorded_at=AT,
    )


def told(*shown: int, until: int) -> Told:
    return Told(tuple(entry(one) for one in shown), Stop(until))


Next = Callable[[Stream], Told | None]


@pytest.fixture
def next_of() -> Iterator[Next]:
    """Ask streams what comes next, all on one loop."""
    with asyncio.Runner() as runner:
        yield lambda stream: runner.run(stream.next(0.01))


def ids(some: Told) -> list[str | None]:
    return [message.id for message in messages_of(some)]


def test_what_is_shown_at_one_position_has_an_id_when_all_of_it_is_told() -> None:
    entries = entry(5), entry(7, 2), entry(7, 3), entry(7), entry(8)
    assert ids(Told(entries, Stop(9))) == ["5", None, None, "7", "8"]
    assert ids(Told(entries, going_on(entries[-1]))) == ["5", None, None, "7", None]
    assert ids(Told((), Stop(9))) == []


def test_a_client_is_told_in_order_and_nothing_that_it_has(next_of: Next) -> None:
    stream = Stream(4)
    stream.tell(told(3, 4, 5, until=5))
    stream.tell(told(6, until=6))
    first, second = next_of(stream), next_of(stream)
    assert first is not None
    assert second is not None
    assert [one.shown for one in (*first.entries, *second.entries)] == [5, 6]
    assert next_of(stream) is None


def test_a_heartbeat_says_no_more_than_what_the_client_has(next_of: Next) -> None:
    stream = Stream(4)
    assert next_of(stream) is None
    stream.tell(told(5, until=6))
    assert stream.heartbeat().id == "4"
    coming = next_of(stream)
    assert coming is not None
    stream.tell(told(until=9))
    assert stream.heartbeat().id == "4"  # it is on its way, and not there
    stream.has(coming)
    assert stream.heartbeat().id == "6"
    assert next_of(stream) is None
    stream.tell(told(until=9))
    assert stream.heartbeat().encode() == b": \r\nid: 9\r\n\r\n"


def test_a_page_in_the_middle_of_a_position_is_not_had(next_of: Next) -> None:
    stream, last = Stream(4), entry(7, 2)
    stream.tell(Told((last,), going_on(last)))
    half = next_of(stream)
    assert half is not None
    stream.has(half)
    assert stream.heartbeat().id == "4"


def test_who_does_not_keep_up_is_let_go(next_of: Next) -> None:
    stream = Stream(0)
    for number in range(WAITING_MAX // 100):
        stream.tell(told(*range(number * 100 + 1, number * 100 + 101), until=number * 100 + 100))
    assert not stream.ended
    stream.tell(told(WAITING_MAX + 1, until=WAITING_MAX + 1))
    assert (stream.ended, next_of(stream), stream.position) == (True, None, 0)


def test_who_waits_is_woken_at_once() -> None:
    async def woken() -> Told | None:
        stream = Stream(0)
        waiting = asyncio.create_task(stream.next(20))
        await asyncio.sleep(0)
        stream.tell(told(1, until=1))
        return await waiting

    assert asyncio.run(asyncio.wait_for(woken(), 10)) is not None


def test_a_process_has_so_many_listeners_and_at_its_end_none() -> None:
    streams = Streams(Views("dbname=nowhere"), per_person=2, most=3)
    first, _, other = streams.open("p1", 0), streams.open("p1", 0), streams.open("p2", 0)
    with pytest.raises(ApiError, match="too_many_requests"):
        streams.open("p1", 0)
    with pytest.raises(ApiError, match="streams_busy"):
        streams.open("p3", 0)
    streams.close(first)
    streams.open("p3", 0)
    streams.end()
    streams.close(other)
    assert (len(streams), other.ended) == (2, True)
    with pytest.raises(ApiError, match="streams_busy"):
        streams.open("p4", 0)
