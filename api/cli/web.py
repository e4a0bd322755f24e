"""``counterseal web``: one web process, as ``counterseal serve`` starts it."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import Leashed


def web(
    descriptor: Annotated[int, typer.Argument(help="The descriptor of a socket that listens.")],
    *,
    metrics: Annotated[int, typer.Option(help="The descriptor of another, for figures.")] = -1,
    leashed: Leashed = False,
) -> None:
    """Serve HTTP on a socket that was handed over."""
    import gc
    import socket
    from contextlib import ExitStack

    from api.clock import InsecureClock, keep_time_by
    from api.http.health import metrics_app
    from api.http.serving import server_of, serving_on
    from api.serve.leash import end_with_parent
    from api.serve.web import web_application
    from api.settings import read_settings
    from api.web.templates import compile_all

    if leashed:
        end_with_parent()
    settings = read_settings()
    if settings.insecure_clock is not None:
        keep_time_by(InsecureClock(settings.insecure_clock))
    with ExitStack() as running:
        listening = running.enter_context(socket.socket(fileno=descriptor))
        app = running.enter_context(web_application(settings))
        if metrics >= 0:
            apart = running.enter_context(socket.socket(fileno=metrics))
            running.enter_context(serving_on(metrics_app(app.state.metrics), apart))
        compile_all()
        gc.freeze()  # what is there now stays: a full collection would stop everything to see that
        server_of(app).run([listening])
