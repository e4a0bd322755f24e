"""Serving the application on a port: uvicorn with uvloop and httptools."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep
from typing import Final

import uvicorn
from starlette.applications import Starlette

from api.refusals import ApiError

START_SECONDS: Final = 30.0
GRACE_SECONDS: Final = 10
"""How long requests may take that were under way when the server was told to stop."""


class _Server(uvicorn.Server):
    """Lets those go who only listen before it waits for what is under way."""

    def __init__(self, config: uvicorn.Config, ending: Sequence[Callable[[], None]]) -> None:
        super().__init__(config)
        self._ending = ending

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End cleanly."""
        for end in self._ending:
            end()
        await super().shutdown(sockets)


def server_of(app: Starlette) -> uvicorn.Server:
    """Return a server for `uvicorn.Server.run` with sockets; it logs nothing and names nobody.

    What stands in ``app.state.ending`` is called as soon as it is to end.
    """
    ending: Sequence[Callable[[], None]] = getattr(app.state, "ending", ())
    return _Server(
        uvicorn.Config(
            app,
            loop="uvloop",
            http="httptools",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=GRACE_SECONDS,
        ),
        ending,
    )


def place_of(address: str) -> tuple[str, int]:
    """Return host and port of ``host:port``; an IPv6 address stands in brackets."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one.

    Raises:
        ApiError: ``port_unusable``.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, OverflowError) as wrong:
        made.close()
        reason = wrong.strerror if isinstance(wrong, OSError) else str(wrong)
        raise ApiError("port_unusable", port=port, reason=reason) from wrong
    made.listen(1024)
    return made


@contextmanager
def serving(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> Generator[str, None, None]:
    """Serve ``app`` in a thread of this process; give its URL, and stop it cleanly.

    Raises:
        ApiError: ``port_unusable``, ``server_not_started``.
    """
    with bound(host, port) as listening, serving_on(app, listening):
        yield f"http://{host}:{listening.getsockname()[1]}"


@contextmanager
def serving_on(app: Starlette, listening: socket.socket) -> Generator[None, None, None]:
    """Serve ``app`` on a socket in a thread of this process, and stop it cleanly.

    Raises:
        ApiError: ``server_not_started``.
    """
    server = server_of(app)
    thread = Thread(target=server.run, args=([listening],), name="http", daemon=True)
    thread.start()
    try:
        _wait_until_started(server, thread)
        yield
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)


def _wait_until_started(server: uvicorn.Server, thread: Thread) -> None:
    deadline = monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or monotonic() > deadline:
            raise ApiError("server_not_started")
        sleep(0.005)
