"""Files that are named on the command line."""

from __future__ import annotations

from pathlib import Path

import typer


def content_of(file: Path) -> bytes:
    """Return the content of a file.

    Raises:
        BadParameter: if it can not be read; the command ends as one that was given wrongly.
    """
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise typer.BadParameter(f"{file}: {wrong.strerror}") from wrong
