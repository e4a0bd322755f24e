"""Something that waits on somebody."""

from __future__ import annotations

import msgspec

from aggregates.deal.state import Deal, Instrument
from aggregates.vocabulary import (
    ClauseId,
    Deadline,
    DealId,
    InstrumentId,
    OrganisationId,
    PersonId,
    Role,
)


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits on an organisation, until a deadline if there is one.

    ``person`` is whose it is, empty if it is anybody's who acts for the organisation in ``role``.
    ``what`` is the decision that is asked for, by its name; ``subject`` what it is about beside
    instrument and rows: an approval, a seat's field, a proposal, a question, a filing.
    """

    deal: DealId
    organisation: OrganisationId
    person: PersonId
    role: str
    what: str
    instrument: InstrumentId = ""
    subject: str = ""
    rows: tuple[ClauseId, ...] = ()
    deadline: Deadline | None = None


def of_lead(  # noqa: PLR0913 - what a turn says beside who leads
    deal: Deal,
    side: OrganisationId,
    what: str,
    instrument: Instrument | None = None,
    *,
    subject: str = "",
    rows: tuple[ClauseId, ...] = (),
    deadline: Deadline | None = None,
) -> Turn:
    """Return what waits on the lead of a side."""
    return Turn(
        deal=deal.id,
        organisation=side,
        person=deal.parties.principals[side].lead,
        role=Role.LEAD.value,
        what=what,
        instrument=instrument.id if instrument is not None else "",
        subject=subject,
        rows=rows,
        deadline=deadline,
    )
