"""That a clerical correction was taken back. Stored for ever."""

from __future__ import annotations

from aggregates.vocabulary import Event, InstrumentId, OrganisationId, PersonId


class ClericalCorrectionWithdrawn(
    Event, frozen=True, kw_only=True, tag="deal.clerical_correction_withdrawn.v1"
):
    """The side that had proposed a clerical correction took it back: nothing is mended."""

    instrument: InstrumentId
    correction: str
    principal: OrganisationId
    by: PersonId
    reason: str
