"""How long the full verdict on the joint venture's agreement takes, all eight steps."""

from __future__ import annotations

from collections.abc import Iterator

from bench.frame import Figure, interleaved, medians, peak_mb, seconds
from bench.venture import venture

from signing.verify.verdict import Level
from signing.verify.verifier import verify

ROUNDS = 15


def run() -> Iterator[Figure]:
    """Yield one figure, of a file that is VALID each time."""
    with venture() as played:

        def judged() -> None:
            verdict = verify(played.case())
            assert verdict.level is Level.VALID, verdict.reason

        judged()
        measured = interleaved({"verdict": lambda: seconds(judged)}, ROUNDS)
    yield {
        "ms": round(medians(measured)["verdict"] * 1000, 1),
        "signatures": len(played.signers),
        "peak_mb": peak_mb(),
    }
