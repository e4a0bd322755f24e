"""Which cells of a table are not published, so that nobody's own figures can be read from it.

A contributor is the principals of a deal together; but what is to be told to nobody is what is each
principal's, and each of them knows the deals that it is in. So a cell is sensitive

- if it has fewer contributors than a policy asks for, or fewer than one less of them are left when
  those are taken off that any one principal belongs to;
- if one principal makes more than a share of it (n, k with n = 1);
- if one principal, who takes off what it knows, comes to within p per cent of what is another's.

Sensitive cells are left out, and with them as many others as it takes that none can be worked out
again from what is published. What a reader is taken to know:

1. every published cell and margin, exactly; a cell with nothing in it is published as zero;
2. so, that every cell left out counts at least one, and sums up to no less than nothing;
3. that what is left out of a line adds up to the line's margin less what is published of it;
4. every earlier publication of the same table;
5. every number that other figures tell or have told: see `projections.figures.across`.

By 1 to 3 a cell left out has more than one possible value (`exposed` finds those that have not),
and what is left out of a line is, taken together, not sensitive either. By 4 a reader subtracts: a
cell is left out as well where what became different since any publication that told it is sensitive
by itself, taken alone or together with what was not told both times of its line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import TypeAlias

import msgspec

from aggregates.vocabulary import OrganisationId
from projections.figures.cells import (
    EMPTY,
    TOTAL,
    Cell,
    Contributor,
    Place,
    change_of,
    together,
)
from projections.figures.network import Arc, cycle, lines, network

Table: TypeAlias = Mapping[Place, Cell]
Earlier: TypeAlias = tuple[Table, Collection[Place]]
"""A publication of a table: its cells, and those that were left out."""


class Suppression(msgspec.Struct, frozen=True, kw_only=True):
    """A cell is sensitive with fewer than ``least`` contributors, or one of more than ``share``.

    So it is where fewer than ``least`` of them have any part of a sum: in a currency in which only
    two pledge anything that is known, each of the two would read the other's. ``within`` is p.
    """

    least: int = 3
    share: Decimal = Decimal("0.85")
    within: Decimal = Decimal("0.1")

    @property
    def rule(self) -> Suppression:
        """The policy itself: it keeps back what one publication alone would tell."""
        return self

    def left_out(self, table: str, cells: Table) -> frozenset[Place]:
        """Return the places that are not published of a table."""
        del table
        return left_out(cells, self)

    def is_median_kept(self, name: str, cell: Cell) -> bool:
        """Return whether the median of a cell's things is not told: of twice as many it is."""
        del name
        return self.is_few(cell.parts, times=2)

    def is_sensitive(self, cell: Cell) -> bool:
        """Return whether publishing the cell would tell too much of one who is in it."""
        if not cell.count:
            return False
        having = [who for who, part in cell.parts.items() if part]
        few = self.is_few(cell.parts) or (bool(having) and self.is_few(having))
        return few or self._is_dominated(cell)

    def is_few(self, contributors: Iterable[Contributor], times: int = 1) -> bool:
        """Return whether these are fewer than ``times`` as many as a cell needs.

        Without those that any one principal belongs to, there has to be but one less.
        """
        least, most = times * self.least, 0
        held = Counter[OrganisationId]()
        for count, whose in enumerate(set(contributors), start=1):
            held.update(whose)
            most = max(most, max((held[one] for one in whose), default=0))
            # one more adds one to the count and at most one to what anybody holds
            if count >= least and count - most >= least - 1:
                return False
        return True

    def _is_dominated(self, cell: Cell) -> bool:
        own = defaultdict[OrganisationId, Decimal](Decimal)
        for whose, part in cell.parts.items():
            for one in whose:
                own[one] += part
        most = max(own.values(), default=Decimal(0))
        if most > self.share * cell.total:
            return True
        if most * (1 + self.within) <= cell.total - most:
            return False  # nobody knows enough of anybody: see below, for who has most
        largest = sorted(own, key=lambda one: (-own[one], one))
        return any(self._comes_close(cell, who, own, largest) for who in largest)

    def _comes_close(
        self,
        cell: Cell,
        who: OrganisationId,
        own: Mapping[OrganisationId, Decimal],
        largest: Iterable[OrganisationId],
    ) -> bool:
        """Return whether ``who`` knows another's part within p per cent: the p% rule."""
        rest = cell.total - own[who]
        for other in largest:
            if own[other] * (1 + self.within) <= rest:
                return False  # and so it is with all that are smaller
            if other == who or not own[other]:
                continue
            apart = sum(
                part for whose, part in cell.parts.items() if other in whose and who not in whose
            )
            if apart and rest - apart < self.within * apart:
                return True
        return False


