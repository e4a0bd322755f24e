"""Programs from outside that check what we make. Without one a test is skipped; in CI it fails."""

from __future__ import annotations

import os
import shutil

import pytest


def need(*programs: str) -> str:
    """Return the path of the first of ``programs`` that there is."""
    for program in programs:
        if path := shutil.which(program):
            return path
    missing = f"{' or '.join(programs)} is not installed; `make tools` says what to do"
    if os.getenv("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)
