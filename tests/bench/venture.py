"""The joint venture's agreement as it was played: what it is rendered from, and who signs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from bench.plain_path import PlainPath, PlainStamper, plain_signer
from databases import prepared
from forgery.people import authority
from playing import Theatre, settings_for

from aggregates.signing_sheet import SigningSheet
from aggregates.terms import Terms
from aggregates.vocabulary import SeatRole
from api.clock import now
from api.contracts.opening import instant_of
from api.dealfile.load import parse_deal_file
from ledger.embedded import temporary
from signing.pades.box import field_size
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.pki.certificate import Certificate
from signing.registry.archive import archived, evidence_of
from signing.registry.office import Service
from signing.registry.registry import Registry, Signer
from signing.registry.trust import trust_policy
from signing.render import current_manifest, render, stamp_appearance, stamp_lines
from signing.trust import TrustPolicy
from signing.verify.case import Case
from signing.verify.signed import SignedField

SAMPLE = Path(__file__).parents[2] / "examples" / "joint-venture.yaml"


class Venture(msgspec.Struct, frozen=True, kw_only=True):
    """The signed agreement, and everything that it takes to make it again."""

    pdf: bytes
    trust: TrustPolicy
    terms: Terms
    sheet: SigningSheet
    signers: tuple[tuple[str, Signer | None], ...]
    authority: Registry

    def made(self) -> bytes:
        """Render the agreement, have it certified, sign every seat by its own key, archive it."""
        pdf, at = render(self.terms, self.sheet, current_manifest()), now()
        for field, signer in self.signers:
            identity = self.authority.seal if signer is None else self.authority.assist(signer, at)
            request = requested(pdf, field, identity.certificate, at, certify=signer is None)
            pdf = sign(pdf, request, identity, self.authority.time_stamps)
        return archived(pdf, self.authority, (), now())

    def plainly(self) -> bytes:
        """Do the same as pyHanko's documentation shows, the rendering apart."""
        seal = authority(self.authority, Service.SEAL)
        issuing = self.authority.certificate(Service.ISSUING)
        plain = PlainPath(
            evidence_of(self.authority, self.authority.held(Service.ISSUING), (), now())
        )
        return plain.made(
            render(self.terms, self.sheet, current_manifest()),
            [field for field, _ in self.signers],
            plain_signer(seal.certificate, seal.key, [issuing]),
            PlainStamper(self.authority.time_stamps),
        )

    def case(self) -> Case:
        """Return the question whether the agreement is VALID: nothing of it is read yet."""
        return Case(pdf=self.pdf, trust=self.trust, at=now())


@contextmanager
def venture() -> Iterator[Venture]:
    """Play the joint venture on a server of its own, and give its agreement."""
    deal_file = parse_deal_file(SAMPLE.read_bytes())
    with TemporaryDirectory() as folder, temporary() as server:
        theatre = Theatre(settings_for(prepared(server, "venture"), Path(folder)))
        with theatre.player(deal_file, SAMPLE.parent) as player:
            list(player.play())
            stage = player.stage
            leading = stage.deal().instruments[stage.deal().leading].signing
            assert leading is not None
            pdf = player.ledger.book.blob(stage.source, leading.pdf_sha256)
            registry = player.installation.authority
            trust = trust_policy(registry, (), now())
            read = Case(pdf=pdf, trust=trust, at=now())
            yield Venture(
                pdf=pdf,
                trust=trust,
                terms=read.terms,
                sheet=read.sheet,
                signers=tuple((one.field, _signer(one)) for one in read.signed),
                authority=registry,
            )


def _signer(one: SignedField) -> Signer | None:
    """Return who signed, as the registry certified them; None for the registry itself."""
    certificate = one.message.certificate
    role = certificate.seat_role
    if role is None or role is SeatRole.REGISTRY:
        return None
    return Signer(subject=certificate.subject, role=role, mandate=certificate.mandate)


def requested(
    pdf: bytes, field: str, certificate: Certificate, at: datetime, *, certify: bool
) -> SignatureRequest:
    """Return a signature with its stamp, for who has ``certificate``."""
    subject, mandate = certificate.subject, certificate.mandate
    lines = stamp_lines(
        names=(subject.common_name,),
        principal=subject.organisation,
        mandate=mandate.id if mandate else "",
        at=instant_of(at),
        languages=("en", "zh-Hans"),
    )
    stamp = stamp_appearance(lines, *field_size(pdf, field))
    return SignatureRequest(field=field, at=at, stamp=stamp, certify=certify)
