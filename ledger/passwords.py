"""Give a role of the database its password."""

from __future__ import annotations

from psycopg import Error, connect, errors, sql

from ledger.errors import LedgerError


def set_password(dsn: str, role: str, password: str) -> None:
    """Set it as one who may. The server is sent a SCRAM verifier, never the password (RFC 5802).

    Raises:
        LedgerError: ``role_unknown``; ``login_refused`` if ``dsn`` can not log in, or may not.
    """
    try:
        with connect(dsn) as connection:
            verifier = connection.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            )
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(verifier.decode())
                )
            )
    except errors.UndefinedObject:
        raise LedgerError("role_unknown", role=role) from None
    except Error as wrong:
        raise LedgerError("login_refused", role=role, reason=str(wrong)) from None
