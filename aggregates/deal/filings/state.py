"""A filing, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import msgspec

from aggregates.deal.filings.events import FilingEffect
from aggregates.vocabulary import Deadline, InstrumentId, OrganisationId, Sha256


class Status(Enum):
    """Where a filing stands. What was refused may be submitted again."""

    REQUIRED = "required"
    SUBMITTED = "submitted"
    GRANTED = "granted"
    REFUSED = "refused"
    LIFTED = "lifted"


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What an authority is asked, by whom (any side, if ``principal`` is empty), until when.

    ``submitted_by`` is the side whose submission was the last, ``submitted_at`` when it was.
    """

    instrument: InstrumentId
    kind: str
    authority: str
    effect: FilingEffect
    principal: OrganisationId
    due: Deadline
    status: Status = Status.REQUIRED
    submitted_by: OrganisationId = ""
    submitted_at: datetime | None = None
    submission_sha256: Sha256 = ""
    decision_sha256: Sha256 = ""

    @property
    def done(self) -> bool:
        """Whether nothing more is asked of anybody."""
        return self.status in {Status.GRANTED, Status.LIFTED}
