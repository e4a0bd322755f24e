"""PostgreSQL's own programs for dumps, of the release that came with us or of the system."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from ledger.embedded.binaries import ENVIRONMENT, all_candidates, find_binaries
from ledger.errors import LedgerError

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "options": "PGOPTIONS",
}
LAST_WORDS = 2_000


def run_tool(
    tool: str, dsn: str, arguments: Sequence[str], candidates: Sequence[Path] = ()
) -> None:
    """Run ``pg_dump`` or ``pg_restore`` on the database of ``dsn``.

    The login goes by the environment: other users of a machine can read command lines.

    Raises:
        LedgerError: ``postgresql_missing``, ``tool_failed``.
    """
    program = find_binaries(candidates or all_candidates(), None).directory / tool
    try:
        subprocess.run(  # noqa: S603 - a path that we found, our own words, no shell
            [program, *arguments],
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env={**ENVIRONMENT, **login_variables(dsn)},
        )
    except (OSError, subprocess.CalledProcessError) as failed:
        raise LedgerError("tool_failed", tool=tool, reason=_reason(failed)) from None


def login_variables(dsn: str) -> Mapping[str, str]:
    """Return the environment by which libpq logs in as ``dsn`` says."""
    parts = conninfo_to_dict(dsn)
    return {name: str(parts[key]) for key, name in _VARIABLES.items() if parts.get(key) is not None}


def _reason(failed: OSError | subprocess.CalledProcessError) -> str:
    if isinstance(failed, subprocess.CalledProcessError):
        said: bytes = failed.stderr
        return said.decode(errors="replace")[-LAST_WORDS:].strip()
    return str(failed.strerror)
