"""What a seal from another authority must be: fit to sign, and listed by those who issued it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cryptography import x509

from api.clock import now
from api.doctor import Finding, Level
from api.errors import sentence
from api.home import Home
from api.refusals import ApiError
from api.settings import Settings
from ledger.errors import LedgerError
from signing.errors import SignatureError
from signing.registry.seal_elsewhere import SealElsewhere

SOON = timedelta(days=30)
_WHY = "Every document begins with this seal, and holds the lists of those who issued it."
_FIX = "Have the authority issue it anew, or fetch its newest lists, into COUNTERSEAL_SEAL_TRUST."


def seal(settings: Settings) -> Iterator[Finding]:
    """Can documents be certified by the seal from elsewhere, if there is one?"""
    if settings.seal_trust is None:
        return
    place = Home.of(settings)
    try:
        identity = place.known_identity()
        if identity is None:  # nothing is installed: that is said already
            return
        found = place.authority(identity.office, now()).outside.seal
    except (ApiError, LedgerError, SignatureError) as wrong:
        told = sentence(wrong, settings.language)
        yield Finding(what="seal", level=Level.PROBLEM, found=told, why=_WHY, fix=_FIX)
        return
    if found is not None:
        yield about(found)


def about(found: SealElsewhere) -> Finding:
    """Return what there is to say about a seal that can be used: until when."""
    certificate = found.identity.certificate
    lists = (x509.load_der_x509_crl(der).next_update_utc for der in found.anchors.lists)
    listed = min((until for until in lists if until is not None), default=certificate.not_after)
    until = min(certificate.not_after, listed)
    level = Level.PROBLEM if until < now() else Level.NOTICE if until < now() + SOON else Level.FINE
    told = (
        f"{certificate.subject.common_name}, until {certificate.not_after:%Y-%m-%d};"
        f" the lists until {listed:%Y-%m-%d}"
    )
    return Finding(what="seal", level=level, found=told, why=_WHY, fix=_FIX)
