"""What a verification says: one verdict for the whole file (ETSI EN 319 102-1 clause 5.1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Final, Literal

import msgspec


class Level(Enum):
    """The three answers, named for people; each has its name in the standard."""

    VALID = "valid"
    CANNOT_TELL = "cannot_tell"
    NOT_VALID = "not_valid"

    @property
    def standard(self) -> Literal["TOTAL-PASSED", "INDETERMINATE", "TOTAL-FAILED"]:
        """The name in ETSI EN 319 102-1."""
        return _STANDARD[self]


_STANDARD: Final[Mapping[Level, Literal["TOTAL-PASSED", "INDETERMINATE", "TOTAL-FAILED"]]] = {
    Level.VALID: "TOTAL-PASSED",
    Level.CANNOT_TELL: "INDETERMINATE",
    Level.NOT_VALID: "TOTAL-FAILED",
}


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a step was not shown: a stable code, and facts for the sentence."""

    code: str
    facts: dict[str, str]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one numbered step found; ``reason`` is None when it was shown."""

    number: int
    step: str
    reason: Reason | None


class Signatory(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed which field, for whom, and when at the latest, as the time-stamp proves."""

    field: str
    role: str
    name: str
    organisation: str
    identifier: str
    mandate: str
    at: datetime


class Intact(msgspec.Struct, frozen=True, kw_only=True):
    """The sealed file at the start of one to which something was added."""

    octets: int
    sha256: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The one answer, with every step's finding.

    ``signatories`` is empty unless the file is VALID: nothing is said of what was not shown.
    ``status_now`` is what the ledger says of the agreement today: ``not_checked`` without one.
    ``also`` is what else it says, and ``revoked_since`` of a signer's certificate after it signed.
    ``attested_by`` is who attested the paper original, if it is one. ``detached`` is by which
    algorithm the registry signed the terms besides, as far as that was shown; ``not_checked`` where
    the trust policy has no key for it.
    ``archived_at`` is when a time-stamp over all of the file was set last, None if none was, and
    ``lasting_until`` when that one, or without one the first of the others, is over. ``added`` says
    what was added to a sealed file, which is then NOT VALID; ``intact`` is what was sealed.
    """

    level: Level
    pdf_sha256: str
    findings: tuple[Finding, ...]
    base_pdf_sha256: str = ""
    terms_sha256: str = ""
    page_code: str = ""
    signatories: tuple[Signatory, ...] = ()
    status_now: str = "not_checked"
    also: tuple[str, ...] = ()
    attested_by: str = ""
    detached: str = ""
    archived_at: datetime | None = None
    lasting_until: datetime | None = None
    added: Reason | None = None
    intact: Intact | None = None

    @property
    def reason(self) -> Reason | None:
        """The first reason: later ones may follow from it, and all from an addition."""
        if self.added is not None:
            return self.added
        return next((f.reason for f in self.findings if f.reason is not None), None)
