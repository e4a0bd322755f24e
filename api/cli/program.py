"""How this program was called, for commands that are to be typed next."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def called_as() -> str:
    """Return what to type to call it again: its name, or its path where the name is not found."""
    path = sys.argv[0]
    name = Path(path).name
    return name if shutil.which(name) == path else path
