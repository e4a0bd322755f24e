"""What a figure keeps back when it is published, and with which earlier publications in mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from projections.figures.cells import TOTAL, Cell, Place
from projections.figures.suppression import Earlier, Suppression, Table, left_out

_ALONE: Place = (TOTAL, TOTAL)


class Keeping(Protocol):
    """Says of each table of a figure, by its name in the figure, what is not told.

    A `Suppression` keeps back what one publication alone would tell.
    """

    @property
    def rule(self) -> Suppression:
        """The policy."""
        ...

    def left_out(self, table: str, cells: Table) -> frozenset[Place]:
        """Return the places that are not published."""
        ...


def kept_back(keeping: Keeping | None, table: str, cells: Table) -> frozenset[Place]:
    """Return the places of a table that are not published; none where nothing is kept back."""
    return frozenset() if keeping is None else keeping.left_out(table, cells)


def is_kept(keeping: Keeping | None, name: str, cell: Cell) -> bool:
    """Return whether a number beside every table is not published."""
    return bool(kept_back(keeping, name, {_ALONE: cell}))


class Recalled:
    """A publication that there was: keeps back what it kept, and remembers the tables it is of.

    Of a table that it did not have, it keeps everything.
    """

    def __init__(self, rule: Suppression, kept: Mapping[str, frozenset[Place]]) -> None:
        """Take what was kept back of each table."""
        self.rule = rule
        self._kept = kept
        self._tables: dict[str, Table] = {}

    def left_out(self, table: str, cells: Table) -> frozenset[Place]:
        """Return what was not published."""
        self._tables[table] = cells
        return self._kept.get(table, frozenset(cells))

    def earlier(self, table: str) -> Earlier | None:
        """Return the publication of a table, if there was one."""
        if table not in self._kept or table not in self._tables:
            return None
        return self._tables[table], self._kept[table]


class Judged:
    """A publication to be: keeps back what it would tell together with all that there were."""

    def __init__(self, rule: Suppression, earlier: Sequence[Recalled]) -> None:
        """Take the publications before it; each has been asked for the figure of its time."""
        self.rule = rule
        self.kept: dict[str, frozenset[Place]] = {}
        self._earlier = earlier

    def left_out(self, table: str, cells: Table) -> frozenset[Place]:
        """Return what must not be published."""
        found = [told for one in self._earlier if (told := one.earlier(table)) is not None]
        self.kept[table] = left_out(cells, self.rule, found)
        return self.kept[table]
