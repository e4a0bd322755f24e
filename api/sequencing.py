"""The logs of this installation, signed by a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from threading import Event
from typing import Final
from uuid import UUID

from api import ids
from api.clock import now
from api.database import sequencer_login
from api.home import made_private
from api.settings import Settings
from api.trusting_logs import witnessing_policy
from ledger.errors import LedgerError
from ledger.sequencer.followed import Office
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.looking import look
from ledger.sequencer.process import sequence
from ledger.sequencer.rotating import Rotated, rotate
from ledger.sequencer.session import opened

FOLDER: Final = "sequencer"


@contextmanager
def signing_office(settings: Settings) -> Generator[Office, None, None]:
    """Give what the logs are signed with.

    Raises:
        ApiError: ``folder_unusable``, ``policy_unreadable``.
        SettingsError, LedgerError: as `sequencer_login`, and ``policy_malformed``.
    """
    policy = witnessing_policy(settings)
    folder = made_private(sequencer_folder(settings))
    with sequencer_login(settings) as dsn:
        yield Office(
            dsn=dsn,
            keys=LogKeys(folder, settings.ledger_name),
            witnesses=policy.witnesses,
            is_enough=policy.is_met,
            software=f"counterseal/{version('counterseal')}",
            new_id=ids.new_id,
            clock=now,
        )


def sequencer_folder(settings: Settings) -> Path:
    """Return where the keys of the logs are."""
    return settings.sequencer_directory or settings.data_directory / FOLDER


def sign_logs(settings: Settings, stopping: Event, trouble: Callable[[LedgerError], None]) -> None:
    """Sign every log until told to stop; ``trouble`` hears of logs that are signed no further.

    Raises:
        ApiError, SettingsError, LedgerError: as `signing_office`.
    """
    with signing_office(settings) as office:
        sequence(office, stopping, trouble)


def look_at_logs(settings: Settings, trouble: Callable[[LedgerError], None]) -> None:
    """Make every log read only that has less than was signed of it; ``trouble`` hears of them.

    Nothing is looked at where the logs are signed on another machine: it is for that one to say.

    Raises:
        ApiError, LedgerError: as `signing_office`.
    """
    if settings.database_url is None or settings.sequencer_url is not None:
        with signing_office(settings) as office:
            look(office, trouble)


def rotate_log(settings: Settings, log_id: UUID, reason: str) -> Rotated:
    """Let a log go on under a new origin and key, because its operator says so.

    Raises:
        ApiError, SettingsError, LedgerError: as `signing_office`.
        RuleError, LedgerError: as `rotate`.
    """
    with signing_office(settings) as office, opened(office.dsn) as session:
        return rotate(office, session, log_id, reason)
