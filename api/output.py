"""How a command speaks: results on standard output, talk and progress on standard error.

With ``--json`` a result is one JSON object a line and nothing else comes on standard output.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Final, TextIO, TypeAlias

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
"""What a JSON value is in Python."""

WIDEST: Final = 112
"""Columns of a line on a terminal, however wide that is: longer ones are hard to read."""

DIRECTIONS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""They make text run the other way (UAX 9)."""

NARROWEST: Final = 20
"""Columns for the words of a line, however narrow the terminal is."""


def visible(text: str) -> str:
    """Return ``text`` with a sign in the place of each character that would command a terminal.

    What stands in a file that somebody sent may be made to hide or to forge what is shown.
    """
    return "".join("\ufffd" if _commands(character) else character for character in text)


def _commands(character: str) -> bool:
    return character != "\n" and (
        unicodedata.category(character) in {"Cc", "Cs"} or character in DIRECTIONS
    )


class Output:
    """The two streams of one command. Colours only on a terminal, and never with NO_COLOR set.

    On a terminal long lines are broken between words; elsewhere they stay whole, to be searched.
    """

    def __init__(self, stdout: TextIO, stderr: TextIO, *, json: bool = False) -> None:
        self.json = json
        self._results = Console(file=stdout, highlight=False, soft_wrap=True)
        self._talk = Console(file=stderr, highlight=False, soft_wrap=True)

    def result(
        self, record: Mapping[str, Plain], sentence: str, style: str = "", margin: int = 0
    ) -> None:
        """Write one result: ``record`` as a JSON line, or else ``sentence`` for a person.

        The first ``margin`` columns of each line say where and when, and are not read as words.
        """
        if self.json:
            self._write_json(self._results, record)
        else:
            for line in visible(sentence).split("\n"):
                self._results.print(self._broken(line, style, margin))

    def heading(self, words: str) -> None:
        """Say to a person, not to a program, what the results that follow are about."""
        if not self.json:
            self._results.print(f"\n{visible(words)}", style="bold", markup=False)

    def talk(self, sentence: str, style: str = "") -> None:
        """Tell a person what is going on. Never a result."""
        self._talk.print(visible(sentence), style=style, markup=False)

    @contextmanager
    def progress(self, what: str, total: int) -> Generator[Callable[[], None]]:
        """Show how far a long work is; call what this yields after each of ``total`` steps.

        A bar on a terminal, and otherwise a JSON line a step.
        """
        if self._talk.is_terminal and not self.json:
            with _bar(self._talk) as bar:
                task = bar.add_task(what, total=total)
                yield lambda: bar.advance(task)
        else:
            steps = iter(range(1, total + 1))
            yield lambda: self._step(what, next(steps), total)

    def _step(self, what: str, done: int, total: int) -> None:
        self._write_json(self._talk, {"progress": what, "done": done, "total": total})

    def _broken(self, line: str, style: str, margin: int) -> Text:
        """Return a line with its margin dimmed; what does not fit goes on under its words."""
        words = Text(line[margin:].lstrip(), style=style)
        place = len(line) - len(words)
        shown = Text.assemble((line[:place], "dim"))
        if not self._results.is_terminal:
            return shown.append_text(words)
        hanging = place if margin else place + 2
        width = max(min(self._results.width, WIDEST) - hanging, NARROWEST)
        lines = words.wrap(self._results, width)
        for part in lines:
            part.rstrip()
        return shown.append_text(Text(f"\n{' ' * hanging}").join(lines))

    @staticmethod
    def _write_json(console: Console, record: Mapping[str, Plain]) -> None:
        console.file.write(msgspec.json.encode(record).decode() + "\n")
        console.file.flush()  # whoever reads a command that goes on reads it now


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
