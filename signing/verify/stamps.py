"""The time-stamps of a file: trusted, in their order, and each good until the next covers it."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from signing.errors import SignatureError
from signing.pki.certificate import Certificate
from signing.timestamp.outside import only_stamps
from signing.timestamp.token import TimeStamp
from signing.verify.authorities import Authorities, is_compromised
from signing.verify.case import Case
from signing.verify.standing import require_standing


def check_stamps(case: Case) -> None:
    """Promise that each time-stamp is a trusted one, and was renewed before its unit was over.

    Raises:
        SignatureError: ``time_not_ordered``, ``time_stamp_untrusted``, ``time_stamp_expired``,
            ``issuer_unknown``, ``certificate_not_valid``, ``certificate_revoked``,
            ``revocation_unknown``, and what reading the file, a message or a token raises.
    """
    covering = [(kept.over.field, kept.over.stamp) for kept in case.archive]
    stamps = [*((one.field, one.stamp) for one in case.signed), *covering]
    for (_, before), (field, after) in pairwise(stamps):
        if after.at < before.at:
            raise SignatureError("time_not_ordered", field=field)
    for _, stamp in stamps:
        _require_trusted(stamp, case)
    for number, (_, stamp) in enumerate(stamps):
        later = covering[max(0, number - len(case.signed) + 1) :]
        _require_lasting(stamp, later[0][1].at if later else case.at)


def _require_trusted(stamp: TimeStamp, case: Case) -> None:
    authorities, unit = case.authorities, stamp.certificate
    path = (unit, *_above(unit, authorities))
    for held in path:
        held.require_valid(stamp.at)
    for held, issuer in pairwise(path):
        require_standing(case, held, issuer, stamp.at)
        entry = authorities.revocation(held, issuer)
        if entry is not None and is_compromised(entry):  # whoever had the key could date back
            raise SignatureError("time_stamp_untrusted")
    carried = set(stamp.others) <= {*authorities.time_stamp_roots, *authorities.between}
    named = stamp.policy in case.trust.rules.time_stamp_policies
    if not (carried and named and only_stamps(unit)) or stamp.at > case.at:
        raise SignatureError("time_stamp_untrusted")


def _above(unit: Certificate, authorities: Authorities) -> tuple[Certificate, ...]:
    """Return who certified a unit: a root, or one authority between and its root."""
    roots = authorities.time_stamp_roots
    issuer = authorities.issuer_of(unit, (*roots, *authorities.between))
    return (issuer,) if issuer in roots else (issuer, authorities.issuer_of(issuer, roots))


def _require_lasting(stamp: TimeStamp, until: datetime) -> None:
    """After that, its key may have become known: what it stamped had to be stamped again."""
    if stamp.certificate.not_after < until:
        raise SignatureError("time_stamp_expired", since=stamp.certificate.not_after)
