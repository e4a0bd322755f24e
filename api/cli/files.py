"""Files that are named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import typer

MOST_BYTES: Final = 64 * 1024 * 1024
"""More than any reader of such a file takes, and says so: the rest is not even read."""


def content_of(file: Path) -> bytes:
    """Return the content of a file, or the beginning of one that is larger than `MOST_BYTES`.

    Raises:
        BadParameter: if it can not be read; the command ends as one that was given wrongly.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES)
    except OSError as wrong:
        raise typer.BadParameter(f"{file}: {wrong.strerror}") from wrong
