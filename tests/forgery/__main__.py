"""Have every attack judged by every reader: ``make attacks``."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from forgery.table import FILE, PART, judged, told


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        table = told(list(judged(Path(folder), say)))
    page = FILE.read_text(encoding="utf-8")
    FILE.write_text(PART.sub(lambda _: table, page), encoding="utf-8")
