"""Nobody works out a cell that was left out, whatever the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.figures.cells import TOTAL, Cell, Counted, Place, cell_of, table_of, together
from projections.figures.suppression import Suppression, exposed, left_out

POLICY = Suppression(least=3, share=Decimal("0.8"))
Table = Mapping[Place, Cell]


def things(rows: str, columns: str, most: int) -> st.SearchStrategy[list[Counted]]:
    """Return deals in a table of these rows and columns."""
    one = st.builds(
        Counted,
        place=st.tuples(st.sampled_from(rows), st.sampled_from(columns)),
        deal=st.just("deal"),
        contributor=st.sampled_from(
            [("a",), ("b",), ("a", "c"), ("c", "d"), ("e",), ("f",), ("g",)]
        ),
        amount=st.sampled_from([Decimal(n) for n in (0, 1, 1, 5, 40)]),
    )
    return st.lists(one, max_size=most)


def equations(table: Table) -> Iterator[dict[Place, int]]:
    """Yield what a reader knows adds up: the cells of a line less its margin are nothing."""
    for line in {row for row, column in table if column != TOTAL}:
        yield {place: -1 if place[1] == TOTAL else 1 for place in table if place[0] == line}
    for line in {column for _, column in table}:
        yield {place: -1 if place[0] == TOTAL else 1 for place in table if place[1] == line}


def is_solvable(table: Table, out: Collection[Place], place: Place) -> bool:
    """Return whether the equations of the table alone give the cell: Gauss, over fractions."""
    unknown = [place, *(one for one in sorted(out) if one != place)]
    rows = [[Fraction(eq.get(one, 0)) for one in unknown] for eq in equations(table)]
    for column in range(len(unknown) - 1, 0, -1):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [
            [a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)]
            for row in rows
        ]
    return any(row[0] and not any(row[1:]) for row in rows)


def values(table: Table, out: Collection[Place]) -> Iterator[dict[Place, int]]:
    """Yield every way to fill the cells left out with whole numbers from one on, for the margins.

    Margins left out follow from the cells, so that only those inside are tried.
    """
    inner = [place for place in sorted(out) if not _is_margin(table, place)]
    most = sum(cell.count for place, cell in table.items() if not _is_margin(table, place))
    for tried in product(range(1, most + 2), repeat=len(inner)):
        counts = {place: cell.count for place, cell in table.items()}
        counts |= dict(zip(inner, tried, strict=True))
        filled = _with_margins(table, counts)
        if all(filled[place] == table[place].count for place in table if place not in out):
            yield {place: filled[place] for place in out}


def _is_margin(table: Table, place: Place) -> bool:
    flat = all(column == TOTAL for _, column in table)
    return place[0] == TOTAL or (place[1] == TOTAL and not flat)


def _with_margins(table: Table, counts: dict[Place, int]) -> dict[Place, int]:
    inner = {place: counts[place] for place in table if not _is_margin(table, place)}
    found = dict(inner)
    for place in table:
        if _is_margin(table, place):
            row, column = place
            found[place] = sum(
                count
                for (r, c), count in inner.items()
                if row in {r, TOTAL} and column in {c, TOTAL}
            )
    return found


@given(things("xyz", "pqr", 30))
def test_the_equations_of_a_table_give_no_cell_that_is_left_out(found: list[Counted]) -> None:
    table = table_of(found)
    out = left_out(table, POLICY)
    assert not any(is_solvable(table, out, place) for place in out)


@given(things("xy", "pq", 7))
@settings(max_examples=60)
def test_whole_numbers_from_one_on_leave_every_cell_a_choice(found: list[Counted]) -> None:
    table = table_of(found)
    out = left_out(table, POLICY)
    possible = list(values(table, out))
    assert all(len({one[place] for one in possible}) > 1 for place in out)


@given(things("wxy", "t", 9))
@settings(max_examples=60)
def test_one_line_and_its_sum_are_not_taken_apart(found: list[Counted]) -> None:
    flat = [
        Counted(place=(f.place[0], TOTAL), deal=f.deal, contributor=f.contributor) for f in found
    ]
    table = table_of(flat)
    out = left_out(table, POLICY)
    possible = list(values(table, out))
    assert all(len({one[place] for one in possible}) > 1 for place in out)


@given(things("xyz", "pqr", 30))
def test_every_sensitive_cell_is_left_out(found: list[Counted]) -> None:
    table = table_of(found)
    sensitive = {place for place, cell in table.items() if POLICY.is_sensitive(cell)}
    assert sensitive <= left_out(table, POLICY)


@given(things("xyz", "pqr", 30))
def test_what_is_left_out_of_a_line_is_not_sensitive_together(found: list[Counted]) -> None:
    table = table_of(found)
    out = left_out(table, POLICY)
    for line in equations(table):
        (margin,) = (place for place, sign in line.items() if sign < 0)
        hidden = [p for p in line if p in out and p != margin]
        if hidden and margin not in out:
            assert not POLICY.is_sensitive(together(table[place] for place in hidden))


def test_two_cells_of_one_deal_each_do_not_hide_each_other() -> None:
    names = ["a", "b", *"cdefg"]
    rows = ["x", "y", *"zzzzz"]
    found = [
        Counted(place=(row, TOTAL), deal=name, contributor=(name,))
        for row, name in zip(rows, names, strict=True)
    ]
    assert left_out(table_of(found), POLICY) == {("x", TOTAL), ("y", TOTAL), ("z", TOTAL)}


def test_without_a_policy_everything_is_published() -> None:
    found = [Counted(place=("x", TOTAL), deal="a", contributor=("a",))]
    assert left_out(table_of(found), None) == frozenset()


def test_the_search_for_exposed_cells_does_find() -> None:
    found = [
        Counted(place=(row, TOTAL), deal="d", contributor=(who,))
        for row, who in zip("xyyyy", "abcde", strict=True)
    ]
    assert list(exposed(table_of(found), {("x", TOTAL)})) == [("x", TOTAL)]


def cell(**parts: int) -> Cell:
    """Return a cell of one deal for each group of sides: ``ab=60`` is pledged between a and b."""
    return cell_of(
        Counted(place=("x", TOTAL), deal=sides, contributor=tuple(sides), amount=Decimal(part))
        for sides, part in parts.items()
    )


def test_a_sum_of_two_is_told_to_neither_however_many_pledge_nothing() -> None:
    assert POLICY.is_sensitive(cell(a=60, b=40, c=0, d=0))
    assert not POLICY.is_sensitive(cell(a=0, b=0, c=0, d=0))


def test_deals_of_one_investor_with_many_tell_of_that_investor() -> None:
    assert POLICY.is_sensitive(cell(ab=10, ac=10, ad=10, ae=10))
    assert not POLICY.is_sensitive(cell(ab=10, cd=10, ef=10, gh=10))


def test_one_who_takes_off_their_own_deals_leaves_two_others_at_least() -> None:
    assert POLICY.is_sensitive(cell(ab=10, ac=10, de=10))
    assert not POLICY.is_sensitive(cell(ab=10, cd=10, ef=10))


def test_one_principal_of_several_deals_dominates_though_no_deal_does() -> None:
    assert POLICY.is_sensitive(cell(ab=30, ac=30, ad=30, ef=5, gh=5))
    assert not POLICY.is_sensitive(cell(ab=30, cd=30, ef=30, gh=5, ij=5))


def test_the_second_largest_does_not_know_the_largest_within_a_tenth() -> None:
    assert POLICY.is_sensitive(cell(ab=79, cd=20, ef=1)), "79 of the 80 that c and d do not know"
    assert not POLICY.is_sensitive(cell(ab=70, cd=20, ef=10))
