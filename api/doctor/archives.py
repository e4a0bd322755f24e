"""What sealed papers must be: archived anew before they end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta

from api.archives.ending import Ending, endings
from api.clock import now
from api.database import application_login
from api.doctor import Finding, Level
from api.installation import running
from api.refusals import ApiError
from api.settings import Settings
from api.storage.operations import Operations
from ledger.errors import LedgerError
from signing.errors import SignatureError

SOON = timedelta(days=365)
AT_ONCE = timedelta(days=60)


def archives(settings: Settings) -> Iterator[Finding]:
    """Does any sealed paper end soon?"""
    try:
        with (
            running(settings) as installation,
            application_login(settings) as dsn,
            closing(Operations(dsn)) as operations,
        ):
            found = list(endings(installation, operations, now() + SOON))
    except (ApiError, LedgerError, SignatureError):  # what is not there is said already
        return
    yield from about(found)


def about(found: Iterable[Ending]) -> Iterator[Finding]:
    """Yield what there is to say about the papers that end within a year."""
    ending = sorted(found, key=lambda one: one.until)
    first = ending[0].until if ending else None
    urgent = first is not None and first < now() + AT_ONCE
    told = f"{len(ending)} end within a year, the first on {first:%Y-%m-%d}" if first else ""
    yield Finding(
        what="archived papers",
        level=Level.PROBLEM if urgent else Level.NOTICE if ending else Level.FINE,
        found=told or "none ends within a year",
        why="When the certificate of a paper's last time-stamp is over, the paper proves nothing by"
        " itself any more.",
        fix="counterseal archives renew --as <somebody of the registry>",
    )
