"""What became of an instrument: what every verdict on its paper says."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from aggregates.deal.kinds import CHANGING
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import InstrumentId, Kind


class Standing(Enum):
    """What may be said of an instrument today, the gravest first."""

    SIGNING = "signing"
    ANNULLED = "annulled"
    TERMINATED = "terminated"
    SUSPENDED = "suspended"
    DISPUTED = "disputed"
    AMENDED = "amended"
    IN_FORCE = "in_force"


def standings(deal: Deal, instrument: Instrument) -> tuple[Standing, ...]:
    """Return all that may be said of ``instrument``, the gravest first; never nothing.

    The leading instrument and what amends or ends it stand together: what an authority says of the
    one, is said of the others. A letter of intent and an NDA stand alone.
    """
    if instrument.progress is not Progress.EXECUTED:
        return (Standing.SIGNING,)
    return tuple(_standings(deal, instrument)) or (Standing.IN_FORCE,)


def require_execution(deal: Deal) -> None:
    """Refuse while an authority has suspended the execution of the leading instrument.

    Raises:
        RuleError: ``execution_suspended`` with the decision.
    """
    for decision, suspension in deal.records.suspensions.items():
        concerns = _concerns(deal, suspension.recorded.instrument, deal.leading)
        if concerns and not suspension.decision_sha256:
            raise RuleError("execution_suspended", decision=decision)


def is_annulled(deal: Deal, instrument: Instrument) -> bool:
    """Return whether an authority annulled ``instrument``, or what it amends or ends."""
    annulled = deal.records.annulments
    return instrument.id in annulled or (instrument.kind in CHANGING and deal.leading in annulled)


def _standings(deal: Deal, instrument: Instrument) -> Iterator[Standing]:
    if is_annulled(deal, instrument):
        yield Standing.ANNULLED
    if _is_terminated(deal, instrument):
        yield Standing.TERMINATED
    open_suspensions = (s for s in deal.records.suspensions.values() if not s.decision_sha256)
    if any(_concerns(deal, s.recorded.instrument, instrument.id) for s in open_suspensions):
        yield Standing.SUSPENDED
    open_disputes = (d for d in deal.records.disputes.values() if not d.decision_sha256)
    if any(_concerns(deal, d.recorded.instrument, instrument.id) for d in open_disputes):
        yield Standing.DISPUTED
    if instrument.amended_by:
        yield Standing.AMENDED


def _is_terminated(deal: Deal, instrument: Instrument) -> bool:
    """The termination itself is in force; so are letters and NDAs, which bind apart."""
    ends = instrument.id == deal.leading or instrument.kind is Kind.AMENDMENT
    return ends and deal.stage is Stage.TERMINATED


def _concerns(deal: Deal, recorded: InstrumentId, instrument: InstrumentId) -> bool:
    if recorded == instrument:
        return True
    together = {deal.leading} | {i.id for i in deal.instruments.values() if i.kind in CHANGING}
    return {recorded, instrument} <= together
