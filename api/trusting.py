"""Whose root a verification trusts: a policy file, or the registry of this installation."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from api.identity import known_identity
from api.installation import opened_authority
from signing.registry.trust import trust_policy
from signing.trust import TrustPolicy, read_trust


class Trusting(msgspec.Struct, frozen=True, kw_only=True):
    """A trust policy, and in words where it comes from."""

    policy: TrustPolicy
    source: str


def trust_from(policy: Path | None, home: Path, at: datetime) -> Trusting | None:
    """Return the trust in ``policy``, else in the registry under ``home``; None without either.

    Raises:
        SignatureError: ``trust_unreadable``, ``certificate_unreadable``.
        LedgerError: as the registry's files.
        OSError: when ``policy`` can not be read.
    """
    if policy is not None:
        found = read_trust(policy.read_bytes())
        return Trusting(policy=found, source=f"{found.organisation} ({policy})")
    identity = known_identity(home / "identity.json")
    if identity is None:
        return None
    authority = opened_authority(home, identity.office, at)
    found = trust_policy(authority, (), at)
    return Trusting(policy=found, source=f"{found.organisation} (the registry of this machine)")
