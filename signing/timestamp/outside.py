"""A time-stamping authority elsewhere: asked, and believed only as far as its answer shows.

Nothing that it answers is used before all of this is seen: the token is over our digest, answers
our question and no older one, is under a policy that we know, by a unit that only stamps time and
is certified by a root that we trust, and its clock agrees with ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from signing.anchors import Anchors
from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.asking import question, token_in
from signing.timestamp.token import TimeStamp, read_token
from signing.trust import issued

NONCE_BITS: Final = 63
CLOCKS_APART: Final = timedelta(seconds=50)
"""Less than the minute by which a certificate of one signature begins before it is made."""


class Unanswered(Exception):  # noqa: N818  # it says what happened
    """What an exchange raises when no answer could be had: ``str`` is why, in few words."""


class OutsideUnit:
    """A `signing.timestamp.authority.TimeStampAuthority` that is asked by ``exchange``.

    That takes a TimeStampReq and returns what came back, or raises `Unanswered`. ``anchors`` are
    the roots of the unit and who stands between; ``policies`` are those under which it may stamp,
    the first is asked for.
    """

    def __init__(
        self,
        exchange: Callable[[bytes], bytes],
        anchors: Callable[[], Anchors],
        policies: tuple[str, ...],
    ) -> None:
        self._exchange = exchange
        self._anchors = anchors
        self._policies = policies

    def stamp(self, digest: bytes, at: datetime) -> bytes:
        """Return a token over a SHA-256 digest.

        Raises:
            SignatureError: ``time_stamp_away``, ``time_stamp_refused``, ``time_stamp_unreadable``,
                ``time_stamp_wrong`` with ``what`` is not as it should be: ``imprint``, ``nonce``,
                ``policy``, ``unit``, ``root`` or ``clock``; ``key_unusable``.
        """
        nonce = secrets.randbits(NONCE_BITS)
        token = token_in(self._asked(question(digest, nonce, self._policies[0])))
        stamp = _read(token)
        _require(stamp.digest == digest, "imprint")
        _require(only_stamps(stamp.certificate), "unit")
        _require(_leads_up(stamp, self._anchors()), "root")
        _require(stamp.nonce == nonce, "nonce")
        _require(stamp.policy in self._policies, "policy")
        _require(abs(stamp.at - at) <= CLOCKS_APART, "clock")
        return token

    def _asked(self, asked: bytes) -> bytes:
        try:
            return self._exchange(asked)
        except Unanswered as wrong:
            raise SignatureError("time_stamp_away", reason=str(wrong)) from wrong


def only_stamps(unit: Certificate) -> bool:
    """Return whether its one purpose is time-stamping, and critical (RFC 3161 section 2.3)."""
    try:
        purposes = unit.x509.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return purposes.critical and list(purposes.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _read(token: bytes) -> TimeStamp:
    try:
        return read_token(token)
    except SignatureError as wrong:
        if wrong.code == "key_unusable":
            raise
        raise SignatureError("time_stamp_unreadable") from wrong


def _leads_up(stamp: TimeStamp, anchors: Anchors) -> bool:
    """Whether unit and, if there is one, the authority between stood under a root at that time."""
    above = _issuer(stamp.certificate, (*anchors.roots, *anchors.issuers))
    top = above if above is None or above in anchors.roots else _issuer(above, anchors.roots)
    if above is None or top is None:
        return False
    return all(
        held.not_before <= stamp.at <= held.not_after for held in (stamp.certificate, above, top)
    )


def _issuer(certificate: Certificate, among: tuple[Certificate, ...]) -> Certificate | None:
    return next((one for one in among if issued(certificate.x509, one.x509)), None)


def _require(holds: bool, what: str) -> None:  # noqa: FBT001  # a condition is a boolean
    if not holds:
        raise SignatureError("time_stamp_wrong", what=what)
