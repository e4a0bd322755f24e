"""``counterseal migrate``."""

from __future__ import annotations

import sys

from api.cli.options import Json


def migrate(*, json: Json = False) -> None:
    """Make the database ready for this version of Counterseal.

    Makes the roles, the database and the tables, and applies each migration that is missing.
    With DATABASE_URL, COUNTERSEAL_ADMIN_URL must log in as one who may make roles and databases.
    Without it, this is about the embedded server, which every command makes ready by itself.
    """
    from api.database import migrate as make_ready
    from api.output import Output
    from api.settings import read_settings

    output = Output(sys.stdout, sys.stderr, json=json)
    applied = make_ready(
        read_settings(),
        lambda migration: output.result({"applied": migration.name}, f"applied {migration.name}"),
    )
    count = f"{applied} migrations applied" if applied else "nothing was missing"
    output.result({"migrations": applied}, f"The database is ready; {count}.", "green")
