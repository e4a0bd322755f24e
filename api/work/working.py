"""One worker process, put together."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

from api import ids
from api.accounts.accounts import Accounts, opened_accounts
from api.accounts.sessions import IDLE
from api.annexes.wiring import annexes_of
from api.database import application_login
from api.http.log import Logger
from api.installation import Installation, running
from api.mail.smtp import mail_server
from api.settings import Settings
from api.work.deadlines import Deadlines
from api.work.housekeeping import Housekeeping
from api.work.job import Job
from api.work.mailing import Mailing
from api.work.uploads import Uploads
from api.work.worker import Worker


@contextmanager
def working(settings: Settings, log: Logger) -> Generator[Worker, None, None]:
    """Give a worker on this installation, as long as it is needed.

    Raises:
        ApiError: ``not_installed``.
        LedgerError, SignatureError: as the parts that are opened.
    """
    with running(settings) as installation, application_login(settings) as dsn:
        accounts = opened_accounts(installation, dsn, settings)
        try:
            yield Worker(tuple(_jobs(settings, installation, accounts)), log)
        finally:
            accounts.close()


def _jobs(settings: Settings, installation: Installation, accounts: Accounts) -> Iterator[Job]:
    """Yield what a worker does; without a mail server, messages wait."""
    operations, clock = accounts.operations, accounts.clock
    yield Deadlines(installation, operations, worker=ids.new_id(), clock=clock)
    server = mail_server(settings)
    if server is not None:
        yield Mailing(accounts, server)
    yield Uploads(annexes_of(installation, settings, operations), clock)
    yield Housekeeping(operations, IDLE, clock)
