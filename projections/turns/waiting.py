"""On whom a deal waits, kept from event to event: most touch one instrument, and many no turn.

To ask for all turns anew after each event would take most of the time of telling how a deal stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from aggregates.deal.state import Instrument
from aggregates.vocabulary import InstrumentId, OrganisationId, Role
from projections.course.state import NO_TABLE, Course, Table
from projections.turns.at_table import authors_of_held
from projections.turns.turn import Turn
from projections.turns.turns import sides_at_table, turns, turns_of_deal, turns_past_table

_BESIDE: Final = frozenset({"", Role.INTERPRETER.value})
"""The roles of those on whom the negotiation does not wait: answers, translations."""


def waiting_on(course: Course) -> tuple[OrganisationId, ...]:
    """Return, sorted, the principals whose turn it is, interpreters' work apart."""
    return _principals(course, _sides(turns(course)))


class Waiting:
    """What `waiting_on` returns of a deal after one event and the next."""

    def __init__(self) -> None:
        self.sides: tuple[OrganisationId, ...] = ()
        """What it has returned last."""
        self._of_deal: tuple[object, ...] = ()
        self._sides_of_deal = frozenset[OrganisationId]()
        self._of_all: tuple[object, ...] = ()
        self._kept: dict[InstrumentId, _Kept] = {}

    def after(self, course: Course) -> tuple[OrganisationId, ...]:
        """Return it after any event."""
        deal, parties, others = course.deal, course.deal.parties, False
        of_all = (deal.stage, parties.principals, parties.suspended_at, deal.filings)
        if of_all != self._of_all:
            self._of_all, self._kept, others = of_all, {}, True
        of_deal = (deal.stage, parties, deal.filings, deal.performance)
        if of_deal != self._of_deal:
            self._of_deal, others = of_deal, True
            self._sides_of_deal = _sides(turns_of_deal(deal))
        for instrument in deal.instruments.values():
            others = self._look_at(course, instrument) or others
        return self._told(course) if others else self.sides

    def after_row(self, course: Course, instrument: InstrumentId) -> tuple[OrganisationId, ...]:
        """Return it after an event of one row of an instrument's table, and of nothing else."""
        known, now = self._kept.get(instrument), course.deal.instruments[instrument]
        table = course.tables.get(instrument, NO_TABLE)
        if known is None or _is_asked_otherwise(known, table):
            return self._told(course) if self._look_at(course, now) else self.sides
        # what else turns depend on, such an event leaves as it was
        self._kept[instrument] = known._replace(instrument=now, table=table)
        return self.sides

    def _look_at(self, course: Course, instrument: Instrument) -> bool:
        """Return whether others are waited for in an instrument than were before."""
        known, table = self._kept.get(instrument.id), course.tables.get(instrument.id, NO_TABLE)
        if known is not None and known.instrument is instrument and known.table is table:
            return False
        grounds = _grounds(course, instrument, table)
        if known is not None and known.grounds == grounds:
            self._kept[instrument.id] = known._replace(instrument=instrument, table=table)
            return False
        sides = _sides(turns_past_table(course, instrument))
        sides = sides.union(sides_at_table(course, instrument))
        self._kept[instrument.id] = _Kept(instrument, table, grounds, table.waits, sides)
        return known is None or sides != known.sides

    def _told(self, course: Course) -> tuple[OrganisationId, ...]:
        everywhere = (kept.sides for kept in self._kept.values())
        self.sides = _principals(course, self._sides_of_deal.union(*everywhere))
        return self.sides


class _Kept(NamedTuple):
    """An instrument and its table, all that turns in it depend on, and whose they are."""

    instrument: Instrument
    table: Table
    grounds: tuple[object, ...]
    waits: bool
    sides: frozenset[OrganisationId]


def _is_asked_otherwise(known: _Kept, table: Table) -> bool:
    """Return whether the rows may ask for anything else than they did, or for nothing any more."""
    if known.waits != table.waits:
        return True
    was, now = known.table.answered_alike, table.answered_alike
    return was is not now and (was.keys() != now.keys() or any(one.held for one in now))


def _grounds(course: Course, instrument: Instrument, table: Table) -> tuple[object, ...]:
    """Return all that it depends on whose turn it is in an instrument, interpreters' work apart.

    Which row of several waits makes no difference, but for that of whoever worded it.
    """
    matrix, answers = instrument.matrix, frozenset(table.answered_alike)
    return (
        instrument.progress,
        instrument.approvals,
        instrument.signing,
        matrix.offer,
        matrix.correction,
        answers,
        table.waits,
        authors_of_held(course, instrument) if any(one.held for one in answers) else None,
    )


def _sides(asked: Iterable[Turn]) -> frozenset[OrganisationId]:
    return frozenset(turn.organisation for turn in asked if turn.role not in _BESIDE)


def _principals(course: Course, sides: frozenset[OrganisationId]) -> tuple[OrganisationId, ...]:
    return tuple(sorted(sides.intersection(course.deal.parties.principals)))
