"""The exact stored bytes of a sample of each event, kept for ever in ``tests/golden``.

``PYTHONPATH=tests python -m house.golden`` writes the files that are missing, and never another.
"""

from __future__ import annotations

from pathlib import Path

from house.source import ROOT
from samples import SAMPLES

from aggregates.catalogue import EVENTS
from ledger.codec import Codec

GOLDEN = ROOT / "tests" / "golden"
CODEC = Codec(EVENTS)


def golden_file(name: str) -> Path:
    """Return where the bytes of the event stored as ``name`` are kept."""
    return GOLDEN / f"{name}.json"


def main() -> None:
    """Write what is missing, and say so."""
    for name, sample in sorted(SAMPLES.items()):
        file = golden_file(name)
        if not file.exists():
            file.write_bytes(CODEC.encode(sample)[1])
            print(f"wrote {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
