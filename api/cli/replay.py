"""``counterseal replay``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.cli.options import Json


def replay(
    deal: Annotated[str, typer.Argument(help="The deal's id, as the demo prints it.")],
    at: Annotated[
        int | None, typer.Option(help="Show it as it was at this position of its log.", min=0)
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Show a deal as it was at any position of its log.

    Tells what had happened by then, as the demo tells it, how the deal stood, and whether its
    papers are the files that were recorded and signed.
    """
    from uuid import UUID

    from api.installation import running
    from api.output import Output
    from api.replaying import replayed
    from api.settings import read_settings

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()
    try:
        deal = str(UUID(deal))
    except ValueError as wrong:
        raise typer.BadParameter(f"{deal} is not a deal's id") from wrong
    with running(settings) as installation:
        for told in replayed(installation, deal, at, settings.language):
            output.result(told.record, told.lines, margin=told.margin)
