"""``counterseal backup``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json


def backup(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", file_okay=False)],
    *,
    json: Json = False,
) -> None:
    """Copy the ledger and its wrapped keys to a folder, as they are at one moment.

    Nobody has to stop meanwhile. The key-encryption keys are not in it: keep those elsewhere.
    Accounts and read models are not in it either. Check it with restore-check.
    """
    from api.backup import back_up
    from api.clock import now
    from api.output import Output, Plain
    from api.settings import read_settings

    output = Output(sys.stdout, sys.stderr, json=json)
    manifest = back_up(read_settings(), folder, now())
    logs: list[Plain] = [{"log": head.log_id, "position": head.position} for head in manifest.logs]
    events = sum(head.position for head in manifest.logs)
    output.result(
        {"folder": str(folder), "logs": logs, "files": len(manifest.files)},
        f"{events} events of {len(logs)} logs are in {folder}.",
        "green",
    )
