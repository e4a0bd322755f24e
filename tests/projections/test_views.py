"""Every view has, at every position, what replaying the deals up to that position gives."""

from __future__ import annotations

from functools import cache

import pytest
from databases import Database, prepared
from shelf import ALL, Placed, Shelf, batches, courses, named, shared
from walks import walks

from aggregates.deal.terms.current import titles_of
from ledger.embedded import Server
from projections.cut import Cut
from projections.figures import f1_headline, f8_funnel, f9_health, f10_approvals, f13_losses
from projections.texts.of_deal import texts_of, words_of
from projections.views import deals, facts, health, inbox, matrix, timeline

EDITION = "edition-1"


@pytest.fixture(scope="module")
def tables(postgres: Server) -> Database:
    """Make a database for the tables of views that no runner fills."""
    return prepared(postgres, "shelf")


@pytest.fixture
def shelf(tables: Database) -> Shelf:
    """Give the tables of all views."""
    return Shelf(tables)


@cache
def log(number: int = 1, count: int = 3, longest: int = 30) -> tuple[Placed, ...]:
    """Return the beginnings of some walks in one log."""
    found = enumerate(walks(number)[:count])
    return tuple(shared({f"deal-{n}": named(one[:longest], f"deal-{n}") for n, one in found}))


def test_stepping_by_one_position_shows_each_deal_as_it_is_then(shelf: Shelf) -> None:
    shelf.empty()
    for number, batch in enumerate(batches(log(), 1), start=1):
        shelf.write(batch)
        moved = log()[number - 1].deal
        course = courses(log()[:number])[moved]
        rows = shelf.ask(ALL, lambda c, deal=moved: matrix.deal_matrix(c, ALL, deal))
        assert rows == list(matrix.matrix_rows(course))
        row = shelf.ask(ALL, lambda c, deal=moved: deals.find_deal(c, ALL, deal))
        assert row is not None
        assert (row.stage, row.round, row.position) == (
            course.deal.stage.value,
            course.deal.round,
            number,
        )


def test_the_inbox_and_the_search_are_those_of_the_deals_at_every_position(shelf: Shelf) -> None:
    shelf.empty()
    for number, batch in enumerate(batches(log(2), 5), start=1):
        shelf.write(batch)
        known = courses(log(2)[: 5 * number]).values()
        rows = shelf.rows()
        turns = sorted((one.deal, one.ordinal) for way in known for one in inbox.turn_rows(way))
        assert sorted((row[0], row[1]) for row in rows["inbox_turns"]) == turns
        fallen = [one.accepted_sha256 for way in known for one in inbox.fallen_rows(way)]
        assert sorted(str(row[4]) for row in rows["inbox_fallen"]) == sorted(fallen)
        texts = sorted((one.id, one.words) for way in known for one in texts_of(way.deal))
        assert sorted((row[0], row[6]) for row in rows["search"]) == texts
        words = sorted(one.id for way in known for one in words_of(texts_of(way.deal)))
        assert sorted(str(row[0]) for row in rows["search_words"]) == words


def test_a_deal_is_called_as_its_table_calls_it_at_every_position(shelf: Shelf) -> None:
    shelf.empty()
    called: dict[str, list[object]] = {}
    for number, batch in enumerate(batches(log(), 3), start=1):
        shelf.write(batch)
        known = [way.deal for way in courses(log()[: 3 * number]).values()]
        titles = {deal.id: titles_of(deal.instruments[deal.leading]) for deal in known}
        listed = shelf.ask(ALL, lambda c: deals.list_deals(c, ALL))
        assert {one.deal: one.titles for one in listed} == titles
        for deal, found in titles.items():
            called.setdefault(deal, []).append(found)
    assert any(first == {} and last for first, *_, last in called.values())


def test_what_stood_at_any_position_can_be_asked_for_afterwards(shelf: Shelf) -> None:
    shelf.put(log(), 64)
    for position in range(1, len(log()) + 1):
        ways = courses(log()[:position]).values()
        then = shelf.ask(ALL, lambda c, p=position: facts.facts_at(c, EDITION, p))
        assert then == sorted((facts.facts_of(way) for way in ways), key=lambda one: one.deal)
        stood = shelf.ask(ALL, lambda c, p=position: health.health_at(c, EDITION, p))
        assert stood == [one for way in ways if (one := health.health_of(way)) is not None]


def test_how_the_log_is_cut_into_batches_makes_no_difference(shelf: Shelf) -> None:
    shelf.put(log(), 500)
    whole = shelf.rows()
    for size, many in ((7, False), (1, False), (500, True), (20, True)):
        shelf.put(log(), size, many=many)
        assert shelf.rows() == whole


def test_the_timeline_has_every_event_in_its_place(shelf: Shelf) -> None:
    shelf.put(log())
    for deal in {one.deal for one in log()}:
        own = [one for one in log() if one.deal == deal]
        found = shelf.ask(ALL, lambda c, d=deal: timeline.list_timeline(c, ALL, d, limit=500))
        assert [(one.position, one.version) for one in found] == [
            (one.position, one.version) for one in own
        ]
        tags = [str(one.event.__struct_config__.tag) for one in own]
        assert [one.type for one in found] == tags
        assert [one.at for one in found] == [one.event.at for one in own]


def cut(position: int) -> Cut:
    """Return the cut at a position of the log."""
    at = log()[position - 1].event.at
    return Cut(edition=EDITION, position=position, at=at, zone="Asia/Shanghai")


@pytest.mark.parametrize("thirds", range(4))
def test_figures_are_made_of_what_stood_at_their_position(shelf: Shelf, thirds: int) -> None:
    position = max(1, len(log()) * thirds // 3)
    shelf.put(log())
    at, ways = cut(position), courses(log()[:position]).values()
    then = [facts.facts_of(way) for way in ways]
    stood = [one for way in ways if (one := health.health_of(way)) is not None]
    ask = shelf.ask_outside
    assert ask(lambda c: f1_headline.headline(c, at, "CNY")) == f1_headline.headline_of(
        then, at, "CNY"
    )
    assert ask(lambda c: f8_funnel.funnel(c, at)) == f8_funnel.funnel_of(then, at)
    assert ask(lambda c: f9_health.health(c, at)) == f9_health.health_of(stood, at)
    approvals = ask(lambda c: f10_approvals.approvals_and_filings(c, at))
    assert approvals == f10_approvals.approvals_and_filings_of(then, at)
    assert ask(lambda c: f13_losses.losses(c, at)) == f13_losses.losses_of(then, at)
