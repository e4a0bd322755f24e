"""Programs of others that judge what we made."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def outside(program: str, *arguments: str | Path) -> str:
    """Return what ``program`` prints; it must end well. Where it is absent the test is skipped."""
    found = shutil.which(program)
    if found is None:
        refuse = pytest.fail if os.getenv("CI") == "true" else pytest.skip
        refuse(f"{program} is not installed")
    ran = subprocess.run(
        [found, *map(str, arguments)], capture_output=True, check=False, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr
