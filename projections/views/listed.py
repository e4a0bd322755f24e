"""The executed instruments that may be listed in public, as far as their sides consented.

A row has nothing that not every side of the instrument has consented to, so that whoever reads the
table reads what is public. An instrument of which nothing is agreed, that an authority annulled, or
whose deal a side keeps confidential, has no row; nor has one of a deal that repeats another, which
is counted and listed there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.deal.publicity.events import Item
from aggregates.deal.publicity.state import LISTED_ITEMS, PUBLISHED_KINDS, items_agreed
from aggregates.deal.terms.current import titles_of
from aggregates.vocabulary import DealId, InstrumentId, Language, OrganisationId
from projections.batch import Batch, Moved
from projections.change import Change, Replace, Supersede, Version
from projections.course.moved import COURSE
from projections.course.state import Course, Executed
from projections.rows import rows_of
from projections.view import Wall
from projections.views.catalogue import titles_beside

NAME: Final = "listed"
VERSION: Final = 3
TABLES: Final = {"listed_instruments": Wall.OPEN}
DDL: Final[LiteralString] = """
CREATE TABLE listed_instruments (
    deal text NOT NULL,
    instrument text NOT NULL,
    edition text NOT NULL,
    tier text NOT NULL,
    title text,
    titles jsonb NOT NULL,
    project text,
    sides text[],
    amount numeric,
    currency text,
    executed_at timestamptz,
    from_position bigint NOT NULL,
    until_position bigint,
    PRIMARY KEY (deal, instrument, from_position)
);
CREATE INDEX listed_instruments_stand
    ON listed_instruments (edition, from_position, until_position);
COMMENT ON TABLE listed_instruments IS 'what every side consented to publish, and nothing else'
"""

_AT: Final[LiteralString] = f"""
SELECT l.deal, l.instrument, l.edition, l.tier, l.title,
    coalesce(nullif(l.titles, '{{}}'), {titles_beside("l")}, '{{}}') AS titles,
    l.project, l.sides, l.amount, l.currency, l.executed_at
FROM projections.listed_instruments AS l
WHERE l.edition = %(edition)s AND l.from_position <= %(position)s
AND (l.until_position IS NULL OR l.until_position > %(position)s)
ORDER BY l.executed_at DESC NULLS LAST, l.title, l.deal, l.instrument
LIMIT %(most)s
"""  # noqa: S608 - our own words
MOST: Final = 100_000
"""How many are read at once: more than any fair signs."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """An executed instrument; what not every side consented to is none.

    ``title`` and ``sides``, the names of the principals, go together; so do ``amount`` and
    ``currency``, which are none as well where nothing is pledged. ``titles`` is the title of the
    deal by language: that of the leading instrument once it is executed and every side consents to
    its name too; what is still on the table nobody has published. Else that of the ``project``,
    where the deal was opened by it: the catalogue is public.
    """

    deal: DealId
    instrument: InstrumentId
    edition: str
    tier: str
    title: str | None
    titles: Mapping[Language, str]
    project: str | None = None
    sides: tuple[str, ...] | None
    amount: Decimal | None
    currency: str | None
    executed_at: datetime | None


def change(batch: Batch) -> Iterator[Change]:
    """Write down what is listed of a deal from each position on at which that has changed."""
    if gone := batch.gone():
        yield Replace("listed_instruments", "deal", gone)
    versions = [one for moved in batch.moved(COURSE) for one in _versions(moved)]
    if versions:
        versions.sort(key=lambda version: version.position)
        yield Supersede("listed_instruments", "deal", versions)


async def listed_at(
    connection: AsyncConnection[TupleRow], edition: str, position: int, most: int = MOST
) -> Sequence[Listed]:
    """Return what was listed of an edition at a position, the latest first, at ``most`` so many.

    What is listed without its moment stands at the end, by its title.
    """
    asked = {"edition": edition, "position": position, "most": most}
    return await rows_of(connection, Listed, _AT, asked)


def listed_of(course: Course) -> tuple[Listed, ...]:
    """Return what may be listed of a deal at this point of its course."""
    if course.deal.counting.repeats or not course.deal.publicity.consents:
        return ()
    found = (_listed(course, one) for one in course.executed.values())
    return tuple(one for one in found if one is not None)


def _listed(course: Course, executed: Executed) -> Listed | None:
    deal, sides = course.deal, _sides(course, executed)
    agreed = _agreed(course, executed)
    annulled = executed.instrument in deal.records.annulments
    if not agreed or annulled or executed.kind not in PUBLISHED_KINDS:
        return None
    named, priced = Item.NAME in agreed, executed.amount if Item.AMOUNT in agreed else None
    return Listed(
        deal=deal.id,
        instrument=executed.instrument,
        edition=deal.edition,
        tier=executed.tier.value,
        title=deal.title if named else None,
        titles=_titles(course) if named else {},
        project=deal.project if named else None,
        sides=_names(course, sides) if named else None,
        amount=None if priced is None else Decimal(priced.amount),
        currency=None if priced is None else priced.currency,
        executed_at=executed.at if Item.MOMENT in agreed else None,
    )


def _sides(course: Course, executed: Executed) -> tuple[OrganisationId, ...]:
    """Return who signed an instrument, and who acceded to it."""
    acceded = course.deal.instruments[executed.instrument].acceded
    return tuple(dict.fromkeys((*executed.principals, *sorted(acceded))))


def _agreed(course: Course, executed: Executed) -> frozenset[Item]:
    """Return what every side of an instrument lets be listed of it."""
    sides = _sides(course, executed)
    return items_agreed(course.deal.publicity, executed.instrument, sides) & LISTED_ITEMS


def _titles(course: Course) -> Mapping[Language, str]:
    """Return the deal's title by language, if the instrument that has it is listed by name."""
    leading = course.executed.get(course.deal.leading)
    if leading is None or Item.NAME not in _agreed(course, leading):
        return {}
    return titles_of(course.deal.instruments[leading.instrument])


def _names(course: Course, sides: Sequence[str]) -> tuple[str, ...]:
    """Return the names of sides, all of which are there: who leaves takes its consent along."""
    principals = course.deal.parties.principals
    return tuple(principals[side].party.legal_name for side in sides)


def _versions(moved: Moved[Course]) -> Iterator[Version]:
    known, grounds = listed_of(moved.before), _grounds(moved.before)
    for step in moved.steps:
        if (found := _grounds(step.after)) == grounds:
            continue
        grounds, listed = found, listed_of(step.after)
        if listed != known:
            known = listed
            yield Version(step.after.deal.id, step.position, listed)


def _grounds(course: Course) -> tuple[object, ...]:
    """Return all that this is made of: as long as that is alike, so is it."""
    deal = course.deal
    return (
        deal.publicity,
        deal.records,
        deal.counting,
        deal.parties.principals,
        course.executed,
    )
