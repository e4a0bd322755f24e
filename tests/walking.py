"""Pages that are walked: the commands of their console blocks run in one bash, in their order.

``then_says_what_it_shows(page, folder, environment)`` fails where a command prints another thing
than the page shows. A line that is ``…`` alone stands for any number of lines, and ``…`` within a
line for whatever stands there. Help is made from the code, and not asked for.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import msgspec

PROMPT, MORE = "$ ", "> "
SECONDS = 240
_BLOCK = re.compile(r"^( *)```console\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_MARK = "~~~ done ~~~"


class Step(msgspec.Struct, frozen=True):
    """A command of a page, with its lines, and what the page shows that it prints."""

    command: str
    shown: str

    def is_shown_by(self, printed: str) -> bool:
        """Return whether the page shows what the command printed."""
        wanted = [
            r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n"
            for line in self.shown.splitlines()
        ]
        ended = printed and printed.removesuffix("\n") + "\n"
        return re.fullmatch("".join(wanted), ended) is not None


def steps_of(page: str) -> Iterator[Step]:
    """Yield the commands of a page."""
    command, shown = "", ""
    for block in _BLOCK.finditer(page):
        for line in dedent(block[0]).splitlines(keepends=True)[1:-1]:
            if line.startswith(PROMPT):
                yield from _kept(command, shown)
                command, shown = line.removeprefix(PROMPT), ""
            elif not shown and (line.startswith(MORE) or command.endswith("\\\n")):
                command += line.removeprefix(MORE)
            else:
                shown += line
    yield from _kept(command, shown)


def then_says_what_it_shows(
    page: str, folder: Path, environment: Mapping[str, str], before: str = ""
) -> None:
    """Every command of the page prints what the page shows; ``before`` is run before them."""
    steps = list(steps_of(page))
    assert steps
    said = _said(steps, folder, environment, before)
    for number, step in enumerate(steps):
        printed = said[number] if number < len(said) else "nothing: it was not come to\n"
        told = f"$ {step.command}\nprints\n\n{printed}\nand the page shows\n\n{step.shown}"
        assert step.is_shown_by(printed), told


def _kept(command: str, shown: str) -> Iterator[Step]:
    if command and "--help" not in command:
        yield Step(command, shown)


def _said(
    steps: list[Step], folder: Path, environment: Mapping[str, str], before: str
) -> list[str]:
    """Return what each command printed; whatever they left running is ended."""
    log = folder / "walked.log"
    # what comes between must leave the status as it was: a page may ask for it
    mark = f"walked=$?; printf '%s\\n' '{_MARK}'; (exit $walked)\n"
    script = "".join([f"{before}\n", *(f"{step.command}{mark}" for step in steps)])
    with log.open("wb") as output:
        bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc", "-c", script],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        # one that waits for ever is told by the first step that says something else
        with suppress(subprocess.TimeoutExpired):
            bash.wait(SECONDS)
        _end(bash)
    return log.read_text(encoding="utf-8").split(f"{_MARK}\n")[:-1]


def _end(bash: subprocess.Popen[bytes]) -> None:
    """End a shell with everything that it left running, and wait until that has stopped."""
    deadline = time.monotonic() + 30
    with suppress(ProcessLookupError):
        os.killpg(bash.pid, signal.SIGTERM)
        bash.wait()
        while time.monotonic() < deadline:
            os.killpg(bash.pid, 0)
            time.sleep(0.1)
    bash.wait()
