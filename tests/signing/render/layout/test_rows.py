"""How rows flow over pages."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from signing.render.layout.marks import RuleMark, TextMark
from signing.render.layout.rows import Cell, Row, paginated
from signing.render.layout.slots import Setting, Slot, paragraph
from signing.render.paper.structure import Element
from signing.render.setting.style import BODY, LINE

HEIGHT = 100.0


def slot(name: float, height: float = 10, *, breakable: bool = True) -> Slot:
    return Slot(height, (RuleMark(name, 0, name, 1, LINE),), breakable=breakable)


def row(*stacks: int, first: float = 0, **options: object) -> Row:
    cells = tuple(Cell(0, tuple(slot(first + index) for index in range(count))) for count in stacks)
    return msgspec.structs.replace(Row(cells=cells), **options)


def names(rows: list[Row]) -> list[list[float]]:
    pages = paginated(rows, 0, 0, HEIGHT)
    return [[placed.mark.x for placed in page if hasattr(placed.mark, "to_x")] for page in pages]


def test_what_does_not_fit_goes_on_on_the_next_page() -> None:
    assert names([row(12)]) == [[*range(10)], [10, 11]]


def test_columns_are_split_each_for_itself_and_begin_again_together() -> None:
    pages = names([row(12, 4)])
    assert pages == [[*range(10), *range(4)], [10, 11]]


def test_a_heading_stands_on_the_page_of_what_follows_it() -> None:
    heading = row(1, first=50, kept=True)
    assert names([row(9), heading, row(2, first=60)]) == [[*range(9)], [50, 60, 61]]


def test_headings_without_anything_after_them_are_still_set() -> None:
    assert names([row(10), row(1, first=50, kept=True)]) == [[*range(10)], [50]]


def test_more_kept_together_than_a_page_can_hold_is_set_all_the_same() -> None:
    rows = [row(4, first=n, kept=True) for n in (0, 10, 20, 30)]
    pages = names(rows)
    assert sorted(name for page in pages for name in page) == sorted(
        n + k for n in (0, 10, 20, 30) for k in range(4)
    )
    assert pages[0] == [0, 1, 2, 3]


def test_a_whole_row_moves_to_the_next_page() -> None:
    assert names([row(8), row(3, first=50, whole=True)]) == [[*range(8)], [50, 51, 52]]


def test_a_row_may_ask_for_a_page_of_its_own() -> None:
    assert names([row(1, new_page=True), row(1, first=5, new_page=True)]) == [[0], [5]]


def test_the_space_above_a_row_is_dropped_at_the_top_of_a_page() -> None:
    pages = paginated([row(9), row(2, first=50, before=30)], 0, 7, HEIGHT)
    assert [placed.y for placed in pages[1]] == [7, 17]


def test_the_header_of_a_table_is_repeated_as_decoration() -> None:
    element = Element("TH")
    text = paragraph("Head", Setting(style=BODY, language="en", width=90), element)
    header = Row(cells=(Cell(0, text),), kept=True)
    rows = [header, *(row(4, whole=True, header=(header,)) for _ in range(4))]
    pages = paginated(rows, 0, 0, HEIGHT)
    heads = [[p.mark.element for p in page if isinstance(p.mark, TextMark)] for page in pages]
    assert heads == [[element], [None]]


def test_two_lines_of_a_paragraph_stay_together_at_either_end() -> None:
    setting = Setting(style=BODY, language="en", width=60)
    slots = paragraph("some words that fill five or six short lines " * 2, setting, None)
    assert len(slots) > 5
    assert [s.breakable for s in slots][:2] == [True, False]
    assert [s.breakable for s in slots][-1:] == [False]
    assert all(s.breakable for s in slots[2:-1])


def test_a_row_that_can_not_be_split_well_is_split_where_it_must() -> None:
    stuck = Row(cells=(Cell(0, tuple(slot(n, breakable=False) for n in range(12))),))
    giant = Row(cells=(Cell(0, (slot(99, 250),)),))
    assert names([stuck, giant]) == [[*range(10)], [10, 11], [99]]


def test_the_background_is_drawn_once() -> None:
    behind = (RuleMark(77, 0, 0, 0, LINE),)
    assert names([row(12, behind=behind)]) == [[77, *range(10)], [10, 11]]


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 25), max_size=3),
            st.booleans(),
            st.booleans(),
            st.integers(0, 40),
        ),
        max_size=12,
    )
)
def test_everything_is_placed_once_and_inside_its_page(
    shapes: list[tuple[list[int], bool, bool, int]],
) -> None:
    rows = [
        row(*stacks, first=1000 * n, kept=kept, whole=whole, before=before)
        for n, (stacks, kept, whole, before) in enumerate(shapes)
    ]
    pages = paginated(rows, 0, 0, HEIGHT)
    marks = sorted(placed.mark.x for page in pages for placed in page)
    expected = (slot.marks[0].x for r in rows for cell in r.cells for slot in cell.slots)
    assert marks == sorted(expected)
    assert all(0 <= placed.y <= HEIGHT - 10 for page in pages for placed in page)
