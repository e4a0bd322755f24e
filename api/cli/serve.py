"""``counterseal serve``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.cli.options import Json


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0)] = 8000,
    processes: Annotated[int, typer.Option(help="How many web processes.", min=1, max=64)] = 2,
    *,
    json: Json = False,
) -> None:
    """Serve the fair on this machine: HTTP, read models, workers.

    Starts a process for each, starts again what dies, and stops all of them cleanly when it is
    interrupted. Nothing is encrypted on the way: put a proxy with TLS before it. Make the first
    account with `counterseal accounts bootstrap`.
    """
    from api.errors import sentence
    from api.output import Output
    from api.serve.serving import serve as serve_here
    from api.serve.supervisor import Told
    from api.settings import read_settings
    from ledger.errors import LedgerError

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()

    def begun(url: str) -> None:
        output.result({"url": url}, f"Serving at {url}; interrupt to stop.", "green")

    def tell(told: Told) -> None:
        status = "" if told.status is None else f" ({told.status})"
        output.talk(f"{told.service}: {told.news}, process {told.pid}{status}")

    def trouble(failed: LedgerError) -> None:
        if failed.code == "log_shrank":
            failed = LedgerError("log_read_only", **failed.facts)
        output.talk(sentence(failed, settings.language))

    serve_here(settings, (host, port), processes, begun, tell, trouble)
