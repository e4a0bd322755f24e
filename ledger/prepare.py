"""Make a server ready for the ledger: roles, database, tables. Done twice, it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec
from psycopg import Error, ProgrammingError, connect
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ledger.condition import read_condition
from ledger.errors import LedgerError
from ledger.migrations import Migration, Schema, migrate, require_migrated
from ledger.passwords import set_password
from ledger.roles import MAINTENANCE_DATABASE, Roles, admit_roles, make_database, make_roles
from ledger.silence import ANSWER_SECONDS, within
from ledger.turns import TURN_SECONDS, take_turn

APP_SUFFIX: Final = "_app"
PROJECTOR_SUFFIX: Final = "_projector"

LOCK: Final = 0x70726570617265
NO_OTHERS: Final[Mapping[str, str]] = MappingProxyType({})
_MENDABLE = {"role_unknown", "server_unreachable", "migration_missing"}

Login: TypeAlias = Callable[[str], str]
"""Returns the DSN with which a role logs in to the ledger's database, once the role is made."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A server and what to make on it. ``admin_dsn`` may make roles and databases.

    Holds passwords: never printed.
    """

    admin_dsn: str
    database: str
    roles: Roles
    login: Login

    def __repr__(self) -> str:
        """Return the database and the roles only."""
        return f"Target(database={self.database!r}, roles={self.roles!r})"


def given_server(
    app_dsn: str, admin_dsn: str, migrator_password: str, others: Mapping[str, str] = NO_OTHERS
) -> Target:
    """Return what is to be made so that ``app_dsn`` can be used: its role's prefix names the rest.

    The application's role gets the password of ``app_dsn``, and those of ``others``, the projector
    and the sequencer, that of theirs. The migrator's gets ``migrator_password``, which nobody needs
    to keep: the next run gives it another; so it is with others that are not given.

    Raises:
        LedgerError: ``dsn_malformed``; ``dsn_incomplete`` without user, password or database;
            ``role_unexpected`` unless the user is called ``..._app``, and the others alike.
    """
    user, password, database = _login_of(app_dsn, APP_SUFFIX)
    roles = Roles(user.removesuffix(APP_SUFFIX))
    passwords = {user: password}
    for kind, dsn in others.items():
        other, password, _ = _login_of(dsn, f"_{kind}")
        if other != roles.name(kind):
            raise LedgerError("role_unexpected", role=other, suffix=f"_{kind}")
        passwords[other] = password

    def login(role: str) -> str:
        secret = passwords.get(role, migrator_password)
        set_password(admin_dsn, role, secret)
        return make_conninfo(admin_dsn, dbname=database, user=role, password=secret)

    return Target(admin_dsn=admin_dsn, database=database, roles=roles, login=login)


def prepare(
    target: Target,
    schemas: Sequence[Schema],
    progress: Callable[[Migration], None] = lambda _: None,
    *,
    wait_seconds: float = TURN_SECONDS,
) -> int:
    """Make what is missing, and return how many migrations were applied. One at a time.

    Raises:
        LedgerError: ``server_unreachable``, ``others_at_work`` for longer than ``wait_seconds``,
            ``roles_not_made``, ``role_unknown``, ``login_refused``, ``database_not_made``, and
            what `migrate` raises.
    """
    try:
        with connect(target.admin_dsn, dbname=MAINTENANCE_DATABASE, autocommit=True) as waiting:
            take_turn(waiting, LOCK, wait_seconds)
            return _prepare(target, schemas, progress)
    except Error as failed:
        raise LedgerError("server_unreachable", reason=str(failed)) from failed


def require_ready(app_dsn: str, schemas: Sequence[Schema]) -> None:
    """Refuse unless the application can log in to tables that are exactly as it knows them.

    And unless it can do no more there than append and read: a program that runs as an owner or a
    superuser could rewrite what it is trusted to keep.

    Raises:
        LedgerError: ``server_unreachable``, ``migration_missing``, ``migration_edited``,
            ``migration_unknown``, ``role_too_mighty``.
    """
    try:
        with connect(app_dsn, autocommit=True) as connection, within(connection, ANSWER_SECONDS):
            for schema in schemas:
                require_migrated(connection, schema)
    except Error as failed:
        raise LedgerError("server_unreachable", reason=str(failed)) from failed
    if read_condition(app_dsn).too_mighty:
        raise LedgerError("role_too_mighty")


def is_ready(target: Target, schemas: Sequence[Schema]) -> bool:
    """Return whether `prepare` has nothing to do.

    Raises:
        LedgerError: ``migration_edited``, ``migration_unknown``, ``role_too_mighty``: what it
            could not mend.
    """
    try:
        require_ready(target.login(target.roles.name("app")), schemas)
    except LedgerError as wrong:
        if wrong.code in _MENDABLE:
            return False
        raise
    return True


def _prepare(
    target: Target, schemas: Sequence[Schema], progress: Callable[[Migration], None]
) -> int:
    make_roles(target.admin_dsn, target.roles)
    make_database(target.admin_dsn, target.database)
    admit_roles(make_conninfo(target.admin_dsn, dbname=target.database), target.roles)
    for kind in ("app", "projector", "sequencer"):
        target.login(target.roles.name(kind))
    migrator = target.login(target.roles.name("migrator"))
    return sum(migrate(migrator, target.roles, schema, progress) for schema in schemas)


def _login_of(dsn: str, suffix: str) -> tuple[str, str, str]:
    """Return user, password and database of a DSN whose user's name ends in ``suffix``."""
    parts = _parts(dsn)
    user, password, database = (parts.get(part) for part in ("user", "password", "dbname"))
    if not user or not password or not database:
        raise LedgerError("dsn_incomplete")
    if not user.endswith(suffix) or user == suffix:
        raise LedgerError("role_unexpected", role=user, suffix=suffix)
    return user, password, database


def _parts(dsn: str) -> dict[str, str]:
    try:
        parts = conninfo_to_dict(dsn)
    except ProgrammingError:
        raise LedgerError("dsn_malformed") from None
    return {name: str(value) for name, value in parts.items() if value is not None}
