"""What can have happened in the signing of an instrument. Stored for ever.

Each revision of the PDF is named by its digest: ``base_pdf_sha256`` is the uncertified base,
``previous_pdf_sha256`` what was signed upon, ``pdf_sha256`` what came of it. The bytes are blobs.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from aggregates.vocabulary import (
    Deadline,
    Event,
    InstrumentId,
    Language,
    MandateId,
    OrganisationId,
    PersonId,
    Rate,
    Seat,
    Sha256,
    Sitter,
)


class Revision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a PDF: the base, what was signed upon, and what came of it."""

    base_pdf_sha256: Sha256
    previous_pdf_sha256: Sha256
    pdf_sha256: Sha256


class Consent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the person who signed said so.

    ``language`` is the one in which the text was shown, ``method`` how the person proved to be
    present (``passkey``, ``totp``, ``desk``, ``demonstration``), ``evidence_sha256`` the blob that
    records it.
    """

    language: Language
    method: str
    evidence_sha256: Sha256


class SigningOpened(Event, frozen=True, kw_only=True, tag="deal.signing_opened.v1"):
    """The base PDF was rendered and certified by the registry, and its seats may be signed.

    ``manifest_sha256`` is the digest of the renderer's manifest; ``page_code`` (32 hexadecimal
    digits) and ``instant`` went into the rendering; ``rates`` are fixed here for every mandate's
    limit; ``level`` is how the signatures count: ``simple``, ``advanced``, ``qualified``.
    """

    instrument: InstrumentId
    signing: str
    terms_sha256: Sha256
    revision: Revision
    manifest_sha256: Sha256
    certificate_sha256: Sha256
    page_code: str
    instant: str
    seats: tuple[Seat, ...]
    rates: tuple[Rate, ...]
    level: str
    principal: OrganisationId
    by: PersonId
    expires_at: Deadline


class SigningEmbargoed(Event, frozen=True, kw_only=True, tag="deal.signing_embargoed.v1"):
    """The signing just opened is for the stage: signed before it, executed when it is called."""

    instrument: InstrumentId
    principal: OrganisationId
    by: PersonId


class SigningCalled(Event, frozen=True, kw_only=True, tag="deal.signing_called.v1"):
    """The signing was called on the stage: what was signed before counts from here on."""

    instrument: InstrumentId
    office: OrganisationId
    by: PersonId


class SigningTurnOpened(Event, frozen=True, kw_only=True, tag="deal.signing_turn_opened.v1"):
    """A signatory took the pen: until it expires, nobody else signs upon this revision.

    It is for a signature that is made outside, between its preparation and its return.
    """

    instrument: InstrumentId
    field: str
    principal: OrganisationId
    by: PersonId
    pdf_sha256: Sha256
    expires_at: Deadline


class SignaturePrepared(Event, frozen=True, kw_only=True, tag="deal.signature_prepared.v1"):
    """A revision was laid out for whoever has the pen, who signs it with a key of their own.

    ``revision.pdf_sha256`` is the file with the room for the signature, the octets
    ``contents_start`` to ``contents_end`` of it; it is signed if the signature comes back before
    the turn is over. ``key`` names the public half of the key, ``language`` is the one in which
    the text was shown.
    """

    instrument: InstrumentId
    field: str
    principal: OrganisationId
    by: PersonId
    mandate: MandateId
    terms_sha256: Sha256
    revision: Revision
    contents_start: int
    contents_end: int
    key: Sha256
    certificate_sha256: Sha256
    language: Language


class SignatoryReplaced(Event, frozen=True, kw_only=True, tag="deal.signatory_replaced.v1"):
    """Another person, with a mandate, sits in a seat that was not yet signed."""

    instrument: InstrumentId
    field: str
    previous: PersonId
    sitter: Sitter
    principal: OrganisationId
    by: PersonId


class SignatureApplied(Event, frozen=True, kw_only=True, tag="deal.signature_applied.v1"):
    """A signatory signed a seat for a principal, under a mandate, having consented."""

    instrument: InstrumentId
    field: str
    principal: OrganisationId
    by: PersonId
    mandate: MandateId
    terms_sha256: Sha256
    revision: Revision
    certificate_sha256: Sha256
    consent: Consent


class AgreementSigned(Event, frozen=True, kw_only=True, tag="deal.agreement_signed.v1"):
    """Every required signatory's seat of the leading instrument was signed."""

    instrument: InstrumentId
    terms_sha256: Sha256
    pdf_sha256: Sha256


