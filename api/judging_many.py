"""Judging many PDFs: a line for each, a table of all, one answer for the whole."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

import msgspec

from api.errors import tell
from api.exits import Exit
from api.exporting import written
from api.judging import judged
from api.output import Output
from api.settings import Settings
from api.trusting import Trusting
from signing.verify.verdict import Level, Verdict

UNREAD = "unread"
"""The verdict on a file that could not be read."""
COLUMNS = ("file", "sha256", "verdict", "reason", "status")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of one file; ``reason`` is the code of the first step that was not shown."""

    file: str
    sha256: str = ""
    verdict: str = UNREAD
    reason: str = ""
    status: str = ""


def judge_many(
    settings: Settings,
    output: Output,
    paths: Iterable[Path],
    trusting: Trusting | None,
    at: datetime,
    table: Path | None,
) -> Exit:
    """Tell of each PDF in ``paths``, write the table if one is wanted, and return what it comes to.

    Raises:
        ApiError: ``file_unwritable`` for the table.
        ApiError, LedgerError, SignatureError: as `judged`.
    """
    files = list(pdfs_in(paths))
    lines: list[Line] = []
    quiet = Output(StringIO(), StringIO())  # whom one trusts is told once, and not for each file
    if trusting is not None:
        output.talk(trusting.told(settings.language))
    with output.progress(
        tell("verdict", "judging_many", {}, settings.language), len(files)
    ) as step:
        for file in files:
            lines.append(_line(settings, quiet, file, trusting, at))
            _tell(settings, output, lines[-1])
            step()
    counts = Counter(line.verdict for line in lines)
    names = [*(level.value for level in Level), UNREAD]
    told = ", ".join(f"{_word(settings, name)} {counts[name]}" for name in names if counts[name])
    output.talk(told or tell("verdict", "none_to_judge", {}, settings.language))
    if table is not None:
        written(table, [_csv(lines)])
    return _exit(counts)


def pdfs_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that were named, and every PDF in the folders that were, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() == ".pdf")
        else:
            yield path


def _line(
    settings: Settings, quiet: Output, file: Path, trusting: Trusting | None, at: datetime
) -> Line:
    try:
        content = file.read_bytes()
    except OSError as wrong:
        return Line(file=str(file), reason=wrong.strerror or UNREAD)
    return _judged(file, judged(settings, quiet, content, trusting, at))


def _judged(file: Path, verdict: Verdict) -> Line:
    reasons = [finding.reason.code for finding in verdict.findings if finding.reason is not None]
    return Line(
        file=str(file),
        sha256=verdict.pdf_sha256,
        verdict=verdict.level.value,
        reason=reasons[0] if reasons else "",
        status=verdict.status_now,
    )


def _tell(settings: Settings, output: Output, line: Line) -> None:
    why = f" ({line.reason})" if line.reason else ""
    sentence = f"{_word(settings, line.verdict)}  {line.file}{why}"
    output.result(msgspec.to_builtins(line), sentence)


def _word(settings: Settings, verdict: str) -> str:
    return tell("verdict", verdict, {}, settings.language)


def _csv(lines: Sequence[Line]) -> bytes:
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for line in lines:
        table.writerow([_guarded(str(getattr(line, name))) for name in COLUMNS])
    return out.getvalue().encode()


def _guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _exit(counts: Counter[str]) -> Exit:
    if counts[Level.NOT_VALID.value]:
        return Exit.NO
    return Exit.YES if counts.keys() == {Level.VALID.value} else Exit.CANNOT_TELL