def left_out(
    cells: Table,
    policy: Suppression | None,
    earlier: Sequence[Earlier] = (),
    forced: Collection[Place] = (),
) -> frozenset[Place]:
    """Return the places that are not published; none without a policy.

    ``cells`` has the margins; a table with nothing but the column `TOTAL` is one line and its sum.
    ``earlier`` are the publications of it that there were, ``forced`` is left out in any case.
    """
    if policy is None:
        return frozenset()
    arcs = network(cells)
    out = {place for place in arcs if place in forced or policy.is_sensitive(cells[place])}
    out |= {place for place in arcs if _is_new(cells, place, policy, earlier)}
    while True:
        added = _next(cells, arcs, out, policy)
        if not added and added is not None:
            added = _apart(cells, arcs, out, policy, earlier)
        if added is None:
            return frozenset(arcs)
        if not added:
            return frozenset(out)
        out |= set(added)


def _is_new(cells: Table, place: Place, policy: Suppression, earlier: Iterable[Earlier]) -> bool:
    """Return whether what became different since the cell was told is too much to be told."""
    return any(
        policy.is_sensitive(change_of(before.get(place, EMPTY), cells[place]))
        for before, kept in earlier
        if place not in kept
    )


def _apart(
    cells: Table,
    arcs: Mapping[Place, Arc],
    out: Collection[Place],
    policy: Suppression,
    earlier: Iterable[Earlier],
) -> Collection[Place]:
    """Return what has to be left out as well, because a line's margins of two times tell it.

    What was not told both times of a line became different by what its margins did, less what is
    known of the others.
    """
    for (before, kept), (inner, margin) in product(earlier, list(lines(arcs))):
        if margin in out or margin in kept:
            continue
        line = [*inner, *(place for place in before if _is_of(place, margin, before))]
        unknown = [one for one in dict.fromkeys(line) if one in out or one in kept]
        was = together(before.get(one, EMPTY) for one in unknown)
        if not policy.is_sensitive(change_of(was, together(cells.get(p, EMPTY) for p in unknown))):
            continue
        told = [place for place in inner if place not in out and place not in kept]
        return {min(told, key=lambda place: (cells[place].count, place), default=margin)}
    return ()


def _is_of(place: Place, margin: Place, cells: Table) -> bool:
    """Return whether a cell is inside the line of a margin."""
    flat = all(column == TOTAL for _, column in cells)
    if flat:
        return margin == (TOTAL, TOTAL) and place[0] != TOTAL
    if margin[0] == TOTAL:
        return place[1] == margin[1] and place[0] != TOTAL
    return place[0] == margin[0] and place[1] != TOTAL


def exposed(cells: Mapping[Place, Cell], out: Collection[Place]) -> Iterator[Place]:
    """Yield the cells left out whose value can be worked out from the others."""
    arcs = network(cells)
    hidden = {place: arcs[place] for place in out}
    for place in sorted(out):
        if cycle(cells, hidden, place, ()) is None:
            yield place


def _next(
    cells: Mapping[Place, Cell],
    arcs: Mapping[Place, Arc],
    out: Collection[Place],
    policy: Suppression,
) -> Collection[Place] | None:
    """Return what has to be left out as well: nothing if enough is; None if all of it must be."""
    for place in sorted(out):
        if cycle(cells, {one: arcs[one] for one in out}, place, ()) is None:
            return cycle(cells, arcs, place, out)
    for line in lines(arcs):
        inner, margin = line
        hidden = [place for place in inner if place in out]
        if (
            not hidden
            or margin in out
            or not policy.is_sensitive(together(cells[place] for place in hidden))
        ):
            continue
        others = [place for place in inner if place not in out]
        return {min(others, key=lambda place: (cells[place].count, place), default=margin)}
    return ()
