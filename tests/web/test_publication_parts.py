"""A long list of publications is shown part by part, and every one of them in one part."""

from __future__ import annotations

import pytest
from publications import MIDNIGHT

from aggregates.publication.status import Status
from api.publications.told import PublicationNow
from api.web.figures.parts import SHOWN, part_of


def number(n: int, name: str = "") -> PublicationNow:
    """Give the so many-th publication."""
    return PublicationNow(
        publication=name or f"no-{n}",
        number=n,
        status=Status.PROVISIONAL,
        state="public",
        position=n * 10,
        cut_off=MIDNIGHT,
        zone="Asia/Shanghai",
        currency="CNY",
        figures_sha256="a1" * 32,
        prepared_at=MIDNIGHT,
        published_at=MIDNIGHT,
        revises="",
        note=None,
    )


MANY = [number(n) for n in range(60, 0, -1)]


def test_a_short_list_is_one_part() -> None:
    part = part_of("", MANY[:SHOWN])
    assert (len(part.shown), part.earlier) == (SHOWN, None)


def test_each_part_leads_to_the_next_and_the_last_to_none() -> None:
    seen: list[int] = []
    before: int | None = None
    while not seen or before is not None:
        part = part_of("" if before is None else str(before), MANY)
        seen += [one.number for one in part.shown]
        before = part.earlier
    assert seen == list(range(60, 0, -1))


def test_two_of_one_number_stand_in_one_part() -> None:
    last = MANY[SHOWN - 1]
    part = part_of("", [*MANY[:SHOWN], number(last.number, "sent-back"), *MANY[SHOWN:]])
    assert [one.publication for one in part.shown[-2:]] == [last.publication, "sent-back"]
    assert part.earlier == last.number


@pytest.mark.parametrize("before", ["x", "-3", "\N{ARABIC-INDIC DIGIT THREE}", "9" * 30])
def test_what_is_no_number_begins_with_the_newest(before: str) -> None:
    assert part_of(before, MANY).shown[0].number == 60
