"""What a server asks to be signed, before a key is used on it. Refused unless all of this holds:

1. the file begins with the very revision that was shown, octet for octet;
2. one update follows, which gives the named field room for a signature and draws its stamp, and
   neither it nor anything before changes a page or acts;
3. the room is empty, and the signature covers all the rest of the file;
4. the certificate is the one that was certified for this very key, and is not over;
5. the attributes commit to the digest of that file, computed here, to that certificate by ESS
   signing-certificate-v2 (RFC 5035), and to nothing else.
"""  # noqa: D415 -- the list ends the sentence

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

import msgspec

from signing.cms.algorithms import accepted
from signing.cms.attributes import DATA, signed_attributes
from signing.errors import SignatureError
from signing.own.held import HeldKey, public_half
from signing.pades.gap import CONTENTS_OCTETS, Gap
from signing.pki.certificate import Certificate
from signing.verify.inert import active_content
from signing.verify.pdf.file import File, read_file
from signing.verify.pdf.form import fields_of
from signing.verify.signed import SignedField, signed_fields
from signing.verify.update import check_update

EMPTY: Final = b"<" + b"0" * 2 * CONTENTS_OCTETS + b">"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the signatory knows: the revision that they read, the field, and their certificate."""

    pdf: bytes
    field: str
    certificate: Certificate


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What the server asks to be signed: ``contents_start`` to ``contents_end`` is the room."""

    pdf: bytes
    contents_start: int
    contents_end: int
    attributes: bytes
    certificate: Certificate


def signed_if_honest(held: HeldKey, shown: Shown, offered: Offered, at: datetime) -> bytes:
    """Return the raw signature over what is offered, or refuse to make it.

    Raises:
        SignatureError: ``offer_of_another_revision``, ``offer_covers_otherwise``,
            ``offer_for_another_field``, ``active_content``, ``certificate_not_yours``,
            ``certificate_not_valid``, ``attributes_strange``; what reading the file and
            `signing.verify.update.check_update` raise; and as the key.
    """
    if not offered.pdf.startswith(shown.pdf):  # 1
        raise SignatureError("offer_of_another_revision")
    file = read_file(offered.pdf)
    _require_one_update(file, shown)  # 2
    digest = _covered(file, offered)  # 3
    _require_own(held, shown, offered, at)  # 4
    expected = signed_attributes(DATA, digest, shown.certificate)
    if offered.attributes != expected:  # 5
        raise SignatureError("attributes_strange")
    return held.signs.sign(expected)


def _require_one_update(file: File, shown: Shown) -> None:
    if file.revisions[-1].start != len(shown.pdf):
        raise SignatureError("offer_of_another_revision")
    signed = _signatures(file)
    if signed[-1].field != shown.field:
        raise SignatureError("offer_for_another_field", field=signed[-1].field)
    for one in signed:
        check_update(file, one)
    if names := active_content(file):
        raise SignatureError("active_content", names=names)


def _signatures(file: File) -> tuple[SignedField, ...]:
    return signed_fields(file, fields_of(file), len(file.revisions) - 1)


def _covered(file: File, offered: Offered) -> bytes:
    """Return the digest of the file without the room, which is all zeros, as the field says it."""
    start, end, whole = offered.contents_start, offered.contents_end, len(offered.pdf)
    said = _signatures(file)[-1].byte_range
    if said != (0, start, end, whole - end) or offered.pdf[start:end] != EMPTY:
        raise SignatureError("offer_covers_otherwise")
    return Gap(offered.pdf, start, end).digest


def _require_own(held: HeldKey, shown: Shown, offered: Offered, at: datetime) -> None:
    certified = public_half(accepted(shown.certificate.public_key))
    if certified != held.public or offered.certificate != shown.certificate:
        named = hashlib.sha256(offered.certificate.der).hexdigest()
        raise SignatureError("certificate_not_yours", certificate=named)
    # a clock that is behind must not stop anybody from signing with a certificate of today
    shown.certificate.require_valid(max(at, shown.certificate.not_before))
