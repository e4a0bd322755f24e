"""Whether a certificate stood at a time: not revoked by then, as a list of its issuer shows."""

from __future__ import annotations

from datetime import datetime

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.verify.authorities import revoked_since
from signing.verify.case import Case


def require_standing(
    case: Case,
    certificate: Certificate,
    issuer: Certificate,
    at: datetime,
    archived: datetime | None = None,
) -> None:
    """Promise that a list of the issuer was good ``at`` or later, and none names it by then.

    Raises:
        SignatureError: ``revocation_unknown``, ``certificate_revoked``.
    """
    if not case.authorities.knows_until(issuer, at):
        raise SignatureError("revocation_unknown", name=certificate.x509.subject.rfc4514_string())
    require_not_revoked(case, certificate, issuer, at, archived)


def require_not_revoked(
    case: Case,
    certificate: Certificate,
    issuer: Certificate,
    at: datetime,
    archived: datetime | None = None,
) -> None:
    """Promise that no list of the issuer says that it was revoked ``at`` or before.

    What was said only after the file was ``archived`` does not undo it, whatever date it gives: the
    archive shows that the certificate stood as far as anybody knew.

    Raises:
        SignatureError: ``certificate_revoked``.
    """
    entry = case.authorities.revocation(certificate, issuer)
    if entry is None or (archived is not None and entry.revocation_date_utc > archived):
        return
    if revoked_since(entry) <= at:
        name = certificate.x509.subject.rfc4514_string()
        raise SignatureError("certificate_revoked", name=name, since=revoked_since(entry))
