"""``counterseal copy``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json

Deal = Annotated[str, typer.Option("--deal", help="The deal's id.")]
Instrument = Annotated[
    str, typer.Option("--instrument", help="The instrument's id; by default the leading one.")
]
At = Annotated[
    int | None, typer.Option("--at", help="As of this position of the edition's log.", min=1)
]
Since = Annotated[
    int | None,
    typer.Option("--since", help="A redline: held against the terms of this position.", min=1),
]
AcceptedBy = Annotated[
    str,
    typer.Option(
        "--accepted-by",
        help="A redline: held against what the organisation of this id last accepted.",
    ),
]


def copy(  # noqa: PLR0913 - what a user may ask
    file: Annotated[Path, typer.Argument(help="A new file.", dir_okay=False)],
    deal: Deal,
    instrument: Instrument = "",
    at: At = None,
    since: Since = None,
    accepted_by: AcceptedBy = "",
    *,
    purpose: Annotated[str, typer.Option(help="What for: it is noted.")] = "",
    json: Json = False,
) -> None:
    """Write the terms of an instrument as a PDF that nobody signs.

    It is a clean copy, or with --since or --accepted-by a redline: what was inserted is underlined,
    what was deleted is struck through, and a screen reader hears which is which. Every page says
    that it is not signed. It holds confidential terms: the file is readable by you alone, and that
    it was written is noted.
    """
    from api.clock import now
    from api.copying import AskedCopy, write_copy
    from api.installation import running
    from api.output import Output
    from api.reads.noting import note_export
    from api.settings import read_settings

    if since is not None and accepted_by:
        raise typer.BadParameter("--since and --accepted-by exclude each other")
    settings = read_settings()
    asked = AskedCopy(deal=deal, instrument=instrument, at=at, since=since, accepted_by=accepted_by)
    with running(settings) as installation:
        note_export(settings, f"deal:{deal}", purpose, now())
        write_copy(installation, asked, now(), file)
    output = Output(sys.stdout, sys.stderr, json=json)
    output.result({"file": str(file)}, f"The copy is in {file}.", "green")
