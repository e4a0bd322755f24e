"""``counterseal doctor``."""

from __future__ import annotations

import sys
from itertools import chain

import typer

from api.cli.options import Json
from api.exits import Exit


def doctor(*, json: Json = False) -> None:
    """Look at this machine and its ledger before you rely on them.

    Each line says what was found. What is not fine comes with why it matters and how to mend it.
    """
    import msgspec

    from api.doctor import Level
    from api.doctor.checks import CHECKS
    from api.output import Output
    from api.settings import read_settings

    output = Output(sys.stdout, sys.stderr, json=json)
    styles = {Level.FINE: "green", Level.NOTICE: "yellow", Level.PROBLEM: "bold red"}
    settings, worst = read_settings(), Exit.YES
    for finding in chain.from_iterable(check(settings) for check in CHECKS):
        sentence = f"{finding.level.value:8} {finding.what}: {finding.found}"
        output.result(msgspec.to_builtins(finding), sentence, styles[finding.level])
        if finding.level is not Level.FINE:
            output.talk(f"         {finding.why}\n         {finding.fix}")
        if finding.level is Level.PROBLEM:
            worst = Exit.NO
    raise typer.Exit(worst)
