"""How a command speaks: results on standard output, talk and progress on standard error.

With ``--json`` a result is one JSON object a line and nothing else comes on standard output.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TextIO, TypeAlias

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
"""What a JSON value is in Python."""


class Output:
    """The two streams of one command. Colours only on a terminal, and never with NO_COLOR set."""

    def __init__(self, stdout: TextIO, stderr: TextIO, *, json: bool = False) -> None:
        self.json = json
        self._results = Console(file=stdout, highlight=False, soft_wrap=True)
        self._talk = Console(file=stderr, highlight=False, soft_wrap=True)

    def result(self, record: Mapping[str, Plain], sentence: str, style: str = "") -> None:
        """Write one result: ``record`` as a JSON line, or else ``sentence`` for a person."""
        if self.json:
            self._write_json(self._results, record)
        else:
            self._results.print(sentence, style=style, markup=False)

    def talk(self, sentence: str, style: str = "") -> None:
        """Tell a person what is going on. Never a result."""
        self._talk.print(sentence, style=style, markup=False)

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

    @staticmethod
    def _write_json(console: Console, record: Mapping[str, Plain]) -> None:
        console.file.write(msgspec.json.encode(record).decode() + "\n")


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
