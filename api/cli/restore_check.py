"""``counterseal restore-check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.options import Json
from api.exits import Exit

DIFFERS: Final = frozenset(
    {"backup_altered", "head_differs", "event_altered", "positions_missing", "log_unknown"}
)
"""What says that something is missing or was changed, and not that nothing could be told."""


def restore_check(
    folder: Annotated[Path, typer.Argument(help="What backup wrote.", file_okay=False)],
    *,
    json: Json = False,
) -> None:
    """Restore a backup on a server of its own, and prove that nothing of the ledger is missing.

    Every hash is computed anew from the restored bytes, and the logs must end where they ended
    when the backup was taken. The database in use is not touched. Exits with 1 if it differs.
    """
    from api.backup import check_restore
    from api.errors import sentence
    from api.output import Output
    from api.settings import read_settings
    from ledger.errors import LedgerError
    from ledger.rehash import Head

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()

    def tell(head: Head, position: int) -> None:
        output.talk(f"{head.log_id}: {position} of {head.position}")

    try:
        manifest = check_restore(folder, tell)
    except LedgerError as wrong:
        if wrong.code not in DIFFERS:
            raise
        said = sentence(wrong, settings.language)
        output.result({"restored": False, "code": wrong.code, "sentence": said}, said, "red")
        raise typer.Exit(Exit.NO) from wrong
    for head in manifest.logs:
        output.result(
            {"log": head.log_id, "position": head.position, "leaf_hash": head.leaf_hash},
            f"{head.log_id}: {head.position} events, the last with leaf {head.leaf_hash[:16]}…",
        )
    taken = f"{manifest.taken_at:%Y-%m-%d %H:%M} UTC"
    output.result({"restored": True}, f"The backup of {taken} restores the whole ledger.", "green")
