"""A schedule of performance as a move lays it out; each item cites a clause."""

from __future__ import annotations

import msgspec

from aggregates.deal.performance.schedule import Landing
from api.dealfile.fields import CalendarDay, Code, Id, InstrumentRef, Named, OrganisationRef, Sum


class ConditionDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A condition precedent, and who may waive it together; nobody, if they are not named."""

    id: Id
    instrument: InstrumentRef = ""
    clause: Id
    title: Named
    waivable_by: tuple[OrganisationRef, ...] = ()


class ContributionDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What the organisation ``of`` pays in, of the sum that the clause states as ``value``."""

    id: Id
    instrument: InstrumentRef = ""
    clause: Id
    value: Code
    of: OrganisationRef
    amount: Sum
    due: CalendarDay | None = None


class MilestoneDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached, by the organisation ``of`` or by all together."""

    id: Id
    instrument: InstrumentRef = ""
    clause: Id
    title: Named
    landing: Landing = Landing.OTHER
    of: OrganisationRef = ""
    due: CalendarDay | None = None
