"""How long it takes to judge the joint venture's agreement: all eight steps, both opinions.

Beside it, in the same rounds: our own steps alone, one raw P-256 signature verified, and the file
judged as pyHanko's documentation shows, signature by signature with its default policies.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.frame import Figure, interleaved, medians, peak_mb, ratio, seconds
from bench.plain_path import PlainReader
from bench.raw import RawVerification
from bench.venture import venture

from signing.verify.verdict import Level
from signing.verify.verifier import first_look, verify

ROUNDS = 11


def run() -> Iterator[Figure]:
    """Yield one figure, of a file that is VALID each time."""
    raw = RawVerification()
    with venture() as played:
        plain = PlainReader(played.trust)

        def judged() -> None:
            verdict = verify(played.case())
            assert verdict.level is Level.VALID, verdict.reason

        judged()
        plain.judge(played.pdf)
        measured = interleaved(
            {
                "verdict": lambda: seconds(judged),
                "steps": lambda: seconds(lambda: first_look(played.case())),
                "plain": lambda: seconds(lambda: plain.judge(played.pdf)),
                "raw": lambda: seconds(raw.verify),
            },
            ROUNDS,
        )
    middle = medians(measured)
    yield {
        "ms": round(middle["verdict"] * 1000, 1),
        "own_steps_ms": round(middle["steps"] * 1000, 1),
        "plain_ms": round(middle["plain"] * 1000, 1),
        "raw_p256_ms": round(middle["raw"] * 1000, 3),
        "ratio_to_plain": round(ratio(measured, "verdict", "plain"), 3),
        "ratio_to_raw": round(ratio(measured, "verdict", "raw")),
        "signatures": len(played.signers),
        "peak_mb": peak_mb(),
    }
