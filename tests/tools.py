"""Programs from outside that check what we make. Without one a test is skipped; in CI it fails."""

from __future__ import annotations

import os
import shutil

import pytest


def need(program: str) -> str:
    """Return the path of ``program``."""
    path = shutil.which(program)
    if path is None:
        missing = f"{program} is not installed; `make tools` says what to do"
        if os.getenv("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path
