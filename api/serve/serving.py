"""Everything of an installation on one machine: web processes, read models, signer, workers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from socket import socket

from api.http.serving import bound, place_of
from api.installation import running
from api.sequencing import look_at_logs
from api.serve.ending import when_told_to_end
from api.serve.sharing import beside
from api.serve.supervisor import Service, Supervisor, Told
from api.settings import Settings
from ledger.errors import LedgerError

PROGRAM = (sys.executable, "-m", "api.cli")


def serve(
    settings: Settings,
    address: tuple[str, int],
    processes: int,
    begun: Callable[[str], None],
    tell: Callable[[Told], None],
    trouble: Callable[[LedgerError], None],
) -> None:
    """Serve until told to end by SIGTERM or SIGINT. ``begun`` gets the address in use.

    The embedded server, if there is one, is kept up as long as this runs. A log that has less than
    was signed of it is read only before anything is served, and ``trouble`` hears of it.

    Raises:
        ApiError: ``not_installed``, ``port_unusable``.
        LedgerError, SignatureError: as opening the installation.
    """
    host, port = address
    with running(settings), bound(host, port) as listening, ExitStack() as apart:
        look_at_logs(settings, trouble)
        metrics = [apart.enter_context(one) for one in metrics_sockets(settings, processes)]
        sockets = listening, *map(apart.enter_context, beside(listening, processes - 1))
        supervisor = Supervisor(tuple(services(sockets, metrics=metrics)), tell)
        when_told_to_end(supervisor.stop)
        begun(f"http://{host}:{listening.getsockname()[1]}")
        supervisor.run()


def metrics_sockets(settings: Settings, processes: int) -> Iterator[socket]:
    """Yield what each web process tells its figures on, if they are told apart.

    Raises:
        ApiError: ``port_unusable``.
    """
    if settings.metrics_address:
        host, port = place_of(settings.metrics_address)
        for number in range(processes):
            yield bound(host, port + number if port else 0)


def services(
    listening: Sequence[socket],
    program: tuple[str, ...] = PROGRAM,
    metrics: Sequence[socket] = (),
) -> Iterator[Service]:
    """Yield what is to be kept up; web processes come last, and so end first.

    There is one for each socket in ``listening``; ``metrics`` has a socket for the figures of each,
    where they are told apart.
    """
    yield Service("projections", (*program, "projections", "follow", "--leashed"))
    yield Service("sequence", (*program, "sequence", "--leashed"))
    yield Service("work", (*program, "work", "--leashed"))
    for number, one in enumerate(listening):
        descriptor, apart = one.fileno(), [one.fileno() for one in metrics[number : number + 1]]
        options = [word for one in apart for word in ("--metrics", str(one))]
        command = (*program, "web", str(descriptor), "--leashed", *options)
        yield Service(f"web {number + 1}", command, (descriptor, *apart))
