"""``counterseal fsck``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from api.cli.options import Json
from api.exits import Exit

NO_LOG = "database"
"""What is called so belongs to no log."""
SHOWN = 7
"""So many faults of a log fill a screen; the first are the ones to look at."""


def fsck(
    policy: Annotated[
        Path | None, typer.Option(help="A policy file with the keys of the logs.")
    ] = None,
    processes: Annotated[
        int | None, typer.Option(help="How many share the work; all cores unless given.", min=1)
    ] = None,
    *,
    keys: Annotated[
        bool, typer.Option("--keys", help="Open every event and file as well, with the keys here.")
    ] = False,
    json: Json = False,
) -> None:
    """Hash everything that is stored of the logs anew, and compare it with what was signed.

    Names every event, tile, head, file or command that is other than it was; all of them with
    --json, the first ones otherwise. Without a policy, the keys are taken from the database itself:
    then whoever has rewritten all of it, keys included, is not found. Without --keys, a file is
    compared with the digest that is stored beside it. Exits with 1 if anything is wrong.
    """
    import msgspec

    from api.checking import check_logs, keep_checks, kept_check
    from api.clock import now
    from api.output import Output
    from api.settings import read_settings
    from api.storage.checks import Check
    from ledger.errors import LedgerError

    settings, shared = read_settings(), processes or os.cpu_count() or 1
    output, worst = Output(sys.stdout, sys.stderr, json=json), Exit.YES
    kept: list[Check] = []
    if policy is None:
        output.talk("No policy: the keys of the logs are taken from the database that is checked.")
    for log, report in check_logs(settings, policy, shared, output.progress, keys=keys):
        faults = report.faults if json else report.faults[:SHOWN]
        for fault in faults:
            output.result(
                {"log": log, **msgspec.to_builtins(fault)},
                f"{log} position {fault.position}: {fault.check}  {fault.where}\n"
                f"    expected {fault.expected}\n    actual   {fault.actual}",
                "red",
            )
        signed = report.signed.size if report.signed else 0
        found = Found(report.events, signed, report.lost, len(report.faults))
        color = "bold red" if report.faults else "green"
        output.result({"log": log, **found._asdict()}, f"{log}: {_told(found)}", color)
        worst = Exit.NO if report.faults else worst
        if log != NO_LOG:
            by_policy = policy is not None
            kept.append(kept_check(log, report, now(), by_policy=by_policy, opened=keys))
    try:
        keep_checks(settings, kept)
    except LedgerError:
        output.talk("This result could not be kept: the page of integrity shows the one before.")
    raise typer.Exit(worst)


class Found(NamedTuple):
    """What was found of a log, in numbers."""

    events: int
    signed: int
    lost: int
    faults: int


def _told(found: Found) -> str:
    lost = f", {found.lost} more were signed once and are lost, as it says" if found.lost else ""
    faults = f"{found.faults} faults" if found.faults else "nothing is changed"
    return f"{found.events} events, signed up to {found.signed}{lost}: {faults}"
