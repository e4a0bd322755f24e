"""``counterseal export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json

Edition = Annotated[
    str, typer.Option(help="The edition's id; by default the newest. `registry` is its log.")
]
Through = Annotated[int | None, typer.Option(help="Up to this position of the log.", min=0)]
Evidence = Annotated[
    str,
    typer.Option(
        "--evidence",
        help="A deal's id: write its evidence bundle instead; `all`: every deal's, to a folder.",
    ),
]

Log = Annotated[
    bool,
    typer.Option("--log", help="Write the log as anybody may check it into a new folder instead."),
]
Public = Annotated[
    bool,
    typer.Option("--public", help="With --evidence: no keys and no documents, for anybody."),
]
Verifier = Annotated[
    bool, typer.Option("--verifier", help="Write the page that verifies bundles in a browser.")
]


def export(  # noqa: PLR0913 - what a user may ask
    file: Annotated[Path, typer.Argument(help="A new file.", dir_okay=False)],
    edition: Edition = "",
    through: Through = None,
    evidence: Evidence = "",
    purpose: Annotated[str, typer.Option(help="What for: it is noted.")] = "",
    *,
    log: Log = False,
    public: Public = False,
    verifier: Verifier = False,
    json: Json = False,
) -> None:
    """Write the events of a log to a file, opened, one JSON object a line.

    From it figures can be computed anew without this program. It holds confidential terms: the
    file is readable by you alone, and that it was written is noted. People are ids in it.
    With --evidence it is the whole history of one deal, with proof that it is complete and
    unaltered, for `counterseal verify`. With --log it is a folder with the signed head, the tiles
    and the entries of the log, which tell nothing of what happened, for `counterseal consistency`
    and `counterseal monitor`. With --verifier it is one HTML file that verifies such bundles
    without network or installation.
    """
    from api.exporting import BATCH, exported, log_of, written
    from api.installation import running
    from api.output import Output
    from api.settings import read_settings

    output = Output(sys.stdout, sys.stderr, json=json)
    if verifier:
        _page(file, json=json)
        return
    settings = read_settings()
    with running(settings) as installation:
        book = log_of(installation, edition)
        if not log:
            _note(f"deal:{evidence}" if evidence else "log", purpose)
        if evidence:
            from api.evidencing import Handing, export_all_evidence, export_evidence

            handing = Handing(
                settings=settings,
                output=output,
                installation=installation,
                target=file,
                public=public,
            )
            if evidence == "all":
                raise typer.Exit(export_all_evidence(handing, book))
            raise typer.Exit(export_evidence(handing, evidence))
        if log:
            from api.auditing.copying import tell_copied

            tell_copied(output, book, file)
            return
        last = book.head() if through is None else through
        with output.progress("events exported", -(-last // BATCH)) as advance:
            lines = written(file, exported(book, through, lambda _: advance()))
    output.result({"file": str(file), "events": lines}, f"{lines} events are in {file}.", "green")


def _page(file: Path, *, json: bool) -> None:
    """Write the page that verifies bundles."""
    from api.exporting import written
    from api.output import Output
    from api.verifier_page import verifier_page

    output, size = Output(sys.stdout, sys.stderr, json=json), len(verifier_page())
    written(file, [verifier_page()])
    output.result({"file": str(file), "bytes": size}, f"Open {file} in a browser.", "green")


def _note(resource: str, purpose: str) -> None:
    """Note what is exported, and what for."""
    from api.clock import now
    from api.reads.noting import note_export
    from api.settings import read_settings

    note_export(read_settings(), resource, purpose, now())
