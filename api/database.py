"""The ledger's database: the server that the settings name, or else the embedded one."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.resources import files
from typing import Final

from pydantic import SecretStr

from api import ids
from api.settings import Settings, SettingsError
from ledger.embedded import Server, start
from ledger.migrations import Migration, ledger_schema, read_schema
from ledger.prepare import Target, given_server, is_ready, prepare, require_ready
from ledger.roles import Roles

DATABASE: Final = "counterseal"
"""What the embedded server's one database is called."""

SCHEMAS: Final = (
    ledger_schema(),
    read_schema("projections", files("projections") / "sql"),
    read_schema("operations", files("api") / "sql"),
)
"""Everything that ``counterseal migrate`` builds, in order."""

Progress = Callable[[Migration], None]


@contextmanager
def application_login(settings: Settings) -> Generator[str, None, None]:
    """Give the DSN with which programs use the ledger, for as long as they use it.

    The embedded server is made ready first where need be; a server that was given must be, since
    only an administrator may change it: ``counterseal migrate``.

    Raises:
        LedgerError: what `ledger.prepare` and `ledger.embedded` raise.
    """
    if settings.database_url is not None:
        given = settings.database_url.get_secret_value()
        require_ready(given, SCHEMAS)
        yield given
        return
    with start(settings.data_directory) as server:
        yield login_to_embedded(server)


@contextmanager
def projector_login(settings: Settings) -> Generator[str, None, None]:
    """Give the DSN with which read models are made, for as long as they are.

    Raises:
        SettingsError: if a server is given, and no login for the projector.
        LedgerError: what `application_login` raises.
    """
    needed = "COUNTERSEAL_PROJECTOR_URL: needed to make read models"
    with _login(settings, "projector", settings.projector_url, needed) as dsn:
        yield dsn


@contextmanager
def sequencer_login(settings: Settings) -> Generator[str, None, None]:
    """Give the DSN with which the logs are signed, for as long as they are.

    Raises:
        SettingsError: if a server is given, and no login for the sequencer.
        LedgerError: what `application_login` raises.
    """
    needed = "COUNTERSEAL_SEQUENCER_URL: needed to sign the logs"
    with _login(settings, "sequencer", settings.sequencer_url, needed) as dsn:
        yield dsn


@contextmanager
def _login(
    settings: Settings, kind: str, given: SecretStr | None, needed: str
) -> Generator[str, None, None]:
    with application_login(settings):
        if settings.database_url is None:
            with start(settings.data_directory) as server:
                target = _embedded(server)
                yield target.login(target.roles.name(kind))
        elif given is None:
            raise SettingsError(needed)
        else:
            yield given.get_secret_value()


def login_to_embedded(server: Server) -> str:
    """Make the embedded server ready where need be, and return the application's DSN.

    Raises:
        LedgerError: what `ledger.prepare` raises.
    """
    target = _embedded(server)
    if not is_ready(target, SCHEMAS):
        prepare(target, SCHEMAS)
    return target.login(target.roles.name("app"))


def migrate(settings: Settings, progress: Progress) -> int:
    """Make the database ready and return how many migrations that took.

    Raises:
        SettingsError: if a server is given and nobody who may change it.
        LedgerError: what `ledger.prepare` and `ledger.embedded` raise.
    """
    if settings.database_url is None:
        with start(settings.data_directory) as server:
            return prepare(_embedded(server), SCHEMAS, progress)
    if settings.admin_url is None:
        raise SettingsError("COUNTERSEAL_ADMIN_URL: needed to change the server of DATABASE_URL")
    given, admin = settings.database_url, settings.admin_url
    others = {"projector": settings.projector_url, "sequencer": settings.sequencer_url}
    target = given_server(
        given.get_secret_value(),
        admin.get_secret_value(),
        migrator_password=ids.key().hex(),
        others={kind: dsn.get_secret_value() for kind, dsn in others.items() if dsn is not None},
    )
    return prepare(target, SCHEMAS, progress)


def _embedded(server: Server) -> Target:
    return Target(
        admin_dsn=server.superuser_dsn,
        database=DATABASE,
        roles=Roles(),
        login=lambda role: server.dsn(role, DATABASE),
    )
