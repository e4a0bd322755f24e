"""What Prometheus reads of a process: requests by operation and status, and how long they took.

No label holds an id or anything that a client chose.
"""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
MEDIA_TYPE: Final = CONTENT_TYPE_LATEST


class Metrics:
    """The counters of one process. Others add theirs to ``collectors``."""

    def __init__(self) -> None:
        self.collectors = CollectorRegistry()
        self._requests = Counter(
            "counterseal_http_requests",
            "Requests that were answered.",
            ("operation", "status"),
            registry=self.collectors,
        )
        self._seconds = Histogram(
            "counterseal_http_request_seconds",
            "How long an answer took.",
            ("operation",),
            buckets=SECONDS,
            registry=self.collectors,
        )
        self._problems = Counter(
            "counterseal_http_problems",
            "Refusals and failures that were told, by code.",
            ("code",),
            registry=self.collectors,
        )

    def request(self, operation: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._requests.labels(operation, str(status)).inc()
        self._seconds.labels(operation).observe(seconds)

    def problem(self, code: str) -> None:
        """Count a refusal or failure."""
        self._problems.labels(code).inc()

    def text(self) -> bytes:
        """Return the figures as Prometheus reads them."""
        return generate_latest(self.collectors)
