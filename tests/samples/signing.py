"""Samples of what happens in the signing of an instrument."""

from __future__ import annotations

from aggregates.deal.signing.events import (
    AgreementSealed,
    AgreementSigned,
    ArchiveRenewed,
    Consent,
    InstrumentExecuted,
    Notarised,
    OfficialSigned,
    Revision,
    SignatoryReplaced,
    SignatureApplied,
    SigningExpired,
    SigningOpened,
    SigningRefused,
    SigningVoided,
    Witnessed,
)
from aggregates.vocabulary import SYSTEM, Seat, SeatRole, Sitter
from samples.world import RATES, at, digest, until

TERMS = digest("terms of agreement-1")
CONSENT = Consent(language="zh-Hans", method="passkey", evidence_sha256=digest("passkey evidence"))
SEATS = (
    Seat(field="registry", role=SeatRole.REGISTRY, of="fair", number=1, turn=0),
    Seat(
        field="linghai-1",
        role=SeatRole.SIGNATORY,
        of="linghai",
        number=1,
        turn=1,
        sitters=(Sitter(person="wen-hao", mandate="M-1"),),
    ),
    Seat(
        field="andes-1",
        role=SeatRole.SIGNATORY,
        of="andes",
        number=1,
        turn=1,
        sitters=(
            Sitter(person="quispe", mandate="M-2"),
            Sitter(person="rojas", mandate="M-3"),
        ),
    ),
    Seat(field="official", role=SeatRole.OFFICIAL, of="bureau", number=1, turn=2, required=False),
)


def revision(number: int) -> Revision:
    """Return the step from the PDF ``number`` to the next one; 0 is the base."""
    return Revision(
        base_pdf_sha256=digest("pdf 0"),
        previous_pdf_sha256=digest(f"pdf {number}"),
        pdf_sha256=digest(f"pdf {number + 1}"),
    )


EVENTS = (
    SigningOpened(
        at=at(14),
        instrument="agreement-1",
        signing="signing-1",
        terms_sha256=TERMS,
        revision=revision(0),
        manifest_sha256=digest("manifest"),
        certificate_sha256=digest("certificate of the registry"),
        page_code=digest("page code")[:32],
        instant="2026-09-14T09:30:00Z",
        seats=SEATS,
        rates=RATES,
        level="advanced",
        principal="linghai",
        by="lin-yue",
        expires_at=until(15),
    ),
    SignatoryReplaced(
        at=at(14, 10),
        instrument="agreement-1",
        field="linghai-1",
        previous="wen-hao",
        sitter=Sitter(person="lin-yue", mandate="M-5"),
        principal="linghai",
        by="lin-yue",
    ),
    SignatureApplied(
        at=at(14, 11),
        instrument="agreement-1",
        field="linghai-1",
        principal="linghai",
        by="wen-hao",
        mandate="M-1",
        terms_sha256=TERMS,
        revision=revision(1),
        certificate_sha256=digest("certificate of wen-hao"),
        consent=CONSENT,
    ),
    AgreementSigned(
        at=at(14, 12),
        instrument="agreement-1",
        terms_sha256=TERMS,
        pdf_sha256=digest("pdf 3"),
    ),
    InstrumentExecuted(
        at=at(14, 12),
        instrument="agreement-1",
        terms_sha256=TERMS,
        pdf_sha256=digest("pdf 3"),
    ),
    SigningRefused(
        at=at(14, 13),
        instrument="agreement-1",
        field="andes-1",
        principal="andes",
        by="quispe",
        reason="The annex is not the one that we agreed.",
        voids=("linghai-1",),
    ),
    SigningVoided(
        at=at(14, 14),
        instrument="agreement-1",
        by="lin-yue",
        reason="The ceremony is postponed.",
        voids=("linghai-1", "andes-1"),
    ),
    SigningExpired(at=at(15, 10, 1), instrument="agreement-1", by=SYSTEM, voids=("linghai-1",)),
    Witnessed(
        at=at(14, 15),
        instrument="agreement-1",
        field="witness",
        office="harbour-bank",
        by="sato",
        revision=revision(3),
        certificate_sha256=digest("certificate of sato"),
        consent=CONSENT,
    ),
    Notarised(
        at=at(14, 15, 10),
        instrument="agreement-1",
        field="notary",
        office="chamber",
        by="okafor",
        revision=revision(4),
        certificate_sha256=digest("certificate of okafor"),
        consent=CONSENT,
    ),
    OfficialSigned(
        at=at(14, 15, 20),
        instrument="agreement-1",
        field="official",
        office="bureau",
        by="he-jing",
        revision=revision(5),
        certificate_sha256=digest("certificate of he-jing"),
        consent=CONSENT,
    ),
    AgreementSealed(
        at=at(14, 16),
        instrument="agreement-1",
        terms_sha256=TERMS,
        revision=revision(6),
        level="B-T",
        by="okafor",
    ),
    ArchiveRenewed(
        at=at(15, 9),
        instrument="agreement-1",
        terms_sha256=TERMS,
        revision=revision(7),
        by="okafor",
    ),
)
