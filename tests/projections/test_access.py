"""Below the queries, too, a participant sees what it was granted, and organisers no terms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from databases import Database, prepared
from psycopg import AsyncConnection, sql
from psycopg.rows import TupleRow
from shelf import ALL, Shelf, named, shared
from walks import walks

from aggregates.deal.access.events import AccessGranted, AccessRevoked, Scope
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import ParticipantAdded, ParticipantRole
from ledger.embedded import Server
from projections.reader import Reader
from projections.view import Wall
from projections.views import all_views, deals, matrix, search, timeline
from projections.views.deals import Filter
from projections.views.readers import terms_seen

DEAL, OTHER = "deal-ours", "deal-others"
ORGANISER = Reader(person="wu", organisation="bay-fair", sees="lists")
PART = {wall: wall.value for wall in (Wall.TIMELINE, Wall.TERMS, Wall.PAPERS)}
TABLES = [
    (table, PART[wall])
    for view in all_views()
    for table, wall in view.TABLES.items()
    if wall in PART
]


def reader(name: str) -> Reader:
    """Return somebody of a participant."""
    return Reader(person=f"of-{name}", organisation=name)


def with_access(events: list[DealEvent], *others: DealEvent) -> list[DealEvent]:
    """Return a course at whose end participants are granted one part each, or none any more."""
    names = ("nothing", "lost", *(scope.value for scope in Scope))
    side = _side(events)
    return [
        *events,
        *(ParticipantAdded(organisation=n, role=ParticipantRole.OBSERVER, **side) for n in names),
        *(AccessGranted(organisation=one.value, scopes=(one,), **side) for one in Scope),
        AccessGranted(organisation="lost", scopes=tuple(Scope), **side),
        AccessRevoked(organisation="lost", scopes=tuple(Scope), **side),
        *others,
    ]


def _side(events: list[DealEvent]) -> Any:
    at = events[-1].at + timedelta(minutes=1)
    return {"principal": "linghai", "by": "lin-yue", "at": at}


@pytest.fixture(scope="module")
def shelf(postgres: Server) -> Shelf:
    """Give two deals: of one the organisers are let read the terms."""
    found: Database = prepared(postgres, "access")
    made = Shelf(found)
    walked = max((walk for seed in (1, 3) for walk in walks(seed)), key=len)
    longest: list[DealEvent] = [
        one for one in walked if not isinstance(one, AccessGranted | AccessRevoked)
    ]
    opened = AccessGranted(organisation="", scopes=(Scope.TERMS,), **_side(longest))
    courses = {
        DEAL: with_access(named(longest, DEAL), opened),
        OTHER: with_access(named(longest, OTHER)),
    }
    made.put(shared(courses))
    return made


def rows(shelf: Shelf, who: Reader, table: str) -> set[str]:
    """Return of which deals somebody is shown rows by a query that asks for all."""
    query = sql.SQL("SELECT DISTINCT t.deal FROM {} AS t").format(
        sql.Identifier("projections", table)
    )

    async def asked(connection: AsyncConnection[TupleRow]) -> set[str]:
        cursor = await connection.execute(query)
        return {str(deal) for (deal,) in await cursor.fetchall()}

    return shelf.ask(who, asked)


@pytest.mark.parametrize(("table", "part"), TABLES)
def test_the_wall_shows_a_part_to_whom_it_was_granted_and_to_nobody_else(
    shelf: Shelf, table: str, part: str
) -> None:
    there = rows(shelf, ALL, table)
    for scope in Scope:
        shown = there if scope.value == part else set[str]()
        assert rows(shelf, reader(scope.value), table) == shown
    assert rows(shelf, reader("nothing"), table) == set()
    assert rows(shelf, reader("lost"), table) == set()


@pytest.mark.parametrize(("table", "part"), TABLES)
def test_the_wall_shows_organisers_the_terms_of_the_deal_that_a_side_opened(
    shelf: Shelf, table: str, part: str
) -> None:
    there = rows(shelf, ALL, table)
    shown = {"timeline": there, "terms": there & {DEAL}, "papers": set[str]()}
    assert rows(shelf, ORGANISER, table) == shown[part]


def test_there_is_something_to_be_seen_behind_each_wall(shelf: Shelf) -> None:
    full = {part for table, part in TABLES if rows(shelf, ALL, table) == {DEAL, OTHER}}
    assert full >= {"timeline", "terms"}


def test_a_list_shows_every_participant_the_deal_and_its_amount_by_grant_alone(
    shelf: Shelf,
) -> None:
    told = {}
    for name in ("nothing", "lost", "timeline", "terms", "papers"):
        who = reader(name)
        listed = shelf.ask(who, lambda c, who=who: deals.list_deals(c, who))
        assert {one.deal for one in listed} == {DEAL, OTHER}
        told[name] = {one.amount is not None for one in listed}
    assert told == {name: {name == "terms"} for name in told}


def test_a_list_calls_a_deal_as_its_table_does_by_grant_of_the_terms_alone(shelf: Shelf) -> None:
    told = {}
    for name in ("nothing", "lost", "timeline", "terms", "papers"):
        who = reader(name)
        listed = shelf.ask(who, lambda c, who=who: deals.list_deals(c, who))
        found = shelf.ask(who, lambda c, who=who: search.search_deals(c, who, "Linghai"))
        told[name] = {bool(one.titles) for one in (*listed, *found)}
    assert told == {name: {name == "terms"} for name in told}


def test_a_list_calls_a_deal_as_its_table_does_for_organisers_whom_a_side_let(
    shelf: Shelf,
) -> None:
    listed = shelf.ask(ORGANISER, lambda c: deals.list_deals(c, ORGANISER))
    assert {one.deal: bool(one.titles) for one in listed} == {DEAL: True, OTHER: False}


def test_a_list_shows_organisers_the_amount_of_the_deal_that_a_side_opened(shelf: Shelf) -> None:
    listed = shelf.ask(ORGANISER, lambda c: deals.list_deals(c, ORGANISER))
    assert {one.deal: one.amount is not None for one in listed} == {DEAL: True, OTHER: False}


@pytest.mark.parametrize("name", ["nothing", "lost", "timeline", "papers", "terms"])
def test_words_of_clauses_are_found_with_a_grant_of_the_terms_alone(
    shelf: Shelf, name: str
) -> None:
    who = reader(name)
    expected = {DEAL, OTHER} if name == "terms" else set[str]()
    found = shelf.ask(who, lambda c: search.search_deals(c, who, "wording"))
    assert {one.deal for one in found} == expected
    listed = shelf.ask(who, lambda c: deals.list_deals(c, who, Filter(text="wording")))
    assert {one.deal for one in listed} == expected


def test_matrix_timeline_and_sentences_go_by_the_grant(shelf: Shelf) -> None:
    for scope in Scope:
        who = reader(scope.value)
        table = shelf.ask(who, lambda c, who=who: matrix.deal_matrix(c, who, DEAL))
        told = shelf.ask(who, lambda c, who=who: timeline.list_timeline(c, who, DEAL))
        seen = shelf.ask(who, lambda c, who=who: terms_seen(c, who, [DEAL, OTHER]))
        assert bool(table) is (scope is Scope.TERMS)
        assert bool(told) is (scope is Scope.TIMELINE)
        assert seen == ({DEAL, OTHER} if scope is Scope.TERMS else set())
    assert shelf.ask(ORGANISER, lambda c: terms_seen(c, ORGANISER, [DEAL, OTHER])) == {DEAL}
