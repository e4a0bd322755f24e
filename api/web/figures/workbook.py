"""Workbooks as XlsxWriter writes them, with the types that it does not tell."""

from __future__ import annotations

from io import BytesIO
from typing import Protocol, cast

from xlsxwriter import Workbook as _Workbook  # type: ignore[import-untyped] # see Workbook


class Format(Protocol):
    """How a cell looks."""


class Sheet(Protocol):
    """A sheet; rows and columns count from 0."""

    def write_string(self, row: int, column: int, text: str, look: Format | None = None) -> int:
        """Write a text, which is never taken for anything else."""
        ...

    def write_number(self, row: int, column: int, number: float, look: Format | None = None) -> int:
        """Write a number."""
        ...

    def set_column(self, first: int, last: int, width: float) -> int:
        """Make columns so many letters wide."""
        ...

    def freeze_panes(self, row: int, column: int) -> None:
        """Keep what is above and before a cell in sight."""
        ...


class Workbook(Protocol):
    """A workbook that is written at once when it is closed."""

    def add_worksheet(self, name: str) -> Sheet:
        """Begin a sheet."""
        ...

    def add_format(self, properties: dict[str, object]) -> Format:
        """Return a look of cells."""
        ...

    def close(self) -> None:
        """Write it."""
        ...


def begun(content: BytesIO) -> Workbook:
    """Return a workbook that will stand in ``content``, where no text is a formula."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return cast("Workbook", _Workbook(content, options))
