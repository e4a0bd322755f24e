"""A tagged contract, as it is rendered, with every seat signed: what other readers say of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper.samples import JOINT_VENTURE, full_sheet
from registries import MANDATE, this_second
from validators import TRUSTED, embedded, mutool, openssl_cms, openssl_ts, pdfsig, qpdf

from aggregates.signing_sheet import SheetSeat, SigningSheet
from aggregates.vocabulary import SeatRole
from signing.cms.identity import Identity
from signing.pades.box import field_size
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.pki.subject import Subject
from signing.registry.office import Service
from signing.registry.registry import Registry, Signer
from signing.render.document import render
from signing.render.manifest import current_manifest
from signing.render.stamp import stamp_appearance, stamp_lines

SHEET: SigningSheet = full_sheet(JOINT_VENTURE)


@pytest.fixture(scope="module")
def contract(registry_of_today: Registry) -> bytes:
    pdf = render(JOINT_VENTURE, SHEET, current_manifest())
    for seat in SHEET.seats:
        request = SignatureRequest(
            field=seat.field,
            at=this_second(),
            stamp=stamped(pdf, seat),
            certify=seat.role is SeatRole.REGISTRY,
        )
        identity = sitting(registry_of_today, seat)
        pdf = sign(pdf, request, identity, registry_of_today.time_stamps)
    return pdf


def sitting(registry: Registry, seat: SheetSeat) -> Identity:
    if seat.role is SeatRole.REGISTRY:
        return registry.seal
    subject = Subject(
        country="CN", organisation=seat.legal_name, identifier=seat.of, common_name="Wen Hao"
    )
    mandate = MANDATE if seat.role is SeatRole.SIGNATORY else None
    return registry.assist(Signer(subject=subject, role=seat.role, mandate=mandate), this_second())


def stamped(pdf: bytes, seat: SheetSeat) -> bytes:
    lines = stamp_lines(
        names=("温浩", "Wen Hao"),
        principal=seat.legal_name,
        mandate="mandate-1" if seat.role is SeatRole.SIGNATORY else "",
        at=SHEET.instant,
        languages=JOINT_VENTURE.languages,
    )
    return stamp_appearance(lines, *field_size(pdf, seat.field))


@pytest.fixture(scope="module")
def root(registry_of_today: Registry) -> str:
    return registry_of_today.certificate(Service.ROOT).pem()


def test_pdfsig_finds_every_seat_valid_and_trusted(
    contract: bytes, root: str, tmp_path: Path
) -> None:
    seats = [seat.field for seat in SHEET.seats]
    assert pdfsig(contract, root, tmp_path) == dict.fromkeys(seats, TRUSTED)


def test_openssl_accepts_every_message_and_time_stamp(
    contract: bytes, root: str, tmp_path: Path
) -> None:
    signatures = list(embedded(contract))
    assert len(signatures) == len(SHEET.seats)
    for signature in signatures:
        assert openssl_cms(signature, root, tmp_path)
        assert openssl_ts(signature.token, signature.value, root, tmp_path)


def test_mupdf_and_qpdf_find_nothing_wrong(contract: bytes, tmp_path: Path) -> None:
    told = mutool(contract, tmp_path)
    assert told.count("Verifying signature") == len(SHEET.seats)
    assert "igest error" not in told
    assert (qpdf(contract, tmp_path).returncode, qpdf(contract, tmp_path).stderr) == (0, "")
