"""One web process, put together."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from starlette.applications import Starlette

from api.accounts.accounts import opened_accounts
from api.accounts.identities import AccountIdentities
from api.annexes.wiring import annexes_of
from api.database import application_login
from api.http.app import create_app
from api.http.services import reading_services
from api.installation import running
from api.settings import Settings
from api.storage.reading import Reading


@contextmanager
def web_application(settings: Settings) -> Generator[Starlette, None, None]:
    """Give the application on this installation, as long as it is served.

    Raises:
        ApiError: ``not_installed``.
        LedgerError, SignatureError: as the parts that are opened.
    """
    with running(settings) as installation, application_login(settings) as dsn:
        accounts, reading = opened_accounts(installation, dsn, settings), Reading(dsn)
        identities = AccountIdentities(accounts, reading)
        try:
            annexes = annexes_of(installation, settings, accounts.operations)
            services = (accounts, reading, annexes, *reading_services(installation, dsn, settings))
            yield create_app(installation, settings, identities, services)
        finally:
            accounts.close()
