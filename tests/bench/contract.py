"""How long it takes to make the joint venture's agreement: rendered, signed by all, archived.

Beside it, in the same rounds: the rendering alone, one raw P-256 signature; and the same agreement,
signed and archived as pyHanko's documentation shows, by one key that is there already.

Measured warm, as a fair is: how wide words are, which fonts have which characters, and where the
objects of the last few bases are stay known in a process. No paragraph, page or part of a font is.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.frame import Figure, interleaved, medians, peak_mb, seconds, talk
from bench.venture import venture
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from api.clock import now
from signing.render import current_manifest, render
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

ROUNDS = 9
PLAIN_ROUNDS = 3


def run() -> Iterator[Figure]:
    """Yield one figure. What is made is VALID, or there is none."""
    key = ec.generate_private_key(ec.SECP256R1())
    with venture() as played:
        made = played.made()
        talk(f"{len(played.signers)} signatures, {len(made)} bytes")
        again = verify(Case(pdf=made, trust=played.trust, at=now()))
        assert again.level is Level.VALID, again.reason
        measured = interleaved(
            {
                "contract": lambda: seconds(played.made),
                "render": lambda: seconds(
                    lambda: render(played.terms, played.sheet, current_manifest())
                ),
                "raw": lambda: seconds(lambda: key.sign(made, ec.ECDSA(SHA256()))),
            },
            ROUNDS,
        )
        both = interleaved(
            {
                "contract": lambda: seconds(played.made),
                "plain": lambda: seconds(played.plainly),
            },
            PLAIN_ROUNDS,
        )
    middle, beside = medians(measured), medians(both)
    yield {
        "level": "B-LTA" if again.archived_at else "B-T",
        "ms": round(middle["contract"] * 1000, 1),
        "render_ms": round(middle["render"] * 1000, 1),
        "raw_p256_ms": round(middle["raw"] * 1000, 3),
        "plain_ms": round(beside["plain"] * 1000, 1),
        "ratio_to_plain": round(beside["contract"] / beside["plain"], 3),
        "signatures": len(played.signers),
        "peak_mb": peak_mb(),
    }
