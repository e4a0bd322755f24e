"""What Prometheus reads of workers and read models, which have no port: asked of the database.

Every web process tells the same figures of them. No label holds an id or what a client chose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.clock import Clock
from api.storage.operations import Operations
from api.storage.tallies import ENDING, Lag, Queue, Tally, lags, queues, tallies
from ledger.errors import LedgerError

_COUNTERS: Final = {
    "delivery": (
        "counterseal_webhook_attempts",
        "Messages to endpoints: how each attempt, or the message, ended, and why it failed.",
        ("outcome", "reason"),
    ),
    "told": (
        "counterseal_notices",
        "Messages put in the outbox for people, by kind; nobody: there was nobody to read it.",
        ("kind", "code"),
    ),
    "mail": ("counterseal_mails", "Messages that the mail server took.", ("outcome", "code")),
    "job_failure": (
        "counterseal_job_failures",
        "Rounds of a job of a worker that failed, by code.",
        ("job", "code"),
    ),
}


class WorkFigures(Collector):
    """Collects the figures when they are asked for."""

    def __init__(self, operations: Operations, clock: Clock) -> None:
        self._operations = operations
        self._clock = clock

    def describe(self) -> Iterator[Metric]:
        """Yield nothing: what there is to tell is known when it is asked for."""
        yield from ()

    def collect(self) -> Iterator[Metric]:
        """Yield what the database says; that it says nothing, if it does not answer."""
        up = GaugeMetricFamily(
            "counterseal_work_known", "1 if the database told of workers and read models, else 0."
        )
        try:
            at = self._clock()
            with self._operations.transaction() as connection:
                behind, waiting = lags(connection, at), queues(connection, at)
                counted = tallies(connection)
        except LedgerError:
            up.add_metric((), 0)
            yield up
            return
        up.add_metric((), 1)
        yield up
        yield from _of_views(behind)
        yield from _of_queues(waiting, at.timestamp())
        yield from _of_counters(counted)
        yield _of_papers(counted)


def _of_views(behind: Sequence[Lag]) -> Iterator[Metric]:
    """Yield how far the read models are behind, over all logs."""
    yield GaugeMetricFamily(
        "counterseal_projection_lag_events",
        "Events that the read models have not seen.",
        value=sum(lag.events for lag in behind),
    )
    yield GaugeMetricFamily(
        "counterseal_projection_lag_seconds",
        "How long the oldest of them has been waiting.",
        value=max((lag.seconds for lag in behind if lag.events), default=0),
    )
    yield GaugeMetricFamily(
        "counterseal_projection_stuck_logs",
        "Logs that the read models can not follow any further.",
        value=sum(lag.stuck for lag in behind),
    )


def _of_queues(waiting: Sequence[Queue], now: float) -> Iterator[Metric]:
    depth = GaugeMetricFamily(
        "counterseal_queue_waiting", "What waits for a worker, due or later.", labels=("queue",)
    )
    due = GaugeMetricFamily("counterseal_queue_due", "What is due now.", labels=("queue",))
    oldest = GaugeMetricFamily(
        "counterseal_queue_oldest_due_seconds",
        "How long the oldest of what is due has been so.",
        labels=("queue",),
    )
    for queue in waiting:
        depth.add_metric((queue.queue,), queue.waiting)
        due.add_metric((queue.queue,), queue.due)
        since = now if queue.oldest is None else queue.oldest.timestamp()
        oldest.add_metric((queue.queue,), max(now - since, 0))
    yield from (depth, due, oldest)


def _of_counters(counted: Sequence[Tally]) -> Iterator[Metric]:
    for what, (name, about, labels) in _COUNTERS.items():
        counter = CounterMetricFamily(name, about, labels=labels)
        for one in counted:
            if one.what == what:
                counter.add_metric((one.label, one.code), one.count)
        yield counter


def _of_papers(counted: Sequence[Tally]) -> GaugeMetricFamily:
    """Return how many sealed papers end soon, as they were counted last; nothing before."""
    ending = GaugeMetricFamily(
        "counterseal_papers_ending",
        "Sealed papers that have to be archived anew within so long.",
        labels=("within",),
    )
    for one in counted:
        if one.what == ENDING:
            ending.add_metric((one.label,), one.count)
    return ending
