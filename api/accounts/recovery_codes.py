"""Codes on paper, for who has lost the device that makes the others. Each counts once."""

from __future__ import annotations

import re
from typing import Final

from aggregates.vocabulary import PersonId
from api import ids
from api.accounts.secrets import Secrets

CODES: Final = 10
GROUPS: Final = 6
"""120 random bits a code, so that a plain hash keeps it (NIST SP 800-63B section 5.1.2.2)."""

_FORM = re.compile(r"[a-z0-9]{24}", re.ASCII)


def new_codes() -> tuple[str, ...]:
    """Return ten new codes, to be shown once."""
    return tuple(ids.written_code(GROUPS) for _ in range(CODES))


def is_recovery_code(code: str) -> bool:
    """Return whether ``code`` has the form of one, whoever's it may be."""
    return _FORM.fullmatch(normal_code(code)) is not None


def normal_code(code: str) -> str:
    """Return a written code as it is compared: without blanks and hyphens, in lower case."""
    return re.sub(r"[\s-]", "", code).lower().replace("o", "0")


def code_hmac(secrets: Secrets, person: PersonId, code: str) -> bytes:
    """Return under which keyed hash a person's code is kept: who writes rows makes none."""
    normal = normal_code(code).encode("utf-8", "replace")
    return secrets.keyed("recovery_code", person.encode("utf-8", "replace"), normal)
