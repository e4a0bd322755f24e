"""Faults in the later life of a deal: what authorities, performance, amendments and stages ask.

As in `machine.faults`, each is in one place, and the machine does not know of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias

import pytest
from msgspec.structs import replace

from aggregates.deal.change import with_instrument
from aggregates.deal.clock import stopped
from aggregates.deal.filings import evolve as filings_evolve
from aggregates.deal.paper import attest_paper_execution
from aggregates.deal.performance import declare_effective, verify_contribution
from aggregates.deal.performance.schedule import Condition
from aggregates.deal.performance.state import Report
from aggregates.deal.signing import call_signing, sign
from aggregates.deal.signing.events import InstrumentExecuted, SignatureApplied
from aggregates.deal.signing.execution import ExecutionEvent, execution
from aggregates.deal.signing.state import PaperOriginal, Signing
from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import Kind, Seat

Plant: TypeAlias = Callable[[pytest.MonkeyPatch], None]


def filing_stops_nothing(patch: pytest.MonkeyPatch) -> None:
    """While an authority decides, the clocks of the deal run."""

    def faulty(deal: Deal, at: datetime) -> Deal:
        return deal if deal.parties.suspended_at is None else stopped(deal, at)

    patch.setattr(filings_evolve, "stopped", faulty)


def effective_with_an_unmet_condition(patch: pytest.MonkeyPatch) -> None:
    """One of the sides that may waive a condition waives it for all."""
    real = declare_effective.is_met

    def faulty(deal: Deal, condition: Condition) -> bool:
        return real(deal, condition) or bool(deal.performance.waived.get(condition.id))

    patch.setattr(declare_effective, "is_met", faulty)


def amendment_voids_its_parent(patch: pytest.MonkeyPatch) -> None:
    """An executed amendment takes the place of the agreement that it amends."""

    def faulty(
        deal: Deal, instrument: Instrument, pdf_sha256: str, at: datetime, *, in_file: bool
    ) -> Sequence[ExecutionEvent]:
        events = execution(deal, instrument, pdf_sha256, at, in_file=in_file)
        if instrument.kind is not Kind.AMENDMENT:
            return events
        terms = instrument.matrix.locked_sha256
        instead = InstrumentExecuted(
            at=at, instrument=deal.leading, terms_sha256=terms, pdf_sha256=pdf_sha256
        )
        return [*events, instead]

    for module in (sign, call_signing, attest_paper_execution):
        patch.setattr(module, "execution", faulty)


def verified_above_reported(patch: pytest.MonkeyPatch) -> None:
    """An official may find more than was reported."""

    def faulty(command: verify_contribution.VerifyContribution, report: Report) -> None:
        del command, report

    patch.setattr(verify_contribution, "_require_between", faulty)


def embargo_is_not_kept(patch: pytest.MonkeyPatch) -> None:
    """The last signature executes what is kept for the stage."""
    real = sign.signed

    def faulty(
        deal: Deal, command: sign.Sign, seat: Seat
    ) -> Sequence[SignatureApplied | ExecutionEvent]:
        instrument = deal.instruments[command.instrument]
        assert instrument.signing is not None, "it is being signed"
        called = replace(instrument, signing=replace(instrument.signing, embargoed=False))
        return real(with_instrument(deal, called), command, seat)

    patch.setattr(sign, "signed", faulty)


def one_confirmation_is_enough(patch: pytest.MonkeyPatch) -> None:
    """A paper original is attested when one side has confirmed the scan."""
    real = attest_paper_execution.require_paper

    def faulty(signing: Signing, scan_sha256: str) -> PaperOriginal:
        paper = real(signing, scan_sha256)
        return replace(paper, confirmed=frozenset(seat.of for seat in signing.seats.values()))

    patch.setattr(attest_paper_execution, "require_paper", faulty)


LATER: Final[Mapping[str, Plant]] = MappingProxyType(
    {
        "a filing stops nothing": filing_stops_nothing,
        "effective with an unmet condition": effective_with_an_unmet_condition,
        "an amendment voids its parent": amendment_voids_its_parent,
        "verified above what was reported": verified_above_reported,
        "an embargo is not kept": embargo_is_not_kept,
        "one side confirms the scan for all": one_confirmation_is_enough,
    }
)
