"""Whose root a verification trusts: a policy file, or the registry of this installation."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from api.errors import Language, tell
from api.home import Home
from api.settings import Settings
from signing.registry.trust import trust_policy
from signing.trust import TrustPolicy, read_trust


class Trusting(msgspec.Struct, frozen=True, kw_only=True):
    """A trust policy, and the file that it is from; none if it is this installation's own.

    ``ask_ledger`` is whether the ledger of this installation is to have the last word.
    """

    policy: TrustPolicy
    file: Path | None = None
    ask_ledger: bool = False

    def told(self, language: Language) -> str:
        """Return whom it trusts, as a sentence."""
        code = "trusted_registry" if self.file is None else "trusted_policy"
        facts = {"organisation": self.policy.organisation, "path": self.file}
        return tell("verdict", code, facts, language)


def trust_asked_for(
    settings: Settings, at: datetime, file: Path | None, content: bytes | None, *, ask_ledger: bool
) -> Trusting | None:
    """Return the trust of a policy file with its ``content``; without one, as `trust_here`.

    Raises:
        SignatureError: as `trust_in`.
    """
    if file is None or content is None:
        return trust_here(settings, at, ask_ledger=ask_ledger)
    return trust_in(file, content)


def trust_in(file: Path, content: bytes) -> Trusting:
    """Return the trust that a policy file asks for.

    Raises:
        SignatureError: ``trust_unreadable``, ``certificate_unreadable``.
    """
    return Trusting(policy=read_trust(content), file=file)


def trust_here(settings: Settings, at: datetime, *, ask_ledger: bool) -> Trusting | None:
    """Return the trust in the registry of this machine; None where nothing was founded.

    No database is needed. Its lists of revoked certificates are made ``at``, of what the ledger
    said last.

    Raises:
        ApiError: ``folder_unusable``, ``identity_malformed``, ``part_missing``.
        SignatureError, LedgerError: as opening the registry's keys.
    """
    place = Home.of(settings)
    identity = place.known_identity()
    if identity is None:
        return None
    authority, revoked = place.authority(identity.office, at), place.known_revoked()
    policy = trust_policy(authority, revoked, at)
    return Trusting(policy=policy, ask_ledger=ask_ledger)
