"""How the installation is at work: views, what waits to be done, and what the doctor finds."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

import msgspec
from starlette.concurrency import run_in_threadpool

from api.accounts.accounts import Accounts
from api.doctor import Finding
from api.doctor.checks import CHECKS
from api.http.asked import NOBODY, Asked
from api.http.router import Router
from api.storage.at_work import Endpoints, Queue, endpoints, queues
from api.storage.views import Views
from projections.runner.status import Lag, Standing, lags, standing

router = Router("operations")


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """A log by its id, its last event, and how far all read models are behind it.

    ``events`` is how many they have not seen, ``seconds`` how long the first of them has been
    waiting; ``stuck`` is the code of what keeps it, or empty.
    """

    log: str
    last: int
    position: int
    events: int
    seconds: float
    stuck: str


class AtWork(msgspec.Struct, frozen=True, kw_only=True):
    """The installation as it was found ``at``.

    ``lags``: how far the read models are behind each log; ``views``: those that stand, and which
    are being built again. ``queues``: what waits for workers, by what it is.
    """

    at: datetime
    lags: tuple[Behind, ...]
    views: tuple[Standing, ...]
    queues: tuple[Queue, ...]
    webhooks: Endpoints


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What the doctor found ``at``, in its order, in English."""

    at: datetime
    findings: tuple[Finding, ...]


@router.get("/operations", answer=AtWork)
async def read_operations(asked: Asked) -> AtWork:
    """Return how far the read models are, and what waits to be done.

    Raises:
        LedgerError: ``unavailable``.
    """
    asked.require_may(NOBODY)
    async with asked.site.the(Views).connection() as connection:
        behind, views = await lags(connection), await standing(connection)
    waiting, webhooks = await run_in_threadpool(_waiting, asked)
    return AtWork(
        at=asked.at,
        lags=tuple(map(_behind, behind)),
        views=tuple(views),
        queues=waiting,
        webhooks=webhooks,
    )


@router.get("/operations/findings", answer=Findings, limit="heavy")
def read_findings(asked: Asked) -> Findings:
    """Look at the machine and the ledger, as `counterseal doctor` does, as far as this process can.

    Raises:
        LedgerError: ``unavailable``.
    """
    asked.require_may(NOBODY)
    found = chain.from_iterable(check(asked.site.settings) for check in CHECKS)
    return Findings(at=asked.at, findings=tuple(found))


def _behind(lag: Lag) -> Behind:
    return Behind(
        log=str(lag.log),
        last=lag.last,
        position=lag.position,
        events=lag.events,
        seconds=lag.seconds,
        stuck=lag.stuck,
    )


def _waiting(asked: Asked) -> tuple[tuple[Queue, ...], Endpoints]:
    with asked.site.the(Accounts).operations.transaction() as connection:
        return tuple(queues(connection, asked.at)), endpoints(connection)
