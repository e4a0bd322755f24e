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
Proof = Annotated[
    bool,
    typer.Option(
        "--proof", help="With --person: an evidence bundle of what the registry has of them."
    ),
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
    proof: Proof = False,
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
    erased it says so, and what is left. With --person and --proof it is the whole history of that
    person in the registry, for `counterseal verify`. With --verifier it is one HTML file that
    verifies such bundles without network or installation.
    """
    from api.exporting import export_events, log_of
    from api.installation import running
    from api.output import Output
    from api.settings import read_settings

    if proof and not person:
        raise typer.BadParameter("it is about one --person", param_hint="--proof")
    if verifier or person:
        raise typer.Exit(_beside(file, person, purpose, proof=proof, json=json))
    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    with running(settings) as installation:
        book = log_of(installation, edition)
        if log:
            from api.auditing.copying import tell_copied

            tell_copied(output, book, file)
            return
        _note(f"deal:{evidence}" if evidence else "log", purpose)
        if not evidence:
            export_events(output, book, file, through)
            return
        from api.evidencing import Handing, export_evidence

        handing = Handing(
            settings=settings,
            output=output,
            installation=installation,
            target=file,
            public=public,
        )
        raise typer.Exit(export_evidence(handing, evidence, book))


def _beside(file: Path, person: str, purpose: str, *, proof: bool, json: bool) -> int:
    """Write what is of no log alone: of a person, or of nobody the page; return the status."""
    if not person:
        return _page(file, json=json)
    _note(f"person:{person}", purpose)
    return (_proof if proof else _person)(file, person, json=json)


def _page(file: Path, *, json: bool) -> int:
    """Write the page that verifies bundles; return the status."""
    from api.exporting import written
    from api.output import Output
    from api.verifier_page import verifier_page

    output, size = Output(sys.stdout, sys.stderr, json=json), len(verifier_page())
    written(file, [verifier_page()])
    output.result({"file": str(file), "bytes": size}, f"Open {file} in a browser.", "green")
    return 0


def _person(file: Path, person: str, *, json: bool) -> int:
    """Write what is kept of a person; return the status."""
    from api.output import Output
    from api.personal.export import export_person
    from api.settings import read_settings

    export_person(read_settings(), Output(sys.stdout, sys.stderr, json=json), person, file)
    return 0


def _proof(file: Path, person: str, *, json: bool) -> int:
    """Write the evidence of a person; return the status."""
    from api.output import Output
    from api.personal.proving import export_person_evidence
    from api.settings import read_settings

    output = Output(sys.stdout, sys.stderr, json=json)
    return export_person_evidence(read_settings(), output, person, file)


def _note(resource: str, purpose: str) -> None:
    """Note what is exported, and what for."""
    from api.clock import now
    from api.reads.noting import note_export
    from api.settings import read_settings

    note_export(read_settings(), resource, purpose, now())
