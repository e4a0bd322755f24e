"""``counterseal verify-many``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import content_of
from api.cli.options import Json
from api.cli.verify import Offline, Policy

Paths = Annotated[
    list[Path], typer.Argument(help="PDFs, and folders of which every PDF is judged.")
]
Table = Annotated[
    Path | None, typer.Option("--csv", help="Write the verdicts to this new file.", dir_okay=False)
]


def verify_many(
    paths: Paths,
    policy: Policy = None,
    table: Table = None,
    *,
    offline: Offline = False,
    json: Json = False,
) -> None:
    """Judge many PDFs, one after the other: a line for each, and how many of which.

    Each is judged as `counterseal verify` does. It exits with 1 if any is NOT VALID, else with 3 if
    of any nothing can be told, with 0 if all are VALID. A file that cannot be read stops no other.
    """
    from api.clock import now
    from api.judging_many import judge_many
    from api.output import Output
    from api.settings import read_settings
    from api.trusting import trust_asked_for

    output, settings, at = Output(sys.stdout, sys.stderr, json=json), read_settings(), now()
    known = None if policy is None else content_of(policy)
    trusting = trust_asked_for(settings, at, policy, known, ask_ledger=not offline)
    raise typer.Exit(judge_many(settings, output, paths, trusting, at, table))
