"""What can have happened to the filings of a deal. Stored for ever."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from aggregates.vocabulary import (
    Deadline,
    Event,
    InstrumentId,
    OrganisationId,
    PersonId,
    Sha256,
)


class FilingEffect(Enum):
    """What waits for the authority's consent: the signing of an instrument, or its effect."""

    BLOCKING = "blocking"
    CONDITION = "condition"


class Outcome(Enum):
    """What an authority decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class FilingRequired(Event, frozen=True, kw_only=True, tag="deal.filing_required.v1"):
    """An official required a step with a government authority, of one side or of any.

    ``kind`` says what is filed: ``project_filing``, ``merger_control``. ``authority`` is its name.
    ``principal`` is whose lead must submit it, empty for whichever does.
    """

    filing: str
    instrument: InstrumentId
    kind: str
    authority: str
    effect: FilingEffect
    principal: OrganisationId
    due: Deadline
    by: PersonId


class FilingSubmitted(Event, frozen=True, kw_only=True, tag="deal.filing_submitted.v1"):
    """A side's lead put the filing before the authority; until its answer no clock runs."""

    filing: str
    principal: OrganisationId
    submission_sha256: Sha256
    by: PersonId


class FilingWithdrawn(Event, frozen=True, kw_only=True, tag="deal.filing_withdrawn.v1"):
    """A side took its submission back from the authority; the filing is still required."""

    filing: str
    principal: OrganisationId
    reason: str
    by: PersonId


class FilingExtended(Event, frozen=True, kw_only=True, tag="deal.filing_extended.v1"):
    """An official gave more time to submit."""

    filing: str
    previous: Deadline
    due: Deadline
    by: PersonId


class FilingLifted(Event, frozen=True, kw_only=True, tag="deal.filing_lifted.v1"):
    """An official found that the filing is not required after all."""

    filing: str
    reason: str
    by: PersonId


class FilingDecided(Event, frozen=True, kw_only=True, tag="deal.filing_decided.v1"):
    """An official recorded the authority's decision, by its digest. A refused one may come again.

    ``reason`` is what the authority says; it may be empty for a consent.
    """

    filing: str
    outcome: Outcome
    decision_sha256: Sha256
    reason: str
    by: PersonId


FilingsEvent: TypeAlias = (
    FilingRequired
    | FilingSubmitted
    | FilingDecided
    | FilingWithdrawn
    | FilingExtended
    | FilingLifted
)
