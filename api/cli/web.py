"""``counterseal web``: one web process, as ``counterseal serve`` starts it."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import Leashed


def web(
    descriptor: Annotated[int, typer.Argument(help="The descriptor of a socket that listens.")],
    *,
    leashed: Leashed = False,
) -> None:
    """Serve HTTP on a socket that was handed over."""
    import socket

    from api.clock import InsecureClock, keep_time_by
    from api.http.serving import server_of
    from api.serve.leash import end_with_parent
    from api.serve.web import web_application
    from api.settings import read_settings

    if leashed:
        end_with_parent()
    settings = read_settings()
    if settings.insecure_clock is not None:
        keep_time_by(InsecureClock(settings.insecure_clock))
    with socket.socket(fileno=descriptor) as listening, web_application(settings) as app:
        server_of(app).run([listening])
