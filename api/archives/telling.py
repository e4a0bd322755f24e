"""What ``counterseal archives`` says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from api.archives.ending import Ending
from api.archives.renewing import Renewal
from api.errors import Language, sentence
from api.exits import Exit
from api.output import Output


def tell_due(output: Output, due: Iterator[Ending]) -> Exit:
    """Tell which papers end soon."""
    found = 0
    for paper in due:
        found += 1
        output.result(msgspec.to_builtins(paper), _named(paper))
    if not found:
        output.talk("No sealed paper ends within that time.")
    return Exit.YES


def tell_renewed(output: Output, done: Iterator[Renewal], language: Language) -> Exit:
    """Tell of each paper whether it was archived anew."""
    failed = False
    for one in done:
        record = msgspec.to_builtins(one.paper)
        if one.error is None:
            output.result(record, f"{_named(one.paper)}: archived anew", "green")
            continue
        failed = True
        told = f"{_named(one.paper)}: {sentence(one.error, language)} ({one.error.code})"
        output.result({**record, "code": one.error.code}, told, "red")
    return Exit.NO if failed else Exit.YES


def _named(paper: Ending) -> str:
    until = f"{paper.until:%Y-%m-%d}"
    return f"deal {paper.deal}, instrument {paper.instrument}: valid by itself until {until}"
