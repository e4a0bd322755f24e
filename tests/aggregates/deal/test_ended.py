"""What is left of a deal at its end: nothing that was under way, and no time that stood still."""

from __future__ import annotations

from filed_deal import REQUIRED, SUBMITTED, WITH_FILING
from locked_deal import TABLED, deal_after
from msgspec.structs import replace
from people import DAY, NOON
from signed_deal import IN_EFFECT

from aggregates.deal.filings.state import Status
from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.performance.events import DealFulfilled
from aggregates.deal.state import Progress, Stage
from aggregates.deal.terms.events import InstrumentDrafted
from aggregates.vocabulary import Kind, Tier

WITHDREW = PartyWithdrew(
    at=NOON + 4 * DAY,
    principal="andes",
    by="rojas",
    reason="The board said no.",
    voids=("agreement-1",),
)
FULFILLED = DealFulfilled(at=NOON + 4 * DAY, reason="All is paid.", by="he-jing")
AMENDMENT = InstrumentDrafted(
    at=NOON,
    instrument="amendment-1",
    kind=Kind.AMENDMENT,
    tier=Tier.CONTRACT,
    principal="linghai",
    by="lin-yue",
)
AMENDING = (*IN_EFFECT, AMENDMENT, replace(TABLED, instrument="amendment-1"))
WAITING = (
    *AMENDING,
    replace(REQUIRED, instrument="amendment-1"),
    SUBMITTED,
)


def test_what_stood_still_until_a_deal_ended_is_not_lost() -> None:
    other = replace(REQUIRED, filing="F-2")
    deal = deal_after(*WITH_FILING, other, SUBMITTED, WITHDREW)
    assert deal.stage is Stage.WITHDRAWN
    assert deal.filings["F-2"].due.at == REQUIRED.due.at + 3 * DAY


def test_a_fulfilled_deal_waits_for_no_authority() -> None:
    deal = deal_after(*WAITING, FULFILLED)
    assert deal.filings["F-1"].status is Status.REQUIRED
    assert deal.parties.stopped_at is None


def test_of_an_amendment_under_way_nothing_stands_in_a_fulfilled_deal() -> None:
    deal = deal_after(*AMENDING, FULFILLED)
    amendment = deal.instruments["amendment-1"]
    assert deal.stage is Stage.FULFILLED
    assert amendment.progress is Progress.NEGOTIATING
    assert amendment.matrix.acceptances == {}
    assert amendment.matrix.offer is not None
    assert not amendment.matrix.offer.live


def test_what_was_executed_stands_in_a_fulfilled_deal() -> None:
    deal = deal_after(*AMENDING, FULFILLED)
    assert deal.instruments["agreement-1"].progress is Progress.EXECUTED
    assert deal.instruments["agreement-1"].executed_sha256
