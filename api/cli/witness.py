"""``counterseal witness``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json


def witness(
    policy: Annotated[
        Path, typer.Argument(help="A policy file with the logs to witness: lines of `log`.")
    ],
    name: Annotated[
        str, typer.Option(help="Under which name to sign: a host name of yours, for ever.")
    ],
    folder: Annotated[
        Path, typer.Option(help="Where the key is kept, and the one file of what was seen.")
    ] = Path("witness"),
    listen: Annotated[str, typer.Option(help="Host and port to answer at.")] = "127.0.0.1:8090",
    *,
    json: Json = False,
) -> None:
    """Witness how far the logs of a fair are, so that nobody can take them back unseen.

    Needs no database. Run it on a machine that the fair's operator does not have, and give the
    line that it prints to everybody who verifies.
    """
    from api.output import Output
    from api.serve.ending import when_told_to_end
    from api.witness.running import running_witness

    output = Output(sys.stdout, sys.stderr, json=json)
    with running_witness(policy, name, folder, listen) as (server, line):
        output.result({"line": line}, line)
        when_told_to_end(server.stop)
        server.run()
