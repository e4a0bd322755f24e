"""One person's signature in assisted mode: a key that lives for one signature.

What is drawn, certified and recorded of it is the same for a key outside: see `outside`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from aggregates.canonical import canonical_bytes
from aggregates.deal.signing.events import Consent, Revision
from aggregates.deal.signing.sign import Attestation
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import (
    DealId,
    Language,
    OrganisationId,
    PersonId,
    Seat,
    SeatRole,
    Sha256,
)
from api.contracts.opening import digest, instant_of, pending
from api.contracts.people import Registered
from ledger.drafting import Blob
from signing.pades.box import field_size
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.pki.mandate import CertifiedMandate
from signing.pki.subject import Subject
from signing.registry.registry import Registry, Signer
from signing.render.stamp import stamp_appearance, stamp_lines


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The newest revision of a PDF, and the signing that it belongs to."""

    signing: str
    terms_sha256: Sha256
    base_pdf_sha256: Sha256
    pdf_sha256: Sha256
    pdf: bytes


class Consenting(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs, how they showed to be present, and in which language they read the text.

    ``presence`` are the bytes (UTF-8) with which that can be seen, where there are any.
    """

    person: PersonId
    method: str
    language: Language
    at: datetime
    presence: bytes = b""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What the decision must be told, and the files that its events name."""

    attestation: Attestation
    blobs: tuple[Blob, ...]


def planned(field: str, paper: Paper, who: Consenting) -> Attestation:
    """Return the signature that is to be made, for the rules to say whether it may be.

    The digests in it that nobody can know before are `pending`: it MUST NOT be recorded.
    """
    return Attestation(
        field=field,
        revision=Revision(
            base_pdf_sha256=paper.base_pdf_sha256,
            previous_pdf_sha256=paper.pdf_sha256,
            pdf_sha256=pending("signed"),
        ),
        certificate_sha256=pending("certificate"),
        consent=Consent(
            language=who.language, method=who.method, evidence_sha256=pending("evidence")
        ),
    )


class Desk:
    """Where people sign: the registry's keys, and who is who."""

    def __init__(self, authority: Registry, registered: Registered) -> None:
        self._authority = authority
        self._registered = registered

    def sign(
        self,
        deal: DealId,
        paper: Paper,
        seat: Seat,
        who: Consenting,
        mandate: Mandate | None,
    ) -> Signed:
        """Sign ``seat`` upon ``paper``. Nothing is stored yet.

        The caller MUST have asked the rules first: a certificate says that its holder may sign.

        Raises:
            ApiError: ``organisation_unlisted``, ``person_unlisted``.
            SignatureError: as certifying and signing.
        """
        signer = self.signer(seat.role, seat.of, who.person, mandate)
        identity = self._authority.assist(signer, who.at)
        request = self.request(paper, seat, who, mandate)
        signed = sign(paper.pdf, request, identity, self._authority.time_stamps)
        return signed_as(deal, paper, seat, who, (signed, identity.certificate.der))

    def signer(
        self, role: SeatRole, of: OrganisationId, person: PersonId, mandate: Mandate | None
    ) -> Signer:
        """Return whom a certificate is for: their name, and for whom they sign.

        Raises:
            ApiError: ``organisation_unlisted``, ``person_unlisted``.
        """
        facts = self._registered.organisation(of)
        subject = Subject(
            country=facts.country,
            organisation=facts.legal_name,
            identifier=facts.registration,
            common_name=self._registered.name(person).latin,
        )
        stated = None if mandate is None else certified(mandate)
        return Signer(subject=subject, role=role, mandate=stated)

    def request(
        self, paper: Paper, seat: Seat, who: Consenting, mandate: Mandate | None
    ) -> SignatureRequest:
        """Return what is laid out upon ``paper``: where, when, and with which stamp.

        Raises:
            ApiError: ``organisation_unlisted``, ``person_unlisted``.
            SignatureError: as drawing the stamp.
        """
        lines = stamp_lines(
            names=self._registered.name(who.person).both,
            principal=self._registered.organisation(seat.of).legal_name,
            mandate="" if mandate is None else mandate.id,
            at=instant_of(who.at),
            languages=(who.language,),
        )
        stamp = stamp_appearance(lines, *field_size(paper.pdf, seat.field))
        return SignatureRequest(field=seat.field, at=who.at, stamp=stamp)


def signed_as(
    deal: DealId, paper: Paper, seat: Seat, who: Consenting, made: tuple[bytes, bytes]
) -> Signed:
    """Return what there is to record of a signature; ``made`` are signed file and certificate."""
    evidence = _evidence(deal, paper, seat, who)
    plan = planned(seat.field, paper, who)
    attestation = replace(
        plan,
        revision=replace(plan.revision, pdf_sha256=digest(made[0])),
        certificate_sha256=digest(made[1]),
        consent=replace(plan.consent, evidence_sha256=digest(evidence)),
    )
    return Signed(attestation=attestation, blobs=(*made, evidence))


def certified(mandate: Mandate) -> CertifiedMandate:
    """Return the mandate as a certificate states it; there, its last second still counts."""
    return CertifiedMandate(
        id=mandate.id,
        instruments=tuple(kind.value for kind in mandate.instruments),
        valid_from=mandate.valid_from,
        valid_until=mandate.valid_until - timedelta(seconds=1),
        limit=mandate.limit,
        joint=mandate.joint,
    )


def _evidence(deal: DealId, paper: Paper, seat: Seat, who: Consenting) -> bytes:
    """Return the record of the consent: who agreed to sign what, when, and how it was known."""
    presence = {"presence": who.presence.decode()} if who.presence else {}
    return canonical_bytes(
        {
            **presence,
            "format": "counterseal/consent/v1",
            "deal": deal,
            "signing": paper.signing,
            "field": seat.field,
            "person": who.person,
            "terms_sha256": paper.terms_sha256,
            "previous_pdf_sha256": paper.pdf_sha256,
            "language": who.language,
            "method": who.method,
            "at": instant_of(who.at),
        }
    )
