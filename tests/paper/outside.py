"""Programs of others that judge what we made."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tools import need


def outside(program: str, *arguments: str | Path) -> str:
    """Return what ``program`` prints; it must end well."""
    ran = subprocess.run(
        [need(program), *map(str, arguments)], capture_output=True, check=False, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr
