"""Proofs are verified where there is no database, and with nothing but one library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import ledger.proof

MODULES = sorted(
    f"ledger.proof.{file.stem}" for file in Path(ledger.proof.__file__).parent.glob("[a-z]*.py")
)
LOADED = "import sys; print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"


def test_the_proofs_load_neither_database_nor_the_rest_of_the_product() -> None:
    program = f"import {', '.join(MODULES)}; {LOADED}"
    shown = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    loaded = set(shown.split())
    assert "ledger" in loaded
    foreign = {"aggregates", "api", "projections", "signing", "eventsourcing", "psycopg"}
    assert foreign & loaded == set()
