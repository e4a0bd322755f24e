"""Rows of cells, and their distribution over pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from signing.render.layout.marks import Mark, Placed, TextMark
from signing.render.layout.slots import Slot, height_of


class Cell(msgspec.Struct, frozen=True):
    """A stack of slots, ``x`` points from the left edge of the text."""

    x: float
    slots: tuple[Slot, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """Cells side by side, their tops aligned.

    ``before`` is the space above, dropped at the top of a page. ``kept`` rows stand on the page on
    which the next row begins. ``whole`` rows are not split while a page can hold them. ``behind``
    is drawn first, from the top left corner of the row. ``header`` is repeated, as decoration, on
    each page that begins with this row or with the rest of it. ``new_page`` begins a page.
    """

    cells: tuple[Cell, ...]
    before: float = 0
    kept: bool = False
    whole: bool = False
    behind: tuple[Mark, ...] = ()
    header: tuple[Row, ...] = ()
    new_page: bool = False

    @property
    def height(self) -> float:
        """Points from the top of the highest cell to the end of the longest."""
        return max((height_of(cell.slots) for cell in self.cells), default=0)


def paginated(rows: Sequence[Row], x: float, top: float, height: float) -> list[list[Placed]]:
    """Return what stands on each page when ``rows`` flow down pages ``height`` points high.

    Every mark is placed exactly once, but those of repeated headers. A row that fits no page is
    split wherever it must be.
    """
    pages = _Pages(x, top, height)
    for index, row in enumerate(rows):
        needed = _needed(rows, index)
        if needed > height:
            # more is kept together than a page can hold
            needed = min(row.height, height)
        if row.new_page or row.before + needed > pages.room:
            pages.turn(row.header)
        pages.put(row)
    return pages.done


class _Pages:
    """Pages being filled from the top."""

    def __init__(self, x: float, top: float, height: float) -> None:
        self.x, self.top, self.height = x, top, height
        self.done: list[list[Placed]] = [[]]
        self.used = 0.0

    @property
    def room(self) -> float:
        return self.height - self.used

    def turn(self, header: Sequence[Row]) -> None:
        """Begin a page, unless this one is still empty, and repeat the ``header`` on it."""
        if not self.done[-1]:
            return
        self.done.append([])
        self.used = 0.0
        for row in header:
            self._draw(_decoration(row))

    def put(self, row: Row) -> None:
        """Draw ``row`` here and, as far as it does not fit, on the next pages."""
        self.used += row.before if self.done[-1] else 0.0
        rest: Row | None = row
        while rest is not None:
            head, rest = _split(rest, self.room)
            self._draw(head)
            if rest is not None:
                self.turn(row.header)

    def _draw(self, row: Row) -> None:
        y = self.top + self.used
        page = self.done[-1]
        page.extend(Placed(self.x, y, mark) for mark in row.behind)
        for cell in row.cells:
            slot_y = y
            for slot in cell.slots:
                page.extend(Placed(self.x + cell.x, slot_y, mark) for mark in slot.marks)
                slot_y += slot.height
        self.used += row.height


def _needed(rows: Sequence[Row], index: int) -> float:
    """Return the height without which the row at ``index`` must not begin."""
    row = rows[index]
    if row.kept and index + 1 < len(rows):
        return row.height + rows[index + 1].before + _needed(rows, index + 1)
    if row.whole:
        return row.height
    return max((_first_part(cell.slots) for cell in row.cells), default=0)


def _first_part(slots: Sequence[Slot]) -> float:
    following = next((n for n in range(1, len(slots)) if slots[n].breakable), len(slots))
    return height_of(slots[:following])


def _split(row: Row, room: float) -> tuple[Row, Row | None]:
    """Return what of ``row`` stands in ``room``, at least a slot of it, and what does not."""
    if row.height <= room + 0.01:
        return row, None
    cuts = [_cut(cell.slots, room) for cell in row.cells]
    head = tuple(Cell(cell.x, cell.slots[:cut]) for cell, cut in zip(row.cells, cuts, strict=True))
    tail = tuple(Cell(cell.x, cell.slots[cut:]) for cell, cut in zip(row.cells, cuts, strict=True))
    top = msgspec.structs.replace(row, cells=head)
    if not any(cell.slots for cell in tail):
        return top, None
    return top, msgspec.structs.replace(row, cells=tail, behind=())


def _cut(slots: Sequence[Slot], room: float) -> int:
    """Return how many slots stand in ``room``, whole paragraphs' ends kept together if it can."""
    ends = accumulate(slot.height for slot in slots)
    fitting = sum(end <= room + 0.01 for end in ends)
    if fitting == len(slots):
        return fitting
    allowed = [n for n in range(1, fitting + 1) if slots[n].breakable]
    return max(allowed, default=max(fitting, 1))


def _decoration(row: Row) -> Row:
    cells = tuple(
        Cell(
            cell.x,
            tuple(
                Slot(slot.height, tuple(_unread(mark) for mark in slot.marks))
                for slot in cell.slots
            ),
        )
        for cell in row.cells
    )
    return msgspec.structs.replace(row, cells=cells)


def _unread(mark: Mark) -> Mark:
    return msgspec.structs.replace(mark, element=None) if isinstance(mark, TextMark) else mark
