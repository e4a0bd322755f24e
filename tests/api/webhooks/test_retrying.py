"""A message is tried again ever later; a receiver may ask for longer waits, not for shorter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.storage.deliveries import Due
from api.webhooks.retrying import GIVEN_UP_AFTER, JITTER, LONGEST, asked_wait, next_attempt

AT = datetime(2026, 9, 8, 1, 30, tzinfo=UTC)


def due(attempts: int = 1, begun: datetime = AT, message: str = "d1") -> Due:
    """Return a message that was tried so often."""
    return Due(
        id=message,
        webhook="w1",
        message="m1",
        type="deal.offer_tabled.v1",
        log_id=None,
        position=0,
        deal="d1",
        at=begun,
        begun_at=begun,
        attempts=attempts,
        organisation="o1",
        url="https://hooks.example.org/",
        secret_number=1,
        previous_until=None,
        kinds=[],
        created_by="p1",
        created_at=begun,
        mac=b"",
    )


def wait(one: Due, asked: timedelta) -> timedelta:
    """Return how long a message waits that failed now."""
    again = next_attempt(one, AT, asked)
    assert again is not None
    return again - AT


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        *(("120", 120), ("0", 0), (" 7 ", 7), ("999999999", 999_999_999)),
        ("Tue, 08 Sep 2026 01:32:00 GMT", 120),
        ("Tue, 08 Sep 2026 01:32:00 -0000", 120),
        ("Tue, 08 Sep 2026 01:29:00 GMT", 0),
        ("Tuesday, 08-Sep-26 01:31:00 GMT", 60),
        *(("", 0), ("soon", 0), ("-5", 0), ("1e9", 0), ("\u0661", 0), ("1.5", 0), ("9" * 400, 0)),
        ("Tue, 99 Sep 2026 01:32:00 GMT", 0),
    ],
)
def test_a_receiver_says_when_to_come_back_in_seconds_or_by_a_date(
    retry_after: str, seconds: int
) -> None:
    assert asked_wait(retry_after, AT) == timedelta(seconds=seconds)


def test_who_asks_for_longer_is_left_alone_for_so_long() -> None:
    for message in ("d1", "d2", "d3"):
        asked = timedelta(minutes=40)
        waits = wait(due(message=message), asked)
        assert asked <= waits <= asked * (1 + JITTER)
    assert wait(due(), asked) != wait(due(message="d2"), asked)


def test_who_asks_for_less_than_usual_is_not_asked_sooner() -> None:
    for attempts in range(1, 8):
        usual = wait(due(attempts), timedelta())
        assert wait(due(attempts), timedelta(seconds=1)) == usual


def test_nobody_puts_a_message_off_for_ever() -> None:
    far = asked_wait("Fri, 31 Dec 9999 23:59:59 -2359", AT)
    assert LONGEST <= wait(due(), far) <= LONGEST * (1 + JITTER)
    old = due(begun=AT - GIVEN_UP_AFTER + timedelta(hours=1))
    assert next_attempt(old, AT, timedelta(hours=2)) is None
    assert next_attempt(old, AT) is not None
