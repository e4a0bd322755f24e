"""What is told of appends is listened to while there is time, and is never more than a hint."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledger.sequencer.followed import Office
from ledger.sequencer.news import News
from ledger.sequencer.session import Session, opened

Write = Callable[[int], None]
Channels = Callable[[], list[str]]

TOLD = "SELECT pg_listening_channels()"


@pytest.fixture
def channels(session: Session) -> Channels:
    """Return to what the session listens."""
    return lambda: [name for (name,) in session.execute(TOLD).fetchall()]


def test_who_begins_to_listen_looks_once_more_before_waiting(
    session: Session, channels: Channels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.sequencer.news.IDLE_SECONDS", 600.0)
    News(session).wait()
    assert channels() == ["ledger"]


def test_an_append_ends_the_wait(
    session: Session, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.sequencer.news.IDLE_SECONDS", 600.0)
    news = News(session)
    news.wait()
    write(1)
    news.wait()


def test_who_hears_nothing_waits_only_for_a_moment(session: Session) -> None:
    news = News(session)
    news.wait()
    news.wait()


def test_in_a_rush_nothing_is_listened_to(session: Session, channels: Channels) -> None:
    news = News(session)
    news.wait()
    news.ignore()
    assert not channels()


def test_who_does_not_listen_has_nothing_to_end(office: Office) -> None:
    with opened(office.dsn) as session:
        news = News(session)
        session.close()
        news.ignore()
