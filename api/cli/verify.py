"""``counterseal verify``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import content_of
from api.cli.options import Json

Policy = Annotated[
    Path | None,
    typer.Option(
        help="A trust policy; by default the registry of this machine is trusted.", dir_okay=False
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Leave the ledger of this machine out.")]
Explain = Annotated[bool, typer.Option("--explain", help="Show every numbered step.")]


def verify(
    file: Annotated[Path, typer.Argument(help="The PDF.", dir_okay=False)],
    policy: Policy = None,
    *,
    offline: Offline = False,
    explain: Explain = False,
    json: Json = False,
) -> None:
    """Say whether a PDF is an agreement that was signed as it stands.

    VALID exits with 0, NOT VALID with 1, CANNOT TELL with 3. With --policy or --offline it takes
    no database and no network; otherwise the ledger of this machine has the last word.
    """
    from api.clock import now
    from api.judging import exit_of, judged, tell_verdict
    from api.output import Output
    from api.settings import read_settings
    from api.trusting import trust_here, trust_in

    output, settings, at = Output(sys.stdout, sys.stderr, json=json), read_settings(), now()
    pdf = content_of(file)
    trusting = (
        trust_here(settings, at, ask_ledger=not offline)
        if policy is None
        else trust_in(policy, content_of(policy))
    )
    verdict = judged(settings, output, pdf, trusting, at)
    tell_verdict(settings, output, verdict, explain=explain)
    raise typer.Exit(exit_of(verdict))
