"""Who is in a deal by name: of a state that is replayed, as of one that is followed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from databases import Database, prepared
from msgspec.structs import replace
from shelf import ALL, Placed, Shelf, courses, named, shared
from walks import walks

from ledger.embedded import Server
from projections.reader import Reader
from projections.views.people import leads_of, list_people, others_of

LINGHAI = Reader(person="lin-yue", organisation="linghai")


@cache
def log() -> Sequence[Placed]:
    """Return six walks in one log."""
    return shared({f"deal-{n}": named(walk, f"deal-{n}") for n, walk in enumerate(walks(3)[:6])})


@pytest.fixture(scope="module", params=[1, 7, 400])
def shelf(postgres: Server, request: pytest.FixtureRequest) -> Shelf:
    """Give deals of which much is signed, followed in batches of a size."""
    found: Database = prepared(postgres, f"people_{request.param}")
    made = Shelf(found)
    made.put(log(), request.param)
    return made


def test_the_tables_say_who_is_in_the_deals_as_they_are_replayed(shelf: Shelf) -> None:
    deals = [course.deal for course in courses(log()).values()]
    for table, of in (("deal_leads", leads_of), ("deal_people", others_of)):
        expected = {(one.deal, one.organisation, one.person) for deal in deals for one in of(deal)}
        assert expected, "somebody is in one"
        assert set(shelf.rows()[table]) == expected


def test_a_side_is_told_of_those_who_are_in_its_deals(shelf: Shelf) -> None:
    deals = [course.deal for course in courses(log()).values()]
    own = [deal for deal in deals if "linghai" in deal.parties.principals]
    wanted = {one.person for deal in own for one in (*leads_of(deal), *others_of(deal))}
    found = shelf.ask(LINGHAI, lambda c: list_people(c, LINGHAI, limit=200))
    assert [one.person for one in found] == sorted(wanted)


def test_pages_put_together_are_the_whole(shelf: Shelf) -> None:
    whole = shelf.ask(LINGHAI, lambda c: list_people(c, LINGHAI, limit=200))
    first = shelf.ask(LINGHAI, lambda c: list_people(c, LINGHAI, limit=2))
    after = first[-1].person
    rest = shelf.ask(LINGHAI, lambda c: list_people(c, LINGHAI, after=after, limit=200))
    assert [*first, *rest] == [*whole]


def test_a_stranger_is_told_of_nobody(shelf: Shelf) -> None:
    stranger = replace(LINGHAI, organisation="stranger")
    assert shelf.ask(stranger, lambda c: list_people(c, stranger, own=True)) == []
    assert shelf.ask(ALL, lambda c: list_people(c, ALL)) == [], "nobody holds a post here"
