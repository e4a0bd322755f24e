"""The signing of one instrument: its seats, and which of them are signed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.parties.state import NOTHING
from aggregates.vocabulary import (
    Deadline,
    MandateId,
    OrganisationId,
    PersonId,
    Rate,
    Seat,
    SeatRole,
    Sha256,
)

AFTER_EXECUTION = frozenset({SeatRole.WITNESS, SeatRole.NOTARY, SeatRole.OFFICIAL})
"""The roles that sign when the principals have signed."""


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed a seat, and under which mandate (none for the registry and the offices)."""

    person: PersonId
    mandate: MandateId
    terms_sha256: Sha256


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """One signing session. ``pdf_sha256`` is the newest revision, on which the next one signs.

    ``principal`` is who opened it, a side or the sponsor: only they extend its deadline.
    """

    id: str
    principal: OrganisationId
    terms_sha256: Sha256
    base_pdf_sha256: Sha256
    pdf_sha256: Sha256
    seats: Mapping[str, Seat]
    signed: Mapping[str, Signature] = NOTHING
    rates: tuple[Rate, ...] = ()
    expires_at: Deadline
    sealed: bool = False

    def awaited(self) -> tuple[Seat, ...]:
        """Return the required seats that are not signed, in the order of their turns."""
        waiting = [s for s in self.seats.values() if s.required and s.field not in self.signed]
        return tuple(sorted(waiting, key=lambda seat: (seat.turn, seat.field)))
