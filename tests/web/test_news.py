"""What happened in deals of several editions, told together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.routes.events import FeedEvent
from api.web.news import News, Part, marks_in

OLD, NEW = "01990000-0000-7000-8000-00000000000a", "01a00000-0000-7000-8000-00000000000b"
BEGUN = datetime(2026, 9, 8, tzinfo=UTC)


def event(position: int, minutes: int) -> FeedEvent:
    """Give something that happened so many minutes after the fair had begun."""
    at = BEGUN + timedelta(minutes=minutes)
    return FeedEvent(
        shown=position,
        position=position,
        deal="deal",
        subject="deal",
        version=1,
        type="deal.comment_made.v1",
        stage="negotiating",
        at=at,
        recorded_at=at,
        sentence=None,
    )


def part(edition: str, *items: FeedEvent, more: bool = False) -> Part:
    """Give what happened in one edition."""
    return Part(edition=edition, items=items, upto=items[0].position, more=more)


def test_the_latest_comes_first_whichever_edition_it_is_of() -> None:
    news = News(parts=(part(NEW, event(9, 30), event(7, 10)), part(OLD, event(400, 20), more=True)))
    assert [one.position for one in news.items] == [9, 400, 7]
    assert news.more


def test_a_form_says_how_far_somebody_has_looked_in_each_edition() -> None:
    news = News(parts=(part(NEW, event(9, 30)), part(OLD, event(400, 20))))
    assert marks_in(news.upto) == {NEW: 9, OLD: 400}


@pytest.mark.parametrize("told", [[], ["9"], [f"{NEW}:"], [f"{NEW}:9", f"{OLD}:-1"], ["x:9"]])
def test_a_form_that_does_not_say_so_is_none(told: list[str]) -> None:
    assert marks_in(told) is None
