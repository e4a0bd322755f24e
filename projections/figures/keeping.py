"""What a figure keeps back when it is published, and with which earlier publications in mind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from projections.figures.across import Told
from projections.figures.cells import EMPTY, TOTAL, Cell, Place, change_of
from projections.figures.suppression import Earlier, Suppression, Table, left_out

_ALONE: Place = (TOTAL, TOTAL)
_MEDIAN: Final = "median of "


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

    def is_median_kept(self, name: str, cell: Cell) -> bool:
        """Return whether the median of a cell's things is not published."""
        ...


def kept_back(keeping: Keeping | None, table: str, cells: Table) -> frozenset[Place]:
    """Return the places of a table that are not published; none where nothing is kept back."""
    return frozenset() if keeping is None else keeping.left_out(table, cells)


def is_kept(keeping: Keeping | None, name: str, cell: Cell) -> bool:
    """Return whether a number beside every table is not published."""
    return bool(kept_back(keeping, name, {_ALONE: cell}))


def is_median_kept(keeping: Keeping | None, name: str, cell: Cell) -> bool:
    """Return whether a median is not published: it asks for more contributors than a number.

    It is a number of one of them or two. So twice as many are needed, and twice as many must have
    come, gone or changed since it was told before, if anybody has.
    """
    return keeping is not None and keeping.is_median_kept(name, cell)


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

    def is_median_kept(self, name: str, cell: Cell) -> bool:
        """Return whether it was not published."""
        return bool(self.left_out(_median(name), {_ALONE: cell}))

    def told(self) -> Iterator[Cell]:
        """Yield the cells that were published."""
        return _told(self._tables, self._kept)

    def shown(self) -> Iterator[tuple[str, Table]]:
        """Yield each table by its name, with the cells that were published; medians are none."""
        for table, cells in self._tables.items():
            if not table.startswith(_MEDIAN):
                out = self._kept.get(table, frozenset(cells))
                yield table, {place: cell for place, cell in cells.items() if place not in out}

    def earlier(self, table: str) -> Earlier | None:
        """Return the publication of a table, if there was one."""
        if table not in self._kept or table not in self._tables:
            return None
        return self._tables[table], self._kept[table]


class Judged:
    """A publication to be: keeps back what it would tell together with all that there were."""

    def __init__(
        self, rule: Suppression, earlier: Sequence[Recalled], elsewhere: Iterable[Cell] = ()
    ) -> None:
        """Take the publications before it; each has been asked for the figure of its time.

        ``elsewhere`` are the cells that figures made of other tables tell, or have told.
        """
        self.rule = rule
        self.kept: dict[str, frozenset[Place]] = {}
        self._earlier = earlier
        self._elsewhere = Told(elsewhere)
        self._tables: dict[str, Table] = {}

    def left_out(self, table: str, cells: Table) -> frozenset[Place]:
        """Return what must not be published."""
        earlier, forced = self._before(table), set[Place]()
        asked, telling = set[Place](), set[Place]()
        while True:
            out = left_out(cells, self.rule, earlier, forced)
            # whether a cell tells too much beside others depends on no other of its table
            new = {p: cell for p, cell in cells.items() if p not in out and p not in asked}
            asked |= new.keys()
            telling |= set(self._elsewhere.subtracted(new, self.rule))
            more = telling - out
            if not more:
                break
            forced |= more
        self._tables[table], self.kept[table] = cells, out
        return out

    def is_median_kept(self, name: str, cell: Cell) -> bool:
        """Return whether it must not be published."""
        changes = [
            change_of(before.get(_ALONE, EMPTY), cell)
            for before, kept in self._before(_median(name))
            if not kept
        ]
        kept = self.rule.is_few(cell.parts, times=2) or any(
            change.parts and self.rule.is_few(change.parts, times=2) for change in changes
        )
        self.kept[_median(name)] = frozenset({_ALONE} if kept else ())
        return kept

    def told(self) -> Iterator[Cell]:
        """Yield the cells that are published now."""
        return _told(self._tables, self.kept)

    def _before(self, table: str) -> list[Earlier]:
        return [told for one in self._earlier if (told := one.earlier(table)) is not None]


def _told(tables: Mapping[str, Table], kept: Mapping[str, frozenset[Place]]) -> Iterator[Cell]:
    for table, cells in tables.items():
        for place, cell in cells.items():
            if place not in kept.get(table, frozenset(cells)) and not table.startswith(_MEDIAN):
                yield cell


def _median(name: str) -> str:
    return f"{_MEDIAN}{name}"
