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
Person = Annotated[
    str,
    typer.Option("--person", help="A person's id: write what is kept of them instead, as JSON."),
]
Verifier = Annotated[
    bool, typer.Option("--verifier", help="Write the page that verifies bundles in a browser.")
]


def export(  # noqa: PLR0913 - what a user may ask
    file: Annotated[Path, typer.Argument(help="A new file.", dir_okay=False)],
    edition: Edition = "",
    through: Through = None,
    evidence: Evidence = "",
    person: Person = "",
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
    and `counterseal monitor`. With --person it is all that is kept of one person, to be handed to
    that person: names, addresses, posts, mandates, account, and what they did; of one who was
    erased it says so, and what is left. With --verifier it is one HTML file that verifies such
    bundles without network or installation.
    """
    from api.exporting import BATCH, exported, log_of, written
    from api.installation import running
    from api.output import Output
    from api.settings import read_settings

    if verifier or person:
        _page(file, json=json) if verifier else _person(file, person, purpose, json=json)
        return
    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    with running(settings) as installation:
        book = log_of(installation, edition)
        if not log:
            _note(f"deal:{evidence}" if evidence else "log", purpose)
        if evidence:
            from api.evidencing import Handing, export_evidence

            handing = Handing(
                settings=settings,
                output=output,
                installation=installation,
                target=file,
                public=public,
            )
            raise typer.Exit(export_evidence(handing, evidence, book))
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


def _person(file: Path, person: str, purpose: str, *, json: bool) -> None:
    """Write what is kept of a person, and note that it was."""
    from api.output import Output
    from api.personal.export import export_person
    from api.settings import read_settings

    _note(f"person:{person}", purpose)
    export_person(read_settings(), Output(sys.stdout, sys.stderr, json=json), person, file)


def _note(resource: str, purpose: str) -> None:
    """Note what is exported, and what for."""
    from api.clock import now
    from api.reads.noting import note_export
    from api.settings import read_settings

    note_export(read_settings(), resource, purpose, now())
