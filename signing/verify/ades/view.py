"""As of when a signature is looked at, and by which list of its issuer's."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.verify.ades.moments import JUST_BEFORE
from signing.verify.case import Case
from signing.verify.signed import SignedField


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A signature of ``at``, looked at as of ``moment``; ``listed`` is of when the list is.

    ``revoked``: the certificate stands on it, as revoked after the signature.
    """

    at: datetime
    moment: datetime
    listed: datetime
    revoked: bool

    @property
    def lag(self) -> timedelta:
        """By how much the list is younger than the signature; or older, of a short certificate."""
        return abs(self.listed - self.at)

    @property
    def is_after(self) -> bool:
        """Whether the list counts for what was signed so long before it.

        One with the certificate on it does not need to: it says itself until when that was good.
        """
        return self.listed >= self.at and not self.revoked


def view_of(case: Case, one: SignedField, moment: datetime) -> View:
    """Return how a signature is looked at, if its part of the file is judged at ``moment``.

    Raises:
        SignatureError: ``opinion_differs`` where there is no list, and as finding the issuers.
    """
    authorities, certificate = case.authorities, one.message.certificate
    issuer, root = authorities.above(certificate)
    revoked = _revoked(case, certificate, issuer)
    if revoked is not None and revoked > certificate.not_after:  # as it was: that undoes nothing
        moment, revoked = min(moment, revoked - JUST_BEFORE), None
    ended = _revoked(case, issuer, root)
    listed = authorities.listed_last(issuer, min(moment, ended or moment))
    if listed is None:
        raise SignatureError("opinion_differs", field=one.field, said="no list")
    return View(at=one.stamp.at, moment=moment, listed=listed, revoked=revoked is not None)


def _revoked(case: Case, certificate: Certificate, issuer: Certificate) -> datetime | None:
    entry = case.authorities.revocation(certificate, issuer)
    return None if entry is None else entry.revocation_date_utc
