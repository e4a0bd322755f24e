"""Tables that come as spreadsheets, and files that only look like one."""

from __future__ import annotations

import pytest
from spreadsheets import packed, workbook

from api.importing.table import ROWS_MAX, lines_of
from api.importing.workbook import csv_of
from api.refusals import ApiError

COLUMNS = ("key", "name", "number")


def test_a_spreadsheet_is_read_as_its_csv_is() -> None:
    sheet = workbook([COLUMNS, ("a", '王 "Ltd", 2', 912345), ("b", "Line\nbreak", 1.5)])
    lines = lines_of(csv_of(sheet), COLUMNS)
    assert [line.cells for line in lines] == [
        ("a", '王 "Ltd", 2', "912345"),
        ("b", "Line\nbreak", "1.5"),
    ]


def test_lines_are_told_as_the_sheet_counts_them() -> None:
    sheet = workbook([COLUMNS, (), ("a", "A", 1), ("a", "A", 1)])
    assert [(line.line, line.fault is None) for line in lines_of(csv_of(sheet), COLUMNS)] == [
        (3, True),
        (4, False),
    ]


def test_columns_that_somebody_only_touched_are_none() -> None:
    sheet = workbook([(*COLUMNS, "", ""), ("a", "A", 1, "", "")])
    assert len(lines_of(csv_of(sheet), COLUMNS)) == 1


def test_csv_stays_as_it_is() -> None:
    assert csv_of("\ufeffkey,name\r\na,王\r\n".encode()) == "\ufeffkey,name\r\na,王\r\n"


@pytest.mark.parametrize(
    "file",
    [
        b"key,name\n\xff\xfe,x",
        b"PK\x03\x04 and then nothing of an archive",
        workbook([["x"]])[:400],
        packed("<worksheet><sheetData><row"),
        workbook([[f"k{number}"] for number in range(ROWS_MAX + 2)]),
    ],
    ids=["latin", "no-archive", "torn", "no-xml", "too-long"],
)
def test_what_is_no_table_is_refused(file: bytes) -> None:
    with pytest.raises(ApiError) as refused:
        lines_of(csv_of(file), ("x",))
    assert refused.value.code in {"table_unread", "table_malformed"}


def test_a_cell_at_the_end_of_the_world_costs_its_reader_and_not_us() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    file = packed(f'<worksheet xmlns="{main}"><sheetData>{near}{far}</sheetData></worksheet>')
    with pytest.raises(ApiError) as refused:
        csv_of(file)
    assert refused.value.code == "table_unread"
    assert csv_of(workbook([["x"]])) == "x\r\n"
