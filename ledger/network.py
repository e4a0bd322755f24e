"""Connection strings under which a server that has vanished is noticed in seconds."""

from __future__ import annotations

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ledger.errors import LedgerError

_DEFAULTS = {
    "application_name": "counterseal",
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}


def bounded_dsn(dsn: str) -> str:
    """Return ``dsn`` with bounds for every wait on the network, where it sets none itself.

    Source: PostgreSQL, libpq, "Parameter Key Words".

    Raises:
        LedgerError: ``dsn_malformed``.
    """
    try:
        given = conninfo_to_dict(dsn)
    except ProgrammingError:
        raise LedgerError("dsn_malformed") from None
    return make_conninfo(
        dsn, **{name: value for name, value in _DEFAULTS.items() if name not in given}
    )
