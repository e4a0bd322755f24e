"""One worker process, put together."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from api import ids
from api.accounts.accounts import Accounts, opened_accounts
from api.accounts.sessions import IDLE
from api.annexes.wiring import annex_store, annexes_of
from api.database import application_login
from api.erasing.sweeping import Sweeping
from api.http.log import Logger
from api.installation import Installation, running
from api.mail.smtp import mail_server
from api.receipts.witnessing import Witnessing
from api.settings import Settings
from api.storage.operations import Operations
from api.storage.tallies import tally
from api.trusting_logs import witnessing_policy
from api.webhooks.sending import Way, resolved
from api.work.deadlines import Deadlines
from api.work.endings import Endings
from api.work.housekeeping import Housekeeping, Kept
from api.work.job import Job
from api.work.mailing import Mailing
from api.work.publications import Publications
from api.work.reads import Reads
from api.work.receipts import FollowingReceipts
from api.work.reminders import Reminders
from api.work.retention import Erasures, Retention
from api.work.sealing import Sealing
from api.work.telling import Telling
from api.work.uploads import Uploads
from api.work.webhooks import Webhooks
from api.work.worker import Crew, Worker
from ledger.errors import LedgerError


@contextmanager
def working(settings: Settings, log: Logger) -> Generator[Crew, None, None]:
    """Give the workers of a process on this installation, as long as they are needed.

    Raises:
        ApiError: ``not_installed``.
        LedgerError, SignatureError: as the parts that are opened.
    """
    with running(settings) as installation, application_login(settings) as dsn:
        accounts = opened_accounts(installation, dsn, settings)
        try:
            yield crew(settings, installation, accounts, (dsn, log))
        finally:
            accounts.close()


def crew(
    settings: Settings, installation: Installation, accounts: Accounts, ways: tuple[str, Logger]
) -> Crew:
    """Return one worker for what is done here, and one for what waits for others' computers.

    ``ways`` are how the application logs in to the database, and where failures are told.
    """
    failed, (dsn, log) = counting(accounts.operations), ways
    inside = _inside(settings, installation, accounts, dsn)
    outside = _outside(settings, accounts)
    return Crew([Worker(tuple(jobs), log, failed=failed) for jobs in (inside, outside)])


def counting(operations: Operations) -> Callable[[str, str], None]:
    """Return what counts the failures of jobs, as long as there is somewhere to count."""

    def count(job: str, code: str) -> None:
        try:
            with operations.transaction() as connection:
                tally(connection, "job_failure", job, code)
        except LedgerError:
            return

    return count


def way_out(settings: Settings) -> Way:
    """Return how messages reach the endpoints of organisations."""
    return Way(
        resolve=resolved,
        context=ssl.create_default_context(),
        insecure_loopback=settings.insecure_loopback_webhooks,
    )


def _inside(
    settings: Settings, installation: Installation, accounts: Accounts, dsn: str
) -> Iterator[Job]:
    operations, clock, worker = accounts.operations, accounts.clock, ids.new_id()
    yield Deadlines(installation, operations, worker=worker, clock=clock)
    if settings.archive_executed:
        yield Sealing(installation, operations, clock)
    witnessing = Witnessing(witnessing_policy(settings))
    yield Telling(installation, accounts, worker, witnessed=witnessing.has_witnesses)
    if witnessing.has_witnesses:
        yield FollowingReceipts(installation, accounts, witnessing)
    currency = settings.published_currency
    yield Publications(installation, dsn, currency, witnessing.has_seen, clock)
    yield Reminders(installation, accounts)
    yield Uploads(annexes_of(installation, settings, operations), clock)
    sweeping = Sweeping(installation, operations, annex_store(settings), clock)
    yield Erasures(sweeping, clock)
    yield Endings(installation, operations, clock)
    yield Retention(installation, operations, clock)
    yield Reads(installation.registry, operations, clock)
    kept = Kept(settings.security_log_days, settings.access_log_days)
    yield Housekeeping(operations, IDLE, clock, kept)


def _outside(settings: Settings, accounts: Accounts) -> Iterator[Job]:
    """Yield what talks to others; without a mail server, messages to people wait."""
    yield Webhooks(accounts, way_out(settings), ids.new_id())
    server = mail_server(settings)
    if server is not None:
        yield Mailing(accounts, server)
