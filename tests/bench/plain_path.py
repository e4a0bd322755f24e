"""The same agreement, signed and archived as pyHanko's documentation shows: a baseline.

Its signer, its stamps with a font that has Chinese, its time-stamper with its dummy request, its
store and its archive time-stamp. Rendering is not in it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from asn1crypto import cms, crl, keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from api.clock import now
from signing import fonts
from signing.pades.evidence import Evidence
from signing.pki.certificate import Certificate
from signing.timestamp.authority import TimeStampAuthority
from signing.trust import TrustPolicy

STAMP = "数字签名 / Digitally signed by\n%(signer)s\n%(ts)s"


class PlainPath:
    """Signs every seat of a document by one key, as somebody new to pyHanko would."""

    def __init__(self, evidence: Evidence) -> None:
        """Take what is archived with the document."""
        self._authorities = [x509.Certificate.load(one.der) for one in evidence.certificates]
        self._lists = [crl.CertificateList.load(one) for one in evidence.lists]

    def made(
        self, base: bytes, seats: Sequence[str], signer: SimpleSigner, stamper: PlainStamper
    ) -> bytes:
        """Return ``base`` with each of ``seats`` signed, evidence, and a time-stamp over all."""
        pdf = base
        for number, field in enumerate(seats):
            pdf = self._signed(pdf, field, signer, stamper, certify=number == 0)
        stored = BytesIO(pdf)
        DocumentSecurityStore.add_dss(
            stored, sig_contents=None, certs=self._authorities, ocsps=[], crls=self._lists
        )
        stamped = PdfTimeStamper(stamper).timestamp_pdf(
            IncrementalPdfFileWriter(stored), "sha256", validation_context=None
        )
        return stamped.getvalue()

    def _signed(
        self,
        pdf: bytes,
        field: str,
        signer: SimpleSigner,
        stamper: PlainStamper,
        *,
        certify: bool,
    ) -> bytes:
        meta = PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=certify,
            docmdp_permissions=MDPPerm.FILL_FORMS,
        )
        font = GlyphAccumulatorFactory(str(fonts.font_file("NotoSansSC-400")))
        style = TextStampStyle(stamp_text=STAMP, text_box_style=TextBoxStyle(font=font))
        signing = PdfSigner(meta, signer=signer, timestamper=stamper, stamp_style=style)
        made = signing.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)))
        return made.getvalue()


def plain_signer(
    certificate: Certificate, key: ec.EllipticCurvePrivateKey, chain: Sequence[Certificate]
) -> SimpleSigner:
    """Return pyHanko's signer for a key."""
    known = SimpleCertificateStore()
    known.register_multiple(x509.Certificate.load(one.der) for one in chain)
    return SimpleSigner(x509.Certificate.load(certificate.der), _key(key), known, embed_roots=False)


class PlainStamper(TimeStamper):
    """Asks the registry's unit, without a network, as pyHanko asks an authority outside."""

    def __init__(self, unit: TimeStampAuthority) -> None:
        super().__init__(include_nonce=False)
        self._unit = unit

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answer a request (RFC 3161 section 2.4.2)."""
        asked: Any = req
        digest: bytes = asked["message_imprint"]["hashed_message"].native
        token = cms.ContentInfo.load(self._unit.stamp(digest, now()))
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})


def _key(key: ec.EllipticCurvePrivateKey) -> keys.PrivateKeyInfo:
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return keys.PrivateKeyInfo.load(der)


class PlainReader:
    """Judges a file as somebody new to pyHanko would: each signature, its path, what came later."""

    def __init__(self, trust: TrustPolicy) -> None:
        """Trust the same roots, and know the same lists."""
        self._roots = [x509.Certificate.load(der) for der in trust.roots]
        self._lists = [crl.CertificateList.load(der) for der in trust.crls]

    def judge(self, pdf: bytes) -> bool:
        """Return whether every signature is fine."""
        logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
        context = ValidationContext(trust_roots=self._roots, crls=self._lists, allow_fetching=False)
        signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        return all(validate_pdf_signature(one, context).bottom_line for one in signatures)
