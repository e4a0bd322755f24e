"""By what a deal is counted, beside its classification."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.classification.events import Attributes, Finding
from aggregates.vocabulary import DealId


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """What the organiser said of the deal, so that figures can count it.

    ``item`` is its item of the ceremony's running order, ``place`` where in it, from 1.
    ``findings`` maps a deal that looked alike to what was found.
    """

    attributes: Attributes | None = None
    item: str | None = None
    place: int = 0
    findings: Mapping[DealId, Finding] = {}

    @property
    def repeats(self) -> bool:
        """Whether the deal is another one, recorded twice: figures count it there."""
        return Finding.REPEATS in self.findings.values()
