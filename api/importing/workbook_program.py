"""The program that reads spreadsheets in a process apart; see `api.apart.working`."""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import BinaryIO, Final, TypeAlias

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from api.apart.working import run
from api.importing.table import ROWS_MAX
from api.importing.workbook import Read, Sheet, Unread

COLUMNS_MAX: Final = 64
CELL_MAX: Final = 2000

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta


def read_sheet(file: BinaryIO, _: bytes) -> bytes:
    """Return the first sheet of a file, or why there is none."""
    return msgspec.msgpack.encode(_read(file))


def _read(file: BinaryIO) -> Read:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(file.read()))
        sheet = workbook.get_sheet_by_index(0)
        # empty rows at the top count as well: the lines that are told are those of the sheet
        rows = sheet.to_python(skip_empty_area=False, nrows=ROWS_MAX + 2)
    except (CalamineError, IndexError) as wrong:
        return Unread(str(wrong))
    return Sheet(_without_margin([[_told(cell) for cell in row] for row in rows]))


def _without_margin(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows without the empty columns on the right, which somebody once touched."""
    width = max((number for row in rows for number, cell in enumerate(row, 1) if cell), default=0)
    return tuple(tuple(row[: min(width, COLUMNS_MAX)]) for row in rows)


def _told(cell: Cell) -> str:
    """Return a cell as a text: whole numbers without a point, days as in ISO 8601."""
    match cell:
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell)[:CELL_MAX]


if __name__ == "__main__":
    run(read_sheet, sys.argv[1:])
