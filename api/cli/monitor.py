"""``counterseal monitor``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import content_of
from api.cli.options import Json

State = Annotated[
    Path,
    typer.Option(help="The file of the last head that was accepted; made at the first look."),
]
Policy = Annotated[Path, typer.Option(help="The log policy by which heads count.", dir_okay=False)]
Every = Annotated[
    float, typer.Option(help="Look again after so many seconds; by default once.", min=0)
]
Stale = Annotated[
    int, typer.Option(help="So many seconds ago witnesses may have signed last.", min=1)
]


def monitor(
    log: Annotated[str, typer.Argument(help="An address, a folder, or a log of the policy.")],
    state: State,
    policy: Policy,
    every: Every = 0.0,
    stale: Stale = 600,
    *,
    json: Json = False,
) -> None:
    """Look whether a log has only grown since the last look, and remember what it is now.

    Exits with 1 if it went back, was rewritten, is signed twice or is stale; the two heads that
    contradict each other are kept in a file. What was remembered is then left as it was, as it is
    when the log is out of reach or too few witnesses have signed, which exits with 3.
    """
    from threading import Event

    from api.auditing.monitoring import Monitor, Watch
    from api.clock import now
    from api.output import Output
    from api.serve.ending import when_told_to_end
    from api.settings import read_settings
    from ledger.proof.policy_file import parse_policy

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()
    known = parse_policy(content_of(policy))
    watch = Watch(where=log, policy=known, state=state, stale_after=stale)
    watching = Monitor(settings, output, watch, lambda: int(now().timestamp()))
    if not every:
        raise typer.Exit(watching.look())
    stopping = Event()
    when_told_to_end(stopping.set)
    raise typer.Exit(watching.go_on(every, stopping))
