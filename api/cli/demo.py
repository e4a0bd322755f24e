"""``counterseal demo``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.exits import Exit
from api.cli.options import Json


def demo(
    input_: Annotated[
        Path | None,
        typer.Option(
            "--input", help="A deal file of your own; by default a joint venture.", dir_okay=False
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the papers go.", file_okay=False)] = Path(
        "demo-out"
    ),
    *,
    as_dated: Annotated[
        bool, typer.Option(help="Keep the file's dates; by default its last move is made now.")
    ] = False,
    json: Json = False,
) -> None:
    """Play a deal from its letter of intent to the signed agreement, and verify it.

    Every move is a command on the ledger of this machine, and is shown as a sentence with its
    position. The papers, the certificates and the replay are written to a folder.
    """
    from api.cli.output import Output
    from api.demo import Demo, default_input
    from api.settings import read_settings

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()
    path = input_ or default_input()
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise typer.BadParameter(f"{path}: {wrong.strerror}") from wrong
    valid = Demo(settings, output, out).play(path, data, as_dated=as_dated)
    raise typer.Exit(Exit.YES if valid else Exit.NO)
