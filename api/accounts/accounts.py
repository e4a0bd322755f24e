"""What everything here stands on, put together once for each process."""

from __future__ import annotations

import msgspec

from api.accounts.passkeys import Place
from api.accounts.passwords import Passwords
from api.accounts.people import People
from api.accounts.secrets import Secrets
from api.clock import Clock, now
from api.installation import Installation
from api.settings import Settings
from api.storage.operations import Operations


class Accounts(msgspec.Struct, frozen=True, kw_only=True):
    """The tables, the keys, the people, and where passkeys are used. Close it when done."""

    operations: Operations
    secrets: Secrets
    passwords: Passwords
    people: People
    place: Place
    clock: Clock = now

    def close(self) -> None:
        """Give connections and threads back."""
        self.operations.close()
        self.passwords.close()


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """From where somebody comes: network address and program. Only a keyed hash is kept."""

    origin: str = ""
    agent: str = ""


NOWHERE = Visitor()
"""Nobody came over the network: a command of the operator."""


def opened_accounts(
    installation: Installation,
    dsn: str,
    settings: Settings,
    *,
    passwords: Passwords | None = None,
    clock: Clock = now,
) -> Accounts:
    """Return the accounts of an installation; ``dsn`` logs in as the application.

    Raises:
        LedgerError: as the key store.
    """
    return Accounts(
        operations=Operations(dsn),
        secrets=Secrets(installation.keys, installation.identity.registry_log),
        passwords=passwords or Passwords(),
        people=People(installation),
        place=Place(settings.public_url.rstrip("/")),
        clock=clock,
    )
