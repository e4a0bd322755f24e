"""A log that has shrunk takes no command and is read as before; whoever operates it is told."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from http_deal import Negotiation
from http_fair import Fair

from api import ids
from ledger.errors import LedgerError
from ledger.sequencer.halts import free, halt
from ledger.sequencer.session import opened

SHRANK = {"origin": "ledger.example.org/fair", "signed": 12, "found": 10, "known_by": "notary"}


@pytest.fixture
def shrunk(agreed: Negotiation, fair: Fair) -> Iterator[str]:
    """Let the sequencer find that the fair's log has shrunk, until the test is over."""
    log = UUID(fair.edition)
    with opened(fair.house.database.dsn("sequencer")) as session:
        halt(session, log, LedgerError("log_shrank", **SHRANK))
        try:
            yield agreed.deal
        finally:
            free(session, log)


def test_a_command_is_refused_and_says_why(shrunk: str, agreed: Negotiation) -> None:
    body = {"comment": ids.new_id(), "text": "We look at it."}
    said = agreed.lin.post(f"/deals/{shrunk}/comment_to_own_side", body)
    said.then_refused(503, "log_read_only")
    assert said.body["facts"] == {**SHRANK, "signed": "12", "found": "10", "retry_after": 30}
    assert said.response.headers["retry-after"] == "30"


def test_what_is_recorded_is_read_as_before(shrunk: str, agreed: Negotiation) -> None:
    agreed.lin.get(f"/deals/{shrunk}").then()


def test_whoever_asks_whether_the_process_is_ready_is_told(shrunk: str, fair: Fair) -> None:
    del shrunk
    told = {"log": fair.edition, **SHRANK, "signed": "12", "found": "10"}
    assert told in fair.client.get("/readyz").json()["read_only"]
