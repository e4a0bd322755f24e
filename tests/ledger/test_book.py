"""One command, one stream: decided on what is recorded, recorded as it was decided."""

from __future__ import annotations

import pytest
from tallies import TALLY, Raise, TallyRaised, context, raise_tally, NOON

from aggregates.errors import RuleError
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.sources import One

BREAD = One(TALLY, "bread")


def test_a_command_is_decided_and_its_events_are_recorded(book: Book) -> None:
    answer = book.handle(BREAD, raise_tally, Raise(3), context())
    assert (answer.positions, answer.versions, answer.repeated) == ((1,), (1,), False)
    assert answer.events == (TallyRaised(at=NOON, by=3),)
    assert answer.resource_ids == ("bread",)
    assert book.state(BREAD) == 3
