"""The reference fair: as many deals and events as it says, and none that is not compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from uuid import UUID

import pytest
from bench.appends.ours import new_uuid
from bench.citing import Citing
from bench.fair import DEALS, EVENTS, FEWEST, SIGNED, Course, courses
from bench.fair_log import FairLog
from bench.fair_writing import write_deals
from bench.replaying import check
from databases import Database
from signing_deal import IN_SIGNING, QUISPE_SIGNED, WEN_SIGNED

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.terms.current import is_accepted, table_of
from ledger.keys.file_store import FileKeyStore

PLOT = (*IN_SIGNING, WEN_SIGNED, QUISPE_SIGNED)


@pytest.mark.parametrize("lengths", [(255, 171), (240, 190), (200, 200)])
def test_the_fair_has_its_deals_and_its_events(lengths: tuple[int, int]) -> None:
    deals = courses(lengths)
    assert len({one.deal for one in deals}) == DEALS
    assert sum(one.length for one in deals) == EVENTS
    assert sum(one.length == lengths[one.plot] for one in deals) >= SIGNED
    assert min(one.length for one in deals) == FEWEST


@pytest.mark.parametrize("lengths", [(500, 300), (60, 40)])
def test_plots_with_which_there_is_no_such_fair_are_refused(lengths: tuple[int, int]) -> None:
    with pytest.raises(AssertionError):
        courses(lengths)


def deals(*lengths: int) -> list[Course]:
    return [Course(str(UUID(int=n)), 0, length) for n, length in enumerate(lengths)]


@pytest.fixture
def fair(database: Database, tmp_path: Path) -> FairLog:
    """Write a fair of three deals."""
    fair = FairLog(database.dsn(), new_uuid(), tmp_path / "keys", tmp_path / "written")
    write_deals(fair, deals(2, 5, len(PLOT)), [PLOT])
    return fair


def test_each_deal_is_replayed_and_compared(fair: FairLog) -> None:
    with fair.opened() as book:
        (span,) = book.spans()
        piece = check(fair.written, book, span)
    assert (piece.deals, piece.events) == (3, 2 + 5 + len(PLOT))


def accepted(events: Sequence[DealEvent]) -> list[bool]:
    deal = reduce(DEAL.evolve, events, DEAL.initial)
    tables = [table_of(deal, one) for one in deal.instruments.values() if one.matrix.frame]
    sides = sorted(deal.parties.principals)
    return [
        is_accepted(table, row, side) for table in tables for row in table.digests for side in sides
    ]


def test_a_copy_has_accepted_what_the_deal_has_accepted_that_it_copies() -> None:
    copy = Course(str(UUID(int=7)), 0, len(PLOT))
    assert accepted(Citing([PLOT]).events(copy)) == accepted(PLOT)
    assert any(accepted(PLOT))


def test_a_copy_that_cites_what_is_not_its_own_has_accepted_nothing() -> None:
    copy = Course(str(UUID(int=7)), 0, len(PLOT))
    assert not any(accepted(copy.events([PLOT])))


def test_a_deal_that_was_written_otherwise_is_noticed(fair: FairLog, tmp_path: Path) -> None:
    other = FairLog(fair.dsn, new_uuid(), tmp_path / "other keys", tmp_path / "other")
    write_deals(other, deals(2, 6, len(PLOT)), [PLOT])
    with fair.opened() as book:
        (span,) = book.spans()
        with pytest.raises(AssertionError):
            check(other.written, book, span)


def test_nothing_is_replayed_without_its_keys(fair: FairLog, tmp_path: Path) -> None:
    FileKeyStore(tmp_path / "keys of another", bytes(range(32)))
    lost = FairLog(fair.dsn, fair.log_id, tmp_path / "keys of another", fair.written)
    with lost.opened() as book:
        (span,) = book.spans()
        with pytest.raises(Exception, match="key_unknown"):
            check(fair.written, book, span)
