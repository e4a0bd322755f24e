"""Log in to the embedded server: a random password per role, in a file that only we can read."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from ledger.embedded.cluster import SUPERUSER
from ledger.embedded.layout import Layout
from ledger.errors import LedgerError
from ledger.passwords import set_password
from ledger.private_files import private_file

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)


def password_of(layout: Layout, role: str) -> str:
    """Return the password of ``role``, made at random when there is none yet.

    Raises:
        LedgerError: ``role_malformed``, ``file_exposed``, ``file_unreadable``.
    """
    if not ROLE.fullmatch(role):
        raise LedgerError("role_malformed", role=role)
    path = layout.password(role)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return private_file(path, lambda: secrets.token_urlsafe(32).encode()).decode()


def dsn_of(layout: Layout, socket: Path, role: str, database: str) -> str:
    """Return a libpq connection string. It holds the password: MUST NOT be printed."""
    return make_conninfo(
        host=str(socket), user=role, password=password_of(layout, role), dbname=database
    )


def admit(layout: Layout, socket: Path, role: str) -> None:
    """Give ``role`` its password.

    Raises:
        LedgerError: ``role_unknown``; ``login_refused`` if the superuser can not log in.
    """
    superuser = dsn_of(layout, socket, SUPERUSER, "postgres")
    set_password(superuser, role, password_of(layout, role))


def can_log_in(dsn: str) -> bool:
    """Return whether the server accepts the role, its password and the database of ``dsn``."""
    try:
        psycopg.connect(dsn).close()
    except psycopg.OperationalError:
        return False
    return True
