"""What is agreed to be done, and how much of it is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from aggregates.deal.parties.state import NOTHING
from aggregates.deal.performance.schedule import Schedule
from aggregates.vocabulary import OrganisationId, Sha256


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A schedule that some principals have agreed to."""

    id: str
    schedule: Schedule
    schedule_sha256: Sha256
    consents: frozenset[OrganisationId]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a side says it has done. Amounts are canonical decimals in the obligation's currency.

    A milestone is reported as one, and verified as one: ``1``.
    """

    obligation: str
    principal: OrganisationId
    amount: str
    evidence_sha256: Sha256
    verified: str = "0"


class Performance(msgspec.Struct, frozen=True, kw_only=True):
    """``schedule`` is none before all have agreed to one; ``agreed_sha256`` its digest.

    ``waived`` and ``written_off`` map an item to the sides that gave it up, ``reports`` a report's
    id to it.
    """

    proposal: Proposal | None = None
    schedule: Schedule | None = None
    agreed_sha256: Sha256 = ""
    satisfied: frozenset[str] = frozenset()
    waived: Mapping[str, frozenset[OrganisationId]] = NOTHING
    reports: Mapping[str, Report] = NOTHING
    written_off: Mapping[str, frozenset[OrganisationId]] = NOTHING

    def reported(self, obligation: str) -> Fraction:
        """Return how much of an obligation is reported, exactly."""
        return sum((Fraction(r.amount) for r in self._of(obligation)), Fraction(0))

    def verified(self, obligation: str) -> Fraction:
        """Return how much of an obligation is verified, exactly."""
        return sum((Fraction(r.verified) for r in self._of(obligation)), Fraction(0))

    def _of(self, obligation: str) -> tuple[Report, ...]:
        return tuple(r for r in self.reports.values() if r.obligation == obligation)