class InstrumentExecuted(Event, frozen=True, kw_only=True, tag="deal.instrument_executed.v1"):
    """An instrument came into being between its principals; every instrument has one of these."""

    instrument: InstrumentId
    terms_sha256: Sha256
    pdf_sha256: Sha256


class SigningRefused(Event, frozen=True, kw_only=True, tag="deal.signing_refused.v1"):
    """A signatory refused: the terms are open again. ``voids``: fields whose signatures fall."""

    instrument: InstrumentId
    field: str
    principal: OrganisationId
    by: PersonId
    reason: str
    voids: tuple[str, ...]


class SigningVoided(Event, frozen=True, kw_only=True, tag="deal.signing_voided.v1"):
    """The signing was called off; the terms stay locked. ``voids`` as in a refusal."""

    instrument: InstrumentId
    by: PersonId
    reason: str
    voids: tuple[str, ...]


class SigningExpired(Event, frozen=True, kw_only=True, tag="deal.signing_expired.v1"):
    """The signing's deadline passed and the scheduler closed it. ``voids`` as in a refusal."""

    instrument: InstrumentId
    by: PersonId
    voids: tuple[str, ...]


class Witnessed(Event, frozen=True, kw_only=True, tag="deal.witnessed.v1"):
    """A witness, who is no party, attested after the principals had signed."""

    instrument: InstrumentId
    field: str
    office: OrganisationId
    by: PersonId
    revision: Revision
    certificate_sha256: Sha256
    consent: Consent


class Notarised(Event, frozen=True, kw_only=True, tag="deal.notarised.v1"):
    """A notary attested after the principals had signed."""

    instrument: InstrumentId
    field: str
    office: OrganisationId
    by: PersonId
    revision: Revision
    certificate_sha256: Sha256
    consent: Consent


class OfficialSigned(Event, frozen=True, kw_only=True, tag="deal.official_signed.v1"):
    """An official signed last and locked every field."""

    instrument: InstrumentId
    field: str
    office: OrganisationId
    by: PersonId
    revision: Revision
    certificate_sha256: Sha256
    consent: Consent


class DetachedSignature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A signature over the digest of the terms, beside the file: it outlives those in the file.

    ``algorithm`` names its slot: ``ML-DSA-65`` (FIPS 204). ``context`` is what it is for, ``key``
    the public key and ``value`` the signature as the algorithm writes them.
    """

    algorithm: str
    context: str
    key: bytes
    value: bytes


class AgreementSealed(
    Event, frozen=True, kw_only=True, omit_defaults=True, tag="deal.agreement_sealed.v1"
):
    """The registry closed the file. ``level`` is the PAdES level it reached: ``B-T``, ``B-LTA``.

    ``detached`` is the registry's signature over ``terms_sha256`` besides, if it made one.
    """

    instrument: InstrumentId
    terms_sha256: Sha256
    revision: Revision
    level: str
    by: PersonId
    detached: DetachedSignature | None = None


class ArchiveRenewed(Event, frozen=True, kw_only=True, tag="deal.archive_renewed.v1"):
    """The registry archived a sealed file once more: newer evidence, and a newer time-stamp."""

    instrument: InstrumentId
    terms_sha256: Sha256
    revision: Revision
    by: PersonId


SigningEvent: TypeAlias = (
    SignatureApplied
    | SigningOpened
    | InstrumentExecuted
    | AgreementSigned
    | OfficialSigned
    | AgreementSealed
    | ArchiveRenewed
    | SignatoryReplaced
    | Witnessed
    | Notarised
    | SigningRefused
    | SigningVoided
    | SigningExpired
    | SigningEmbargoed
    | SigningCalled
    | SigningTurnOpened
    | SignaturePrepared
)
