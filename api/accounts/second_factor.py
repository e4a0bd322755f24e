"""The second factor besides a password: a one-time code, or a recovery code on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias

import msgspec

from api.accounts.accounts import Accounts
from api.accounts.recovery_codes import code_hmac, is_recovery_code
from api.accounts.totp import secret_of, step_of
from api.storage.accounts import Account, use_recovery_code, use_totp
from api.storage.operations import Transaction

TOTP_PLACE: Final = "accounts/totp"
"""Where a secret for one-time codes stands: it is sealed to its place."""

_NOBODYS = secret_of(bytes(20))

Factor: TypeAlias = Literal["totp", "recovery_code"]


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody typed, as it was understood. ``step`` is a one-time code's, None if wrong."""

    factor: Factor
    step: int | None = None
    hmac: bytes = b""


def understood(accounts: Accounts, account: Account | None, code: str, at: datetime) -> Code:
    """Return what ``code`` is; nothing is taken yet. Without an account the work is the same."""
    person = account.person if account else ""
    sealed = account.totp_sealed if account else None
    secret = accounts.secrets.open(person, TOTP_PLACE, sealed) if sealed else _NOBODYS
    step, digest = step_of(secret, code, at), code_hmac(accounts.secrets, person, code)
    if is_recovery_code(code):
        return Code(factor="recovery_code", hmac=digest)
    return Code(factor="totp", step=step if sealed else None)


def take(connection: Transaction, account: Account, code: Code) -> bool:
    """Take the code, so that it never counts again; False if it is wrong, or was taken before."""
    if code.factor == "recovery_code":
        return use_recovery_code(connection, account.person, code.hmac)
    return code.step is not None and use_totp(connection, account.person, code.step)
