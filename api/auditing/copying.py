"""A copy of a whole log in a folder: its head, tiles and entries, as they are served."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from api.output import Output, Plain
from api.refusals import ApiError
from ledger.book import Book
from ledger.log_files import log_files


def tell_copied(output: Output, book: Book, folder: Path) -> None:
    """Write a log's files into a new folder, and say so.

    Raises:
        ApiError: ``file_unwritable``.
        LedgerError: as `log_files`.
    """
    count = copied(folder, log_files(book.published))
    record: dict[str, Plain] = {"folder": str(folder), "files": count}
    output.result(record, f"{count} files of the log are in {folder}.", "green")


def copied(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files, by their paths below ``folder``, which is new; return how many.

    Under its name it is whole: until then it is called ``.part``.

    Raises:
        ApiError: ``file_unwritable`` if it is there already, or can not be made.
    """
    part = folder.with_name(f"{folder.name}.part")
    if folder.exists():
        raise ApiError("file_unwritable", path=str(folder), reason="it is there already")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        count = 0
        for path, content in files:
            file = part / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            count += 1
        part.rename(folder)
    except OSError as wrong:
        raise ApiError("file_unwritable", path=str(folder), reason=wrong.strerror) from wrong
    return count
