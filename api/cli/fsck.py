"""``counterseal fsck``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json
from api.exits import Exit

SHOWN = 20
"""So many faults fill a screen; the first are the ones to look at."""


def fsck(
    policy: Annotated[
        Path | None, typer.Option(help="A policy file with the keys of the logs.")
    ] = None,
    processes: Annotated[
        int | None, typer.Option(help="How many share the work; all cores unless given.", min=1)
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Hash everything that is stored of the logs anew, and compare it with what was signed.

    Names every event, tile or head that is other than it was. Without a policy, the keys are taken
    from the database itself: then whoever has rewritten all of it, keys included, is not found.
    Exits with 1 if anything is wrong.
    """
    import msgspec

    from api.checking import check_logs
    from api.output import Output
    from api.settings import read_settings

    settings, shared = read_settings(), processes or os.cpu_count() or 1
    output, worst = Output(sys.stdout, sys.stderr, json=json), Exit.YES
    if policy is None:
        output.talk("No policy: the keys of the logs are taken from the database that is checked.")
    for log, report in check_logs(settings, policy, shared, output.progress):
        signed = report.signed.size if report.signed else 0
        for fault in report.faults[:SHOWN]:
            output.result(
                {"log": str(log), **msgspec.to_builtins(fault)},
                f"{log} position {fault.position}: {fault.check}  {fault.where}\n"
                f"    expected {fault.expected}\n    actual   {fault.actual}",
                "red",
            )
        found = f"{len(report.faults)} faults" if report.faults else "nothing is changed"
        output.result(
            {
                "log": str(log),
                "events": report.events,
                "signed": signed,
                "faults": len(report.faults),
            },
            f"{log}: {report.events} events, signed up to {signed}: {found}",
            "bold red" if report.faults else "green",
        )
        worst = Exit.NO if report.faults else worst
    raise typer.Exit(worst)
