"""The signing of one instrument: its seats, and which of them are signed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.paper.events import PaperSignature
from aggregates.deal.parties.state import NOTHING
from aggregates.deal.signing.events import DetachedSignature, SignaturePrepared
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


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the pen, for which seat, upon which revision, and until when.

    ``prepared`` is what was laid out for them, if they sign with a key of their own.
    """

    field: str
    person: PersonId
    pdf_sha256: Sha256
    expires_at: Deadline
    prepared: SignaturePrepared | None = None


class PaperOriginal(msgspec.Struct, frozen=True, kw_only=True):
    """A scan of the printed base, with the signatures by hand that are on it.

    ``confirmed`` are the principals that say so, ``office`` whose official attested it, if any has.
    """

    scan_sha256: Sha256
    signatures: tuple[PaperSignature, ...]
    confirmed: frozenset[OrganisationId]
    office: OrganisationId = ""


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """One signing session. ``pdf_sha256`` is the newest revision, on which the next one signs.

    ``principal`` is who opened it, a side or the sponsor: only they extend its deadline.
    ``detached`` is the registry's signature over the terms, besides, once it is sealed.
    ``embargoed`` until it is called on the stage; ``paper`` if it was signed by hand.
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
    detached: DetachedSignature | None = None
    embargoed: bool = False
    turn: Turn | None = None
    paper: PaperOriginal | None = None

    def awaited(self) -> tuple[Seat, ...]:
        """Return the required seats that are not signed, in the order of their turns."""
        waiting = [s for s in self.seats.values() if s.required and s.field not in self.signed]
        return tuple(sorted(waiting, key=lambda seat: (seat.turn, seat.field)))
