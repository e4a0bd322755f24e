"""What a deal's course remembers is what the rules, and its events, say at every step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from people import DAY
from walks import walks

from aggregates.deal.events import DealEvent
from aggregates.deal.guards import AT_THE_TABLE
from aggregates.deal.state import Instrument, Progress
from aggregates.deal.terms.current import (
    Table,
    is_accepted,
    missing_acceptances,
    open_reservations,
    table_of,
)
from aggregates.deal.terms.events import ClauseCountered
from aggregates.deal.terms.lock_terms import LockTerms, lock_terms
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, Kind, Role
from projections.course.follow import extend
from projections.course.moved import course_of
from projections.course.state import Course
from projections.course.touched import ANSWERS, RowEvent
from projections.course.touched import touched as seen
from projections.turns.turns import turns
from projections.views.inbox import fallen_rows
from projections.views.matrix import MatrixRow, matrix_rows, row_of, touched

SEEDS = [1, 2, 3]


def steps(seed: int) -> Iterator[tuple[DealEvent, Course, Course]]:
    """Yield every event of the walks of a seed, with the course before and after it."""
    for walk in walks(seed):
        before = Course()
        for position, event in enumerate(walk, start=1):
            after = extend(before, event, position)
            yield event, before, after
            before = after


def tables(seed: int) -> Iterator[tuple[Course, Instrument, Table]]:
    """Yield every table that is not executed, after every event, as the rules have it."""
    for _, _, course in steps(seed):
        for instrument in course.deal.instruments.values():
            if instrument.matrix.frame is not None and instrument.progress is not Progress.EXECUTED:
                yield course, instrument, table_of(course.deal, instrument)


def rows_in(course: Course, instrument: Instrument) -> list[MatrixRow]:
    """Return the rows of one instrument."""
    return [row for row in matrix_rows(course) if row.instrument == instrument.id]


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_cite_what_an_acceptance_must_cite(seed: int) -> None:
    for course, instrument, table in tables(seed):
        found = {row.clause: row.sha256 for row in rows_in(course, instrument)}
        assert found == table.digests
        assert course.parties_sha256 == table.parties_sha256


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cell_is_agreed_or_reserved_as_the_rules_have_it(seed: int) -> None:
    for course, instrument, table in tables(seed):
        if instrument.kind is Kind.LETTER_OF_INTENT:
            continue
        reserved = set(open_reservations(table))
        for row in rows_in(course, instrument):
            for cell in row.cells:
                accepted = is_accepted(table, row.clause, cell.principal)
                assert (cell.state == "agreed") == accepted
                held = (row.clause, cell.principal) in reserved
                assert (cell.state == "reserved") == (held and not accepted)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cell_of_an_executed_instrument_is_agreed_by_who_signed_it(seed: int) -> None:
    for _, _, course in steps(seed):
        for row in matrix_rows(course):
            if row.instrument in course.executed:
                signed = course.executed[row.instrument].principals
                agreed = {cell.principal for cell in row.cells if cell.state == "agreed"}
                assert agreed >= set(signed) & set(course.deal.parties.principals)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_counter_is_told_to_those_whose_acceptance_it_voids(seed: int) -> None:
    for event, _, course in steps(seed):
        if isinstance(event, ClauseCountered):
            found = fallen_rows(course)
            told = {(row.organisation, row.instrument, row.clause): row for row in found}
            for side in event.voids:
                row = told[side, event.instrument, event.clause.id]
                assert row.accepted_sha256 == event.previous_sha256
                assert row.stands_sha256 == event.clause_sha256
                assert (row.fell_at_position, row.by_organisation) == (
                    course.position,
                    event.principal,
                )


@pytest.mark.parametrize("seed", SEEDS)
def test_what_fell_and_is_accepted_anew_is_told_no_more(seed: int) -> None:
    for course, instrument, table in tables(seed):
        for row in fallen_rows(course):
            if row.instrument == instrument.id:
                assert not is_accepted(table, row.clause, row.organisation)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_rows_that_are_touched_differ(seed: int) -> None:
    for _, before, after in steps(seed):
        was = {(row.instrument, row.clause): row for row in matrix_rows(before)}
        now = {(row.instrument, row.clause): row for row in matrix_rows(after)}
        differing = {key for key in {*was, *now} if was.get(key) != now.get(key)}
        found = set(touched(before, after))
        assert differing <= found
        assert all(row_of(after, *key) == now.get(key) for key in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_event_of_one_row_touches_no_other(seed: int) -> None:
    for event, before, after in steps(seed):
        if isinstance(event, RowEvent):
            (found,) = seen(before.deal, after.deal)
            answered, translated = {*found.accepted, *found.reserved}, set(found.translated)
            told, beside = answered, translated
            if type(event) not in ANSWERS:
                told, beside = translated, answered
            assert found.after.id == event.instrument
            assert told <= {event.clause}
            assert not beside
            assert (before.rows, before.executed) == (after.rows, after.executed)
            assert (before.asked, before.reached) == (after.asked, after.reached)


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_wait_for_those_whose_acceptance_is_missing(seed: int) -> None:
    for course, instrument, table in tables(seed):
        offer = instrument.matrix.offer
        if instrument.progress is not Progress.NEGOTIATING or course.deal.stage not in AT_THE_TABLE:
            continue
        asked = {
            (row, turn.organisation)
            for turn in turns(course)
            if (turn.what, turn.instrument) == ("accept_clauses", instrument.id)
            for row in turn.rows
        }
        missing = set(missing_acceptances(table)) - set(open_reservations(table))
        runs = course.deal.parties.suspended_at is None and offer is not None and offer.live
        assert asked == (missing if runs else set())


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_asked_to_lock_the_terms_can(seed: int) -> None:
    for event, _, course in steps(seed):
        for turn in turns(course):
            if turn.what == "lock_terms":
                lead = Actor(person=turn.person, organisation=turn.organisation, role=Role.LEAD)
                command = LockTerms(actor=lead, at=event.at, instrument=turn.instrument)
                assert _is_locked_or_late(course, command)


def _is_locked_or_late(course: Course, command: LockTerms) -> bool:
    try:
        return bool(lock_terms(course.deal, command))
    except RuleError as refused:
        return refused.code in {"deadline_passed", "clock_went_back", "mandatory_clause_missing"}


def test_a_course_is_that_of_its_events_in_their_places() -> None:
    walk = walks(1)[0]
    placed = [(event, 10 * number) for number, event in enumerate(walk, start=1)]
    assert course_of(placed).position == 10 * len(walk)
    assert course_of(placed).opened_at <= course_of(placed).moved_at + DAY
