"""An agreement at a registry: its terms, its seats, who sits there, and the signed file.

Two companies, one of which signs by two people jointly; a witness who need not; an official.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO

import msgspec
from forgery.pen import HONEST, Trick, sign
from paper.samples import clause, seat
from pikepdf import Pdf
from registries import DAY, HE, OFFICE, ROJAS, WEN

from aggregates.signing_sheet import SheetSeat, SigningSheet
from aggregates.terms import Terms, terms_sha256
from aggregates.vocabulary import Kind, Money, Party, Rate, SeatRole
from signing.cms.identity import Identity
from signing.pades.box import field_size
from signing.pades.evidence import Evidence
from signing.pades.request import SignatureRequest
from signing.pki.mandate import CertifiedMandate
from signing.pki.subject import Subject
from signing.registry.archive import archived, evidence_of
from signing.registry.office import Service
from signing.registry.registry import Registry, Signer
from signing.registry.trust import trust_policy
from signing.render.document import render
from signing.render.manifest import current_manifest
from signing.render.paper.streams import saved
from signing.render.stamp import stamp_appearance, stamp_lines
from signing.timestamp.authority import TimeStampAuthority
from signing.trust import TrustPolicy
from signing.verify.case import Case, Record

MINUTE = timedelta(minutes=1)
SU = Subject(
    country="CN",
    organisation=WEN.organisation,
    identifier=WEN.identifier,
    common_name="苏晴 Su Qing",
)
TERMS = Terms(
    deal="deal-0147",
    instrument="agreement-1",
    kind=Kind.AGREEMENT,
    values={"amount": Money(amount="480000000", currency="CNY")},
    clauses=(
        clause(
            "purpose",
            {
                "en": ("Purpose", "The parties build a smelter."),
                "zh-Hans": ("目的", "各方共建冶炼厂。"),
            },
        ),
        clause(
            "law",
            {
                "en": ("Law", "The law of the seat governs."),
                "zh-Hans": ("法律", "适用所在地法律。"),
            },
        ),
    ),
    annexes=(),
    parties=(
        Party(
            id="andes", legal_name=ROJAS.organisation, country="CL", registration=ROJAS.identifier
        ),
        Party(id="linghai", legal_name=WEN.organisation, country="CN", registration=WEN.identifier),
    ),
    authentic_languages=("en", "zh-Hans"),
    governing_law="the law of the seat",
    forum="an arbitral tribunal at the seat",
)
LINGHAI = (WEN.identifier, WEN.organisation)
SEATS = (
    seat("registry", SeatRole.REGISTRY, (OFFICE.identifier, OFFICE.organisation), turn=0),
    seat("linghai-1", SeatRole.SIGNATORY, LINGHAI),
    seat("linghai-2", SeatRole.SIGNATORY, LINGHAI, number=2),
    seat("andes", SeatRole.SIGNATORY, (ROJAS.identifier, ROJAS.organisation)),
    msgspec.structs.replace(
        seat("witness", SeatRole.WITNESS, (HE.identifier, HE.organisation), turn=2), required=False
    ),
    seat("official", SeatRole.OFFICIAL, (HE.identifier, HE.organisation), turn=3),
)
PEOPLE = {"linghai-1": WEN, "linghai-2": SU, "andes": ROJAS, "witness": HE, "official": HE}


def sheet_of(
    terms: Terms, seats: tuple[SheetSeat, ...] = SEATS, rates: tuple[Rate, ...] = ()
) -> SigningSheet:
    """Return the sheet of a signing of ``terms``."""
    return SigningSheet(
        deal=terms.deal,
        instrument=terms.instrument,
        terms_sha256=terms_sha256(terms),
        page_code="7d3f0a914c2e48b1957ae00c1f6db238",
        instant="2026-09-08T12:00:00Z",
        edition="fair-2026",
        edition_name="Reference Investment Fair 2026",
        seats=seats,
        rates=rates,
    )


class Scene:
    """One agreement, opened ``at``; between two signatures passes a minute, or ``pace``."""

    def __init__(
        self,
        registry: Registry,
        at: datetime,
        terms: Terms = TERMS,
        *,
        seats: tuple[SheetSeat, ...] = SEATS,
        rates: tuple[Rate, ...] = (),
        change: Callable[[Pdf], None] | None = None,
        pace: timedelta = MINUTE,
    ) -> None:
        self.registry = registry
        self.at = at
        self.terms = terms
        self.sheet = sheet_of(terms, seats, rates)
        self.fields = tuple(one.field for one in seats)
        self._change = change
        self._pace = pace

    @cached_property
    def base(self) -> bytes:
        """The document before anybody signed; with a ``change`` to it, if one was asked for."""
        rendered = render(self.terms, self.sheet, current_manifest())
        if self._change is None:
            return rendered
        with Pdf.open(BytesIO(rendered)) as opened:
            self._change(opened)
            return saved(opened)

    @cached_property
    def revisions(self) -> tuple[bytes, ...]:
        """The file after each signature, beginning with the registry's certification."""
        made = list[bytes]()
        for field in self.fields:
            made.append(self.sign(made[-1] if made else self.base, field))
        return tuple(made)

    @property
    def good(self) -> bytes:
        """The file with all its signatures."""
        return self.revisions[-1]

    @property
    def archived_at(self) -> datetime:
        """When the file is archived: half an hour before trust is exported."""
        return self.at + timedelta(minutes=30)

    @cached_property
    def evidence(self) -> Evidence:
        """What is archived with the file."""
        return evidence_of(self.registry, self.registry.held(Service.ISSUING), (), self.archived_at)

    @cached_property
    def archived(self) -> bytes:
        """The file with all its signatures, archived."""
        return archived(self.good, self.registry, (), self.archived_at)

    @cached_property
    def bare_trust(self) -> TrustPolicy:
        """The trust policy without what the issuing authority has revoked: for archived files."""
        return msgspec.structs.replace(self.trust, crls=(self.registry.root_crl(),))

    @cached_property
    def trust(self) -> TrustPolicy:
        """The trust policy, exported when all had signed."""
        return trust_policy(self.registry, (), self.at + timedelta(hours=1))

    @property
    def record(self) -> Record:
        """What the ledger has of the signed agreement."""
        whole = self.case(self.good)
        return Record(
            base_pdf_sha256=whole.base_sha256, pdf_sha256=whole.sha256, status_now="in_force"
        )

    def case(
        self, pdf: bytes, trust: TrustPolicy | None = None, record: Record | None = None
    ) -> Case:
        """Return the question whether ``pdf`` is valid, asked a day later."""
        return Case(pdf=pdf, trust=trust or self.trust, at=self.at + DAY, record=record)

    def when(self, field: str) -> datetime:
        """Return when ``field`` is signed."""
        return self.at + self._pace * (1 + self.fields.index(field))

    def signer(self, field: str, mandate: CertifiedMandate | None = None) -> Signer:
        """Return who sits at ``field``, with ``mandate`` or the one that they have."""
        role = next(one.role for one in self.sheet.seats if one.field == field)
        if role is SeatRole.SIGNATORY:
            mandate = mandate or self.mandate(field)
        return Signer(subject=PEOPLE[field], role=role, mandate=mandate)

    def mandate(self, field: str) -> CertifiedMandate:
        """Return the mandate of who sits at ``field``: for this amount, not more."""
        return CertifiedMandate(
            id=f"mandate-{field}",
            instruments=("agreement", "nda"),
            valid_from=self.at - DAY,
            valid_until=self.at + 90 * DAY,
            limit=Money(amount="480000000", currency="CNY"),
            joint=2 if field.startswith("linghai") else 1,
        )

    def identity(self, field: str) -> Identity:
        """Return the identity with which ``field`` is signed, new each time."""
        if field == "registry":
            return self.registry.seal
        return self.registry.assist(self.signer(field), self.when(field))

    def sign(
        self,
        pdf: bytes,
        field: str,
        identity: Identity | None = None,
        trick: Trick = HONEST,
        authority: TimeStampAuthority | None = None,
    ) -> bytes:
        """Return ``pdf`` with the signature of ``field``, by who sits there or ``identity``."""
        identity = identity or self.identity(field)
        request = self.request(pdf, field, identity)
        return sign(pdf, request, identity, authority or self.registry.time_stamps, trick)

    def from_then_on(self, pdf: bytes, field: str) -> bytes:
        """Return ``pdf`` with all signatures that come after that of ``field``."""
        for later in self.fields[self.fields.index(field) + 1 :]:
            pdf = self.sign(pdf, later)
        return pdf

    def request(self, pdf: bytes, field: str, identity: Identity) -> SignatureRequest:
        """Return the request for a signature of ``field`` with its stamp."""
        subject = identity.certificate.subject
        lines = stamp_lines(
            names=(subject.common_name,),
            principal=subject.organisation,
            mandate="",
            at=self.sheet.instant,
            languages=("en",),
        )
        stamp = stamp_appearance(lines, *field_size(pdf, field))
        return SignatureRequest(
            field=field, at=self.when(field), stamp=stamp, certify=field == self.fields[0]
        )
