"""A seal of the registry that another authority issued: its certificates, and the key to one.

Such a seal says in readers of other makers, which may trust that authority, who certified the
document. It certifies documents and does nothing else: people are certified by the registry itself.
"""

from __future__ import annotations

from typing import Final

import msgspec
from cryptography import x509

from signing.anchors import Anchors
from signing.cms.algorithms import accepted
from signing.cms.identity import Identity
from signing.errors import SignatureError
from signing.own.held import HeldKey, public_half
from signing.pki import oids
from signing.pki.certificate import Certificate
from signing.registry.office import Office
from signing.trust import issued, signed_list

UNNAMED: Final = "no certificate of this key"
UNCHAINED: Final = "no issuing authority below a root"
UNLISTED: Final = "no list of revoked certificates of each authority"
UNFIT: Final = "not for signing documents"
ANOTHER: Final = "not of this office"


class SealElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """``identity`` seals now; ``seals`` are all that ever did, ``anchors`` who is above them."""

    identity: Identity
    seals: tuple[Certificate, ...]
    anchors: Anchors


def seal_elsewhere(anchors: Anchors, held: HeldKey, office: Office) -> SealElsewhere:
    """Return the seal to which ``held`` is the key, with all that a verifier must know of it.

    ``anchors`` are the certificates of the seals, of the authorities above them, and their lists.

    Raises:
        SignatureError: ``seal_unusable`` with the ``reason``: what is missing, or that it is not a
            certificate for signing documents in the name of ``office``. ``name_unusable`` where
            the name has other parts than country, organisation, its identifier and a common name;
            ``key_unusable`` where a seal among ``anchors`` has a key of another kind.
    """
    seals = tuple(one for one in anchors.issuers if not one.is_authority)
    above = tuple(one for one in anchors.issuers if one not in seals)
    own = next((one for one in seals if _half(one) == held.public.der), None)
    if own is None:
        raise SignatureError("seal_unusable", reason=UNNAMED)
    issuer = _issuer_of(own, above)
    for authority in (issuer, _issuer_of(issuer, anchors.roots)):
        if not any(signed_list(_read(der), authority.x509) for der in anchors.lists):
            raise SignatureError("seal_unusable", reason=UNLISTED)
    _require_fit(own, office)
    return SealElsewhere(
        identity=Identity(own, (issuer,), held.signs),
        seals=seals,
        anchors=Anchors(roots=anchors.roots, issuers=above, lists=anchors.lists),
    )


def _issuer_of(certificate: Certificate, authorities: tuple[Certificate, ...]) -> Certificate:
    for authority in authorities:
        if issued(certificate.x509, authority.x509):
            return authority
    raise SignatureError("seal_unusable", reason=UNCHAINED)


def _require_fit(own: Certificate, office: Office) -> None:
    """It is what a verifier asks for in steps 3 and 4: see `signing.verify`."""
    try:
        usage = own.x509.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = own.x509.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound as wrong:
        raise SignatureError("seal_unusable", reason=UNFIT) from wrong
    named = {one.dotted_string for one in purposes}
    if not usage.content_commitment or oids.DOCUMENT_SIGNING not in named:
        raise SignatureError("seal_unusable", reason=UNFIT)
    subject = own.subject
    if (subject.organisation, subject.identifier) != (office.organisation, office.identifier):
        raise SignatureError("seal_unusable", reason=ANOTHER)


def _half(certificate: Certificate) -> bytes:
    return public_half(accepted(certificate.public_key)).der


def _read(der: bytes) -> x509.CertificateRevocationList:
    return x509.load_der_x509_crl(der)
