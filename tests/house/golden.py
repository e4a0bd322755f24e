"""The exact stored bytes of a sample of each event, kept for ever in ``tests/golden``.

``PYTHONPATH=tests python -m house.golden`` writes the files that are missing, and never another.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from house.source import ROOT
from samples import SAMPLES

GOLDEN = ROOT / "tests" / "golden"


def golden_file(name: str) -> Path:
    """Return where the bytes of the event stored as ``name`` are kept."""
    return GOLDEN / f"{name}.json"


def main() -> None:
    """Write what is missing, and say so."""
    for name, sample in sorted(SAMPLES.items()):
        file = golden_file(name)
        if not file.exists():
            file.write_bytes(msgspec.json.encode(sample))
            print(f"wrote {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
