"""One-time codes from an authenticator app (RFC 6238): six digits, every 30 seconds another."""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta
from typing import Final

from pyotp.exceptions import OTPVerificationError
from pyotp.totp import TOTP

SECRET_BYTES: Final = 20
"""The length of the hash's output, as RFC 4226 section 4 recommends."""
STEP: Final = timedelta(seconds=30)
"""How long an app shows a code."""
DRIFT_STEPS: Final = 1
"""How many steps of 30 seconds a clock may be ahead or behind (RFC 6238 section 5.2)."""
ISSUER: Final = "Counterseal"

_CODE = re.compile(r"\d{6}", re.ASCII)


def secret_of(random: bytes) -> str:
    """Return 20 bytes as authenticator apps take them: base32 (RFC 4648)."""
    return base64.b32encode(random[:SECRET_BYTES]).decode()


def address_for_app(secret: str, label: str) -> str:
    """Return what a QR code says to an authenticator app; ``label`` is what the app shows."""
    return TOTP(secret).provisioning_uri(name=label, issuer_name=ISSUER)


def code_of(secret: str, at: datetime) -> str:
    """Return the code that an app shows ``at``."""
    return TOTP(secret).at(at)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return of which time step ``code`` is, if it is one of those that count ``at``.

    The caller MUST see to it that no code of this step or an earlier one counts again (RFC 6238
    section 5.2).
    """
    digits = "".join(code.split())
    if not _CODE.fullmatch(digits):
        digits = "------"  # compared all the same: a wrong form takes as long as a wrong code
    try:
        return TOTP(secret).verify_and_get_timecode(digits, for_time=at, valid_window=DRIFT_STEPS)
    except OTPVerificationError:
        return None
