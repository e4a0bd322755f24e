"""What clients say when a paper is opened, signed or sealed; and what of it is checked at once.

A signature cites what its signatory has read: the terms, and the very file.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from aggregates.deal.state import Instrument
from aggregates.deal.terms.events import Bindingness
from aggregates.errors import RuleError
from aggregates.vocabulary import (
    Clause,
    Deadline,
    Frame,
    InstrumentId,
    Language,
    Seat,
    SeatRole,
    Sha256,
)
from api.contracts.registry_office import registry_office
from api.contracts.seating import registry_seat
from api.contracts.signature import Consenting
from api.http.asked import Asked
from api.http.papers import Desk


class Opened(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open the signing of the terms of this digest; the paper is made and certified here.

    ``seats`` are all but the registry's own, which comes first by itself. ``embargoed``: it may be
    signed before the stage, and is executed when it is called there.
    """

    instrument: InstrumentId
    terms_sha256: Sha256
    seats: tuple[Seat, ...]
    expires_at: Deadline
    embargoed: bool = False

    def require_cited(self, instrument: Instrument) -> None:
        """Refuse terms other than those that are locked.

        Raises:
            RuleError: ``other_terms``.
        """
        locked = instrument.matrix.locked_sha256
        if self.terms_sha256 != locked:
            raise RuleError("other_terms", cited=self.terms_sha256, locked=locked)


class Consent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who signs has read, in ``language``, the terms of this digest, in the file of that one."""

    instrument: InstrumentId
    terms_sha256: Sha256
    base_pdf_sha256: Sha256
    language: Language


class Accepted(Consent, frozen=True, kw_only=True):
    """Accept a letter of intent by signing it, at the seat where one sits."""


class Signed(Consent, frozen=True, kw_only=True):
    """Sign at the seat whose signature field this is, in assisted mode: with a key made for it."""

    field: str


class Outside(Consent, frozen=True, kw_only=True):
    """Have the signature at a seat prepared, for a key of one's own.

    ``key`` names it; ``pdf_sha256`` is the newest revision, which one has before oneself.
    """

    field: str
    key: Sha256
    pdf_sha256: Sha256


class Returned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The signature over what was prepared as the file of this digest.

    It is over the signed attributes, with SHA-256: ECDSA in DER, or PKCS #1 v1.5; in base64.
    """

    instrument: InstrumentId
    field: str
    pdf_sha256: Sha256
    signature: Annotated[bytes, msgspec.Meta(max_length=2048)]


class Attested(Consent, frozen=True, kw_only=True):
    """Sign at the seat of one's office whose signature field this is, after the principals."""

    field: str


class Sent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Send a letter of intent, and sign it at the seat where one sits.

    ``seats`` are all but the registry's own. ``language`` is the one in which it was read.
    """

    instrument: InstrumentId
    frame: Frame
    clauses: tuple[Clause, ...]
    bindingness: Bindingness
    seats: tuple[Seat, ...]
    expires_at: Deadline
    language: Language


class Newest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An instrument, and the digest of its newest revision as whoever asks has seen it."""

    instrument: InstrumentId
    pdf_sha256: Sha256

    def require_cited(self, instrument: Instrument) -> None:
        """Refuse a revision that is not the newest.

        Raises:
            RuleError: ``no_signing``, ``revision_moved``.
        """
        require_newest(instrument, self.pdf_sha256)


class Sealed(Newest, frozen=True, kw_only=True):
    """Seal an executed instrument as its newest revision, of this digest, stands."""


class Renewed(Newest, frozen=True, kw_only=True):
    """Archive a sealed instrument once more; its newest revision is of this digest."""


def require_newest(instrument: Instrument, pdf_sha256: Sha256) -> None:
    """Refuse a revision that is not the newest.

    Raises:
        RuleError: ``no_signing``, ``revision_moved``.
    """
    if instrument.signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    newest = instrument.signing.pdf_sha256
    if pdf_sha256 != newest:
        raise RuleError("revision_moved", cited=pdf_sha256, newest=newest)


def read(body: Consent) -> Sha256:
    """Return the file that somebody has read before they sign."""
    return body.base_pdf_sha256


def consent_of(desk: Desk, instrument: Instrument, body: Consent) -> Consenting:
    """Return the consent of who asks, to the paper that they have read.

    Raises:
        RuleError: ``no_signing``, ``other_terms``, ``other_base``.
    """
    signing = instrument.signing
    if signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    if body.terms_sha256 != signing.terms_sha256:
        raise RuleError("other_terms", cited=body.terms_sha256, locked=signing.terms_sha256)
    if body.base_pdf_sha256 != signing.base_pdf_sha256:
        raise RuleError("other_base", cited=body.base_pdf_sha256)
    return consenting(desk, body.language)


def consenting(desk: Desk, language: Language) -> Consenting:
    """Return who consents, when, in which language, and how it is known that it is they."""
    who, shown = desk.asked.who, desk.presence
    return Consenting(
        person=who.person,
        method=f"{who.method}/{shown.method}" if shown else who.method,
        language=language,
        at=desk.asked.at,
        presence=shown.evidence if shown else b"",
    )


def with_registry(asked: Asked, seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
    """Return the registry's seat, then ``seats``.

    Raises:
        RuleError: ``registry_seat`` if they have one already.
        ApiError: ``registry_office_unlisted``.
    """
    given = sum(seat.role is SeatRole.REGISTRY for seat in seats)
    if given:
        raise RuleError("registry_seat", seats=given + 1)
    return (registry_seat(registry_office(asked.site.installation)), *seats)
