"""Places in a file: the node that a path leads to, and the path as a person reads it."""

from __future__ import annotations

import pytest

from api.dealfile.compose import compose
from api.dealfile.faults import Faults
from api.dealfile.nodes import Mark, Node, Path, nearest, spelled

TEXT = b"""\
clauses:
  - id: purpose
    text: one
  - text: two
people:
  ann: 1
"""


def tree() -> Node:
    root = compose(TEXT, Faults())
    assert root is not None
    return root


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), "(file)"),
        (("people", "ann"), "people.ann"),
        (("clauses", 0, "text"), "clauses[purpose].text"),
        (("clauses", 1, "text"), "clauses[2].text"),
        (("clauses", 7, "body"), "clauses[8].body"),
    ],
)
def test_items_are_named_by_their_id_or_counted_from_one(path: Path, words: str) -> None:
    assert spelled(tree(), path) == words


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ((), Mark(1, 1)),
        (("clauses", 1, "text"), Mark(4, 11)),
        (("clauses", 1, "title"), Mark(4, 5)),
        (("clauses", 9), Mark(2, 3)),
        (("people", "ann", "name"), Mark(6, 8)),
    ],
)
def test_what_is_missing_is_told_where_it_should_be(path: Path, mark: Mark) -> None:
    assert nearest(tree(), path).mark == mark
