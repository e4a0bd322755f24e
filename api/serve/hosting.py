"""Everything of an installation, served from within another program for as long as it wants."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from socket import socket
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from threading import Thread
from time import monotonic, sleep
from typing import Final

import httpx2

from api.refusals import ApiError
from api.serve.serving import PROGRAM, services
from api.serve.supervisor import Supervisor, Told
from api.settings import Settings, variable

START_SECONDS: Final = 120.0
LOOK_SECONDS: Final = 0.1

_ELSEWHERE: Final = (
    "DATABASE_URL",
    *map(variable, ("projector_url", "admin_url", "kek_directory")),
)
"""What names a server or keys of this machine, which have no part in this."""


@contextmanager
def hosted(
    settings: Settings, listening: socket, log: Path, tell: Callable[[Told], None]
) -> Generator[str, None, None]:
    """Serve on a socket that listens, and give its URL once it answers; then stop cleanly.

    Only what ``settings`` sets is passed on: the processes use an embedded server of their own.
    What they say goes to ``log``.

    Raises:
        ApiError: ``server_not_started``.
    """
    host, port = listening.getsockname()[:2]
    url = f"http://{host}:{port}"
    with log.open("ab") as output:
        kept = services([listening], (*_surrounded(settings), *PROGRAM))
        supervisor = Supervisor(tuple(kept), tell, output=output)
        thread = Thread(target=supervisor.run, name="supervisor", daemon=True)
        thread.start()
        try:
            _wait_until_ready(url)
            yield url
        finally:
            supervisor.stop()
            thread.join()


def _surrounded(settings: Settings) -> tuple[str, ...]:
    """Return what starts a program with these settings, and none that name a server elsewhere.

    None of them is a secret: whoever lists processes sees them.
    """
    environment = which("env")
    if environment is None:
        raise ApiError("server_not_started")
    unset = [word for name in _ELSEWHERE for word in ("-u", name)]
    chosen = settings.model_dump(exclude_unset=True, exclude_none=True, mode="json")
    put = [f"{variable(name)}={value}" for name, value in chosen.items()]
    return (environment, *unset, *put)


def _wait_until_ready(url: str) -> None:
    deadline = monotonic() + START_SECONDS
    plain = SSLContext(PROTOCOL_TLS_CLIENT)  # trusts nobody: we are asked without TLS, by ourselves
    with httpx2.Client(verify=plain, trust_env=False, timeout=5) as client:
        while monotonic() < deadline:
            try:
                if client.get(f"{url}/readyz").status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            sleep(LOOK_SECONDS)
    raise ApiError("server_not_started")
