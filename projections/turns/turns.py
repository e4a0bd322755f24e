"""Whose turn it is: what waits, at this point of a deal's course, on which side, office or person.

What somebody may do at any time, as to comment or to withdraw, waits on nobody and is not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aggregates.deal.guards import AT_THE_TABLE, BEFORE_SIGNING, ENDED, IN_SIGNING, ON_THE_CLOCK
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.vocabulary import OrganisationId
from projections.course.state import Course
from projections.turns import of_deal, papers
from projections.turns.at_table import asked_at_table, at_table
from projections.turns.performance import performance
from projections.turns.turn import Turn

CLOSED: Final = frozenset({Progress.DRAFT, Progress.EXECUTED, Progress.VOID})
LOCKED: Final = frozenset({Progress.LOCKED, Progress.APPROVING})


def turns(course: Course) -> Iterator[Turn]:
    """Yield whatever waits on somebody. While a deal is suspended, nothing does."""
    yield from turns_of_deal(course.deal)
    for instrument in course.deal.instruments.values():
        yield from turns_of_instrument(course, instrument)


def turns_of_deal(deal: Deal) -> Iterator[Turn]:
    """Yield what waits in a deal as a whole."""
    if deal.parties.suspended_at is not None:
        return
    if deal.stage in ENDED:
        yield from of_deal.reopening(deal)
        return
    if deal.stage in BEFORE_SIGNING:
        yield from of_deal.invitations(deal)
    if deal.stage in ON_THE_CLOCK:
        yield from of_deal.extension(deal)
        yield from of_deal.questions(deal)
    yield from of_deal.filings(deal)
    yield from performance(deal)


def turns_of_instrument(course: Course, instrument: Instrument) -> Iterator[Turn]:
    """Yield what waits in one of a deal's instruments."""
    if _negotiated(course, instrument):
        yield from at_table(course, instrument)
    yield from turns_past_table(course, instrument)


def sides_at_table(course: Course, instrument: Instrument) -> Iterator[OrganisationId]:
    """Yield the sides that the rows of an instrument ask for anything, interpreters' work apart."""
    if _negotiated(course, instrument):
        yield from (side for side, _ in asked_at_table(course, instrument))


def turns_past_table(course: Course, instrument: Instrument) -> Iterator[Turn]:
    """Yield what else waits in an instrument than the rows of its table."""
    deal, progress = course.deal, instrument.progress
    if deal.parties.suspended_at is not None or deal.stage in ENDED:
        return
    if progress in CLOSED and (instrument.signing is None or instrument.signing.sealed):
        return
    if deal.stage in AT_THE_TABLE and progress in LOCKED:
        yield from papers.approvals(deal, instrument)
    if deal.stage in AT_THE_TABLE and progress in {*LOCKED, Progress.SIGNING}:
        yield from papers.correction(deal, instrument)
    if deal.stage in IN_SIGNING:
        yield from papers.seats(deal, instrument)
        yield from papers.attestation(deal, instrument)
    yield from papers.seal(deal, instrument)


def _negotiated(course: Course, instrument: Instrument) -> bool:
    deal = course.deal
    return (
        instrument.progress is Progress.NEGOTIATING
        and deal.stage in AT_THE_TABLE
        and deal.parties.suspended_at is None
    )
