"""Everything of an installation on one machine: web processes, read models, signer, workers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from socket import socket

from api.http.serving import bound
from api.installation import running
from api.serve.ending import when_told_to_end
from api.serve.supervisor import Service, Supervisor, Told
from api.settings import Settings

PROGRAM = (sys.executable, "-m", "api.cli")


def serve(
    settings: Settings,
    address: tuple[str, int],
    processes: int,
    begun: Callable[[str], None],
    tell: Callable[[Told], None],
) -> None:
    """Serve until told to end by SIGTERM or SIGINT. ``begun`` gets the address in use.

    The embedded server, if there is one, is kept up as long as this runs.

    Raises:
        ApiError: ``not_installed``, ``port_unusable``.
        LedgerError, SignatureError: as opening the installation.
    """
    host, port = address
    with running(settings), bound(host, port) as listening:
        supervisor = Supervisor(tuple(services(listening, processes)), tell)
        when_told_to_end(supervisor.stop)
        begun(f"http://{host}:{listening.getsockname()[1]}")
        supervisor.run()


def services(
    listening: socket, processes: int, program: tuple[str, ...] = PROGRAM
) -> Iterator[Service]:
    """Yield what is to be kept up; web processes come last, and so end first."""
    yield Service("projections", (*program, "projections", "follow", "--leashed"))
    yield Service("sequence", (*program, "sequence", "--leashed"))
    yield Service("work", (*program, "work", "--leashed"))
    descriptor = listening.fileno()
    command = (*program, "web", str(descriptor), "--leashed")
    for number in range(1, processes + 1):
        yield Service(f"web {number}", command, (descriptor,))
