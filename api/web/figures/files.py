"""Tables of figures as files: CSV of one, a workbook of all.

A text that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab
or a line end) is told as a text: in CSV an apostrophe goes before it, in a workbook the cell is one
of text and no other. Numbers are numbers; one of more digits than a spreadsheet keeps is a text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from typing import Final

from api.web.figures.about import Line
from api.web.figures.grid import Grid, Row, Value
from api.web.figures.workbook import Format, Sheet, begun

CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEFT_OUT: Final = "x"
"""What stands in the place of a number that was left out, as in official statistics."""
DIGITS: Final = 15
"""So many digits a spreadsheet keeps (IEEE 754 binary64)."""

_LOOKS: Final = {"count": "#,##0", "amount": "#,##0.00", "percent": "0.0", "days": "0.0"}
_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK: Final = "\N{BYTE ORDER MARK}"
"""By this spreadsheets see that a CSV file is UTF-8."""
_TITLE_MAX: Final = 31
_NO_TITLE: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_BEGINS) else text


def csv_of(grid: Grid, lines: Sequence[Line]) -> bytes:
    """Return a table as RFC 4180 has it, after what its numbers carry."""
    written = StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerows([guarded(line.name), guarded(line.value)] for line in lines)
    out.writerow([])
    out.writerow([guarded(grid.columns[0].label), "code", *_labels(grid)])
    for row in grid.rows:
        out.writerow([guarded(row.name), guarded(row.code), *map(_plain, row.values)])
    return (_MARK + written.getvalue()).encode()


def workbook_of(grids: Sequence[Grid], lines: Sequence[Line]) -> bytes:
    """Return a workbook: a sheet for each table, and a first one of what its numbers carry."""
    content = BytesIO()
    book = begun(content)
    bold = book.add_format({"bold": True, "bottom": 1})
    numbers = {kind: book.add_format({"num_format": look}) for kind, look in _LOOKS.items()}
    about = book.add_worksheet("About")
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 90)
    for at, line in enumerate(lines):
        about.write_string(at, 0, line.name, bold)
        about.write_string(at, 1, line.value)
    for name, grid in zip(_titles(grids), grids, strict=True):
        _fill(book.add_worksheet(name), grid, bold, numbers, lines)
    book.close()
    return content.getvalue()


def _fill(
    sheet: Sheet,
    grid: Grid,
    bold: Format,
    numbers: dict[str, Format],
    lines: Sequence[Line],
) -> None:
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(grid.columns), 16)
    head = len(lines) + 1
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, line.name)
        sheet.write_string(at, 1, line.value)
    for at, label in enumerate([grid.columns[0].label, "code", *_labels(grid)]):
        sheet.write_string(head, at, label, bold)
    for at, row in enumerate(grid.rows, start=head + 1):
        _write_row(sheet, at, grid, row, numbers)
    sheet.freeze_panes(head + 1, 1)


def _write_row(sheet: Sheet, at: int, grid: Grid, row: Row, numbers: dict[str, Format]) -> None:
    sheet.write_string(at, 0, row.name)
    sheet.write_string(at, 1, row.code)
    for place, (value, column) in enumerate(
        zip(row.values, grid.columns[1:], strict=True), start=2
    ):
        number = value.number
        if number is None or len(number.as_tuple().digits) > DIGITS:
            sheet.write_string(at, place, _plain(value))
        else:
            sheet.write_number(at, place, float(number), numbers.get(column.kind))


def _labels(grid: Grid) -> Iterator[str]:
    return (guarded(column.label) for column in grid.columns[1:])


def _plain(value: Value) -> str:
    """Return a value as a program reads it: a decimal with a point, ``x``, or nothing."""
    if value.number is None:
        return LEFT_OUT if value.out else ""
    return format(value.number, "f")


def _titles(grids: Sequence[Grid]) -> Iterator[str]:
    """Yield a name for each sheet: short, of what a name may have, and each another."""
    taken: set[str] = {"about"}
    for number, grid in enumerate(grids, start=1):
        name = grid.title.translate(_NO_TITLE).strip()[:_TITLE_MAX] or str(number)
        if name.lower() in taken:
            name = f"{number} {name}"[:_TITLE_MAX]
        taken.add(name.lower())
        yield name
