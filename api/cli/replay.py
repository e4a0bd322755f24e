"""``counterseal replay``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.cli.options import Json


def replay(
    deal: Annotated[str, typer.Argument(help="The deal's id, as the demo prints it.")],
    at: Annotated[
        int | None, typer.Option(help="Show it as it was at this position of its log.")
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Show a deal as it was: what had happened by then, and how it stood."""
    from uuid import UUID

    from api.cli.output import Output
    from api.installation import running
    from api.replaying import replayed
    from api.settings import read_settings

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()
    try:
        deal = str(UUID(deal))
    except ValueError as wrong:
        raise typer.BadParameter(f"{deal} is not a deal's id") from wrong
    with running(settings) as installation:
        for record, line in replayed(installation, deal, at, settings.language):
            output.result(record, line)
