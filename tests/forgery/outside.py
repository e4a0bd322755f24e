"""Readers made by others, each as strict as it can be, asked whether a whole file is fine."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from asn1crypto import cms, crl, x509
from forgery.scene import Scene
from forgery.tagged import POLICY
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from registries import newest_list, this_second
from validators import NOT_JUDGED, TRUSTED, Embedded, embedded, mutool, openssl_cms, pdfsig

from signing.registry.office import Service

Accepts: TypeAlias = Callable[[bytes], bool]


def readers(scene: Scene, folder: Path) -> Mapping[str, Accepts]:
    """Return each reader by its name; it trusts the root of ``scene``, and nobody else."""
    root = scene.registry.certificate(Service.ROOT).pem()
    asked: dict[str, Accepts] = {
        "pdfsig": lambda pdf: _pdfsig(pdf, root, folder),
        "openssl cms": lambda pdf: _openssl(pdf, root, folder),
        "mutool": lambda pdf: _mutool(pdf, folder),
        "pyHanko": lambda pdf: _pyhanko(pdf, scene),
    }
    return {name: _fails_closed(accepts) for name, accepts in asked.items()}


def _fails_closed(accepts: Accepts) -> Accepts:
    """Let a reader that can not read a file not accept it."""

    def asked(pdf: bytes) -> bool:
        try:
            return accepts(pdf)
        except Exception:  # noqa: BLE001  # a forged file makes a reader raise anything
            return False

    return asked


def _pdfsig(pdf: bytes, root: str, folder: Path) -> bool:
    told = pdfsig(pdf, root, folder)
    return TRUSTED in told.values() and set(told.values()) <= {TRUSTED, NOT_JUDGED}


def _openssl(pdf: bytes, root: str, folder: Path) -> bool:
    signatures = [one for one in embedded(pdf) if not _is_time_stamp(one)]
    return bool(signatures) and all(openssl_cms(one, root, folder) for one in signatures)


def _is_time_stamp(one: Embedded) -> bool:
    message = cms.ContentInfo.load(one.message)
    return message["content"]["encap_content_info"]["content_type"].native == "tst_info"


def _mutool(pdf: bytes, folder: Path) -> bool:
    """It can not be given a root, and calls every update an edit: it answers for digests."""
    told = mutool(pdf, folder)
    return "The signature is valid" in told and "igest error" not in told


def _pyhanko(pdf: bytes, scene: Scene) -> bool:
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(scene.registry.certificate(Service.ROOT).der)],
        crls=[crl.CertificateList.load(one) for one in _lists(scene)],
        allow_fetching=False,
        revocation_mode="hard-fail",
    )
    signatures = PdfFileReader(BytesIO(pdf), strict=True).embedded_regular_signatures
    judged = [
        validate_pdf_signature(
            one, context, ts_validation_context=context, diff_policy=POLICY
        ).bottom_line
        for one in signatures
    ]
    return bool(judged) and all(judged)


def _lists(scene: Scene) -> tuple[bytes, bytes]:
    """Return what the authorities have revoked, as of now: pyHanko looks at the clock."""
    return scene.registry.root_crl(), newest_list(scene.registry, (), this_second())
