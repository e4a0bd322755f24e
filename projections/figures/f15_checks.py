"""F15, verification: how often papers were checked by anybody, by verdict.

Counted is every check before the cut-off, to the minute: of a file (``valid``, ``not_valid``,
``cannot_tell``), of a digest and of the code on a page (``known``, ``unknown``). ``edition`` are
those of papers of the edition; ``elsewhere`` those of files, digests and codes that no paper of
this registry is known by: most that are not valid are among these. Who asked is on record nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal, get_args

import msgspec

from projections.cut import Cut
from projections.figures.answer import Stated, stated

DEFINITION: Final = "F15"
VERSION: Final = 1

Means = Literal["file", "digest", "code"]
VERDICTS: Final = ("valid", "not_valid", "cannot_tell", "known", "unknown")


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """So many checks by these means came to this verdict; ``edition`` is empty if none is known."""

    edition: str
    means: Means
    verdict: str
    count: int


class CheckLine(msgspec.Struct, frozen=True, kw_only=True):
    """The checks by one means that came to one verdict."""

    means: Means
    verdict: str
    edition: int
    elsewhere: int


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: a line for each means and verdict that there was, and how many all in all."""

    head: Stated
    lines: tuple[CheckLine, ...]
    total: int


def checks_of(found: Iterable[Checked], cut: Cut) -> Checks:
    """Return the figure of these checks, which are those before the cut."""
    counts: Counter[tuple[Means, str, bool]] = Counter()
    for one in found:
        counts[one.means, one.verdict, one.edition == cut.edition] += one.count
    lines = tuple(
        CheckLine(
            means=means,
            verdict=verdict,
            edition=counts[means, verdict, True],
            elsewhere=counts[means, verdict, False],
        )
        for means in get_args(Means)
        for verdict in VERDICTS
        if counts[means, verdict, True] + counts[means, verdict, False]
    )
    head = stated(DEFINITION, VERSION, cut)
    return Checks(head=head, lines=lines, total=counts.total())
