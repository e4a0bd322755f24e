"""A table out of a spreadsheet (Office Open XML, OpenDocument): its first sheet, as CSV.

Files of others are read in a process apart, within bounds; see `api.apart.asking`.
"""

from __future__ import annotations

import atexit
import csv
from functools import cache
from io import BytesIO, StringIO
from typing import Final, TypeAlias

import msgspec

from api.apart.asking import Apart, BrokenOffError, BusyError
from api.apart.bounds import Bounds
from api.importing.table import ROWS_MAX
from api.refusals import ApiError

WORKBOOK_BYTES: Final = 8 * 1024 * 1024
"""How long a file may be: a thousand rows take a hundredth of it."""
AT_ONCE: Final = 2
RETRY_SECONDS: Final = 5

_ARCHIVE: Final = b"PK\x03\x04"
_PROGRAM: Final = "api.importing.workbook_program"
_BOUNDS: Final = Bounds(cpu_seconds=10, wall_seconds=30.0, memory_bytes=768 * 1024**2)


class Sheet(msgspec.Struct, frozen=True, tag=True):
    """The rows of a sheet, every cell a text."""

    rows: tuple[tuple[str, ...], ...]


class Unread(msgspec.Struct, frozen=True, tag=True):
    """Why there is none."""

    reason: str


Read: TypeAlias = Sheet | Unread


def csv_of(file: bytes) -> str:
    """Return the table of a file: a spreadsheet's first sheet, or the CSV that it is.

    Raises:
        ApiError: ``table_unread``, ``examiner_busy``.
    """
    if not file.startswith(_ARCHIVE):
        return _text(file)
    written = StringIO()
    csv.writer(written).writerows(_sheet(file).rows)
    return written.getvalue()


def _text(file: bytes) -> str:
    try:
        return file.decode("utf-8")
    except UnicodeDecodeError:
        raise ApiError("table_unread", reason="it is neither UTF-8 nor a spreadsheet") from None


def _sheet(file: bytes) -> Sheet:
    try:
        read: Read = msgspec.msgpack.decode(_reader().ask(BytesIO(file), b""), type=Read)
    except BusyError:
        raise ApiError("examiner_busy", retry_after=RETRY_SECONDS) from None
    except (BrokenOffError, msgspec.DecodeError):
        raise ApiError("table_unread", reason="it takes more than a table may") from None
    if isinstance(read, Unread):
        raise ApiError("table_unread", reason=read.reason)
    return _bounded(read)


def _bounded(sheet: Sheet) -> Sheet:
    """Refuse what is longer than a table may be: its header, and the rows."""
    if len(sheet.rows) > ROWS_MAX + 1:
        raise ApiError("table_unread", reason=f"it has more than {ROWS_MAX} rows")
    return sheet


@cache
def _reader() -> Apart:
    made = Apart(_PROGRAM, _BOUNDS, AT_ONCE, wait_seconds=2.0)
    atexit.register(made.close)
    return made
