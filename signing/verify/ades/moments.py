"""When each part of an archive is judged: as long as its time-stamps vouch for it themselves.

A store and its time-stamp are evidence of the time at which they were archived anew; what is judged
as of then needs nothing that was made later (ETSI EN 319 102-1 clause 5.6.2.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from signing.pki.certificate import Certificate
from signing.verify.authorities import revoked_since
from signing.verify.case import Case

JUST_BEFORE = timedelta(seconds=1)


def moments(case: Case) -> tuple[datetime, ...]:
    """Return when the first part of a file is judged, and each time-stamp that came later.

    The first part has the signatures, and the first time-stamp over all of them, if there is one.
    """
    covering = [kept.over.stamp for kept in case.archive]
    signed = dict.fromkeys(one.stamp.certificate for one in case.signed)
    units = [tuple(signed), *((stamp.certificate,) for stamp in covering[1:])]
    until = [*(stamp.at for stamp in covering[1:]), _asked(case)]
    first, *later = (
        min([over, *_replaced(case, of)]) for of, over in zip(units, until, strict=True)
    )
    if not covering:
        return (first,)
    last = covering[0].certificate
    over = (unit.not_after for unit in signed if unit != last)
    return (min([first, *over, *_replaced(case, (last,))]), *later)


def _asked(case: Case) -> datetime:
    """Return when it is asked; if all lists are newer, as of them: that shows no less."""
    authorities = case.authorities
    issuers = (*authorities.issuers, *authorities.seal_issuers)
    made = [made for one in issuers if (made := authorities.listed_last(one))]
    return max([case.at, *made])


def _replaced(case: Case, units: tuple[Certificate, ...]) -> Iterator[datetime]:
    """Yield until when each unit of them stamped that was revoked since.

    Why it was is seen to before; what it had stamped stays good (RFC 3161 section 4).
    """
    authorities = case.authorities
    for unit in units:
        issuer = authorities.issuer_of(unit, (*authorities.time_stamp_roots, *authorities.between))
        entry = authorities.revocation(unit, issuer)
        if entry is not None:
            yield revoked_since(entry) - JUST_BEFORE
