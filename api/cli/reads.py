"""``counterseal reads``."""

from __future__ import annotations

import sys

import typer

from api.cli.options import Json
from api.exits import Exit

SHOWN = 20


def reads(*, json: Json = False) -> None:
    """Hold the record of who read what by virtue of an office against the ledger.

    Workers tell the ledger a digest of what was read, minute by minute. Every batch and every read
    that is other than it was told is named; what was removed at the end of its time is counted.
    Exits with 1 if anything is wrong.
    """
    import msgspec

    from api.clock import now
    from api.database import application_login
    from api.installation import running
    from api.output import Output
    from api.reads.checking import check_reads
    from api.settings import read_settings
    from api.storage.operations import Operations

    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    with running(settings) as installation, application_login(settings) as dsn:
        operations = Operations(dsn)
        try:
            checked = check_reads(installation.registry, operations, now())
        finally:
            operations.close()
    for wrong in checked.wrong[:SHOWN]:
        where = f"read {wrong.number}" if wrong.number else "the whole batch"
        output.result(
            msgspec.to_builtins(wrong),
            f"batch {wrong.batch}, {where}: {wrong.check}\n"
            f"    expected {wrong.expected}\n    actual   {wrong.actual}",
            "red",
        )
    found = f"{len(checked.wrong)} faults" if checked.wrong else "nothing is changed"
    output.result(
        {**msgspec.to_builtins(checked), "wrong": len(checked.wrong)},
        f"{checked.reads} reads in {checked.batches} batches, {checked.forgotten} of them removed"
        f" in time, {checked.open} reads in none yet: {found}",
        "bold red" if checked.wrong else "green",
    )
    raise typer.Exit(Exit.NO if checked.wrong else Exit.YES)
