"""How long the first tier takes on the joint venture's agreement: digests and signatures.

Beside it, in the same rounds: one raw P-256 signature verified, and as many as are in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.frame import Figure, interleaved, medians, peak_mb, ratio, seconds
from bench.raw import RawVerification
from bench.venture import venture

from signing.verify.integrity import check_integrity

ROUNDS = 51


def run() -> Iterator[Figure]:
    """Yield one figure."""
    raw = RawVerification()
    with venture() as played:
        intact = check_integrity(played.pdf)
        inside = 2 * len(intact.signed_at) + len(intact.archived_at)

        def bare() -> None:
            for _ in range(inside):
                raw.verify()

        measured = interleaved(
            {
                "integrity": lambda: seconds(lambda: check_integrity(played.pdf)),
                "bare": lambda: seconds(bare),
                "raw": lambda: seconds(raw.verify),
            },
            ROUNDS,
        )
    middle = medians(measured)
    yield {
        "ms": round(middle["integrity"] * 1000, 2),
        "raw_p256_ms": round(middle["raw"] * 1000, 3),
        "bare_signatures_ms": round(middle["bare"] * 1000, 2),
        "ratio_to_bare_signatures": round(ratio(measured, "integrity", "bare"), 2),
        "signatures_and_stamps": inside,
        "octets": len(played.pdf),
        "peak_mb": peak_mb(),
    }
