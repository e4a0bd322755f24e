"""``counterseal verify``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.exits import Exit
from api.cli.options import Json


def verify(
    file: Annotated[Path, typer.Argument(help="The PDF.", dir_okay=False)],
    policy: Annotated[
        Path | None,
        typer.Option(help="A trust policy; by default the registry of this machine is trusted."),
    ] = None,
    *,
    explain: Annotated[bool, typer.Option(help="Show every numbered step.")] = False,
    json: Json = False,
) -> None:
    """Say whether a PDF is an agreement that was signed as it stands.

    VALID exits with 0, NOT VALID with 1, CANNOT TELL with 3. Needs no network and no database.
    """
    import msgspec

    from api.cli.output import Output
    from api.clock import now
    from api.settings import read_settings
    from api.trusting import trust_from
    from api.verdicts import finding_line, verdict_lines
    from signing.verify.case import Case
    from signing.verify.verdict import Level
    from signing.verify.verifier import no_trust
    from signing.verify.verifier import verify as judge

    output, settings, at = Output(sys.stdout, sys.stderr, json=json), read_settings(), now()
    pdf = _read(file)
    if policy is not None:
        _read(policy)
    trusting = trust_from(policy, settings.data_directory, at)
    if trusting is None:
        verdict = no_trust(pdf)
    else:
        output.talk(f"trusting {trusting.source}")
        verdict = judge(Case(pdf=pdf, trust=trusting.policy, at=at))
    language = settings.language
    if explain and not json:
        for finding in verdict.findings:
            output.result({}, finding_line(finding, language))
    answers = {Level.VALID: Exit.YES, Level.NOT_VALID: Exit.NO, Level.CANNOT_TELL: Exit.CANNOT_TELL}
    colours = {Level.VALID: "green", Level.NOT_VALID: "bold red", Level.CANNOT_TELL: "yellow"}
    lines = "\n".join(verdict_lines(verdict, language))
    output.result(msgspec.to_builtins(verdict), lines, colours[verdict.level])
    raise typer.Exit(answers[verdict.level])


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise typer.BadParameter(f"{file}: {wrong.strerror}") from wrong
