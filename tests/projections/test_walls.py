"""Nobody sees anything of a deal that is not theirs: no row, no hit, no count, no word."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec
import psycopg
import pytest
from databases import Database, prepared
from psycopg import sql
from shelf import ALL, Ask, Shelf, named, shared
from walks import walks

from aggregates.deal.events import DealEvent
from ledger.embedded import Server
from projections.cut import Cut
from projections.errors import ProjectionError
from projections.figures import f1_headline, f8_funnel, f9_health
from projections.figures.asking import counting
from projections.reader import Reader
from projections.view import Wall
from projections.views import all_views, deals, inbox, matrix, search, timeline
from projections.views.deals import Filter

CANARY = "Zilverreiger"
"""A word in every text of the other deal, and nowhere else."""
OTHERS = {
    "linghai": "heron",
    "andes": "egret",
    "wisla": "ibis",
    "lexis": "quill",
    "fair": "dock",
}
OURS, THEIRS = "deal-ours", "deal-theirs"
LINGHAI = Reader(person="lin-yue", organisation="linghai")
STRANGER = Reader(person="lin-yue", organisation="stranger")
PRIVATE = [(table, wall) for view in all_views() for table, wall in view.TABLES.items()]


@pytest.fixture(scope="module")
def shelf(postgres: Server) -> Shelf:
    """Give a deal of ours and one of others in the tables of all views."""
    found: Database = prepared(postgres, "walls")
    made = Shelf(found)
    ours, theirs = walks(1)[0], of_others(walks(1)[1])
    made.put(shared({OURS: named(ours, OURS), THEIRS: named(theirs, THEIRS)}))
    return made


def cut() -> Cut:
    """Return the cut at the end of the walk that is ours."""
    return Cut(edition="edition-1", position=100, at=walks(1)[0][-1].at, zone="UTC")


def of_others(events: Sequence[DealEvent]) -> list[DealEvent]:
    """Return the events as those of other organisations, with the canary in every text."""
    return [msgspec.convert(_renamed(msgspec.to_builtins(one)), type(one)) for one in events]


def _renamed(value: object, name: str = "") -> object:
    if isinstance(value, dict):
        return {OTHERS.get(key, key): _renamed(one, key) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(one) for one in value]
    if name in {"title", "body", "legal_name"} and isinstance(value, str):
        return f"{CANARY} {value}"
    return OTHERS.get(value, value) if isinstance(value, str) else value


def told(answer: object) -> str:
    """Return everything that an answer says."""
    return json.dumps(msgspec.to_builtins(answer), ensure_ascii=False)


QUERIES: list[Ask[object]] = [
    lambda c: deals.list_deals(c, LINGHAI),
    lambda c: deals.list_deals(c, LINGHAI, Filter(text=CANARY)),
    lambda c: deals.find_deal(c, LINGHAI, THEIRS),
    lambda c: matrix.deal_matrix(c, LINGHAI, THEIRS),
    lambda c: timeline.list_timeline(c, LINGHAI, THEIRS),
    lambda c: inbox.list_turns(c, LINGHAI, whole_team=True),
    lambda c: inbox.list_turns(c, LINGHAI, whole_team=True, deal=THEIRS),
    lambda c: inbox.list_fallen(c, LINGHAI),
    lambda c: search.search_deals(c, LINGHAI, CANARY),
    lambda c: search.search_deals(c, LINGHAI, "wording"),
]


@pytest.mark.parametrize("number", range(len(QUERIES)))
def test_no_answer_says_anything_of_the_deal_of_others(shelf: Shelf, number: int) -> None:
    answer = told(shelf.ask(LINGHAI, QUERIES[number]))
    assert not [word for word in (CANARY, THEIRS, *OTHERS.values()) if word in answer]


def test_the_same_questions_do_find_it_for_whoever_is_in_it(shelf: Shelf) -> None:
    heron = Reader(person="lin-yue", organisation="heron")
    found = shelf.ask(heron, lambda c: search.search_deals(c, heron, CANARY))
    assert [one.deal for one in found] == [THEIRS]
    assert shelf.ask(heron, lambda c: matrix.deal_matrix(c, heron, THEIRS))
    assert shelf.ask(heron, lambda c: timeline.list_timeline(c, heron, THEIRS))
    assert shelf.ask(heron, lambda c: deals.find_deal(c, heron, THEIRS)) is not None


@pytest.mark.parametrize(("table", "wall"), PRIVATE)
def test_the_second_wall_stands_without_any_query_of_ours(
    shelf: Shelf, table: str, wall: Wall
) -> None:
    rows = sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier("projections", table))

    async def everything(connection: psycopg.AsyncConnection[tuple[object, ...]]) -> str:
        cursor = await connection.execute(rows)
        return told(await cursor.fetchall())

    if wall is not Wall.OPEN:
        assert shelf.ask(STRANGER, everything) == "[]"
        assert shelf.ask_outside(everything) == "[]", "nobody was told to read"
        assert CANARY not in shelf.ask(LINGHAI, everything)
        assert THEIRS not in shelf.ask(LINGHAI, everything)


def test_a_number_counts_every_deal_and_lists_those_of_the_reader(shelf: Shelf) -> None:
    whole = shelf.ask_outside(lambda c: f8_funnel.funnel(c, cut())).steps[0].reached
    drilled = shelf.ask_outside(lambda c: f8_funnel.funnel_deals(c, LINGHAI, cut(), step="intent"))
    assert whole == 2
    assert ([one.deal for one in drilled.listed], drilled.others) == ([OURS], 1)
    assert CANARY not in told(drilled)


def test_a_stranger_is_only_told_how_many(shelf: Shelf) -> None:
    drilled = shelf.ask_outside(lambda c: f9_health.health_deals(c, STRANGER, cut()))
    assert drilled.listed == ()
    headline = shelf.ask_outside(
        lambda c: f1_headline.headline_deals(c, ALL, cut(), tier="intention")
    )
    assert headline.others == 0, "who sees all deals sees these"


def test_nobody_counts_in_the_transaction_of_a_reader(shelf: Shelf) -> None:
    async def within(connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        async with counting(connection):
            pass

    with pytest.raises(ProjectionError) as refused:
        shelf.ask(LINGHAI, within)
    assert refused.value.code == "in_transaction"


def test_whoever_is_invited_is_told_of_the_invitation_and_no_more(shelf: Shelf) -> None:
    opened, invited, *_ = of_others(walks(1)[1])
    shelf.put(shared({THEIRS: named([opened, invited], THEIRS)}))
    egret = Reader(person="rojas", organisation="egret")
    (turn,) = shelf.ask(egret, lambda c: inbox.list_turns(c, egret))
    assert (turn.what, turn.deal, turn.title) == ("join_deal", THEIRS, None)
    assert CANARY not in told(turn)
    assert shelf.ask(egret, lambda c: deals.list_deals(c, egret)) == []
