"""What YAML a deal file may use, and where each fault stands."""

from __future__ import annotations

import pytest

from api.dealfile.compose import MAX_BYTES, MAX_DEPTH, compose
from api.dealfile.faults import Faults
from api.dealfile.nodes import Entry, Fields, Items, Leaf, Mark, Node, Refused


def composed(text: bytes) -> tuple[Node | None, list[tuple[int, int, str, str]]]:
    faults = Faults()
    root = compose(text, faults)
    told = faults.error(root).faults
    return root, [(fault.line, fault.column, fault.path, fault.code) for fault in told]


def test_every_scalar_is_the_text_that_was_written() -> None:
    root, faults = composed(b"a: [no, 2026-09-08, 1e3, ~]\n")
    words = ("no", "2026-09-08", "1e3", "~")
    items = tuple(
        Leaf(Mark(1, column), text) for column, text in zip((5, 9, 21, 26), words, strict=True)
    )
    assert root == Fields(Mark(1, 1), (Entry(Leaf(Mark(1, 1), "a"), Items(Mark(1, 4), items)),))
    assert faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"a: &x 1\n", (1, 4, "a", "anchor")),
        (b"a: *x\n", (1, 4, "a", "alias")),
        (b"a: !!str 1\n", (1, 4, "a", "tag")),
        (b"a: !x [1]\n", (1, 4, "a", "tag")),
        (b"a: 1\nb: 2\na: 3\n", (3, 1, "a", "duplicate_key")),
        (b"? [a]\n: 1\n", (1, 3, "(file)", "not_a_key")),
        (b"a: 1\n---\nb: 1\n", (2, 1, "(file)", "second_document")),
        (b"", (1, 1, "(file)", "empty_file")),
        (b"# only talk\n", (1, 1, "(file)", "empty_file")),
        (b"a: [1\n", (2, 1, "(file)", "not_yaml")),
        (b"a: 1\n  b: 2\n", (2, 4, "(file)", "not_yaml")),
        (b'a: "\\U00110000"\n', (1, 1, "(file)", "not_yaml")),
        (b"a: b\n c\x07\n", (2, 3, "(file)", "forbidden_character")),
        (b"a: b\nc: \xff\n", (2, 4, "(file)", "not_utf8")),
        ("字: \x00\n".encode(), (1, 4, "(file)", "forbidden_character")),
    ],
)
def test_what_is_not_allowed_is_told_with_its_place(
    text: bytes, fault: tuple[int, int, str, str]
) -> None:
    _, faults = composed(text)
    assert faults == [fault]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert composed(b"\xef\xbb\xbfa: 1\n") == composed(b"a: 1\n")


def test_a_merge_is_a_key_like_any_other() -> None:
    root, faults = composed(b"a:\n  <<: b\n")
    assert faults == []
    assert isinstance(root, Fields)
    assert root.get("a") == Fields(
        Mark(2, 3), (Entry(Leaf(Mark(2, 3), "<<"), Leaf(Mark(2, 7), "b")),)
    )


def test_a_file_that_is_too_long_is_not_looked_at() -> None:
    assert composed(b"#" * (MAX_BYTES + 1)) == (None, [(1, 1, "(file)", "too_long")])


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? "])
def test_a_tower_of_brackets_is_climbed_only_so_far(opening: bytes) -> None:
    _, faults = composed(opening * 900)
    assert "too_deep" in {code for *_, code in faults}


def test_what_lies_below_the_deepest_level_is_passed_over() -> None:
    depth = MAX_DEPTH + 1
    root, faults = composed(b"a: " + b"[" * depth + b"]" * depth + b"\nb: 1\n")
    assert [code for *_, code in faults] == ["too_deep"]
    assert isinstance(root, Fields)
    assert root.get("b") == Leaf(Mark(2, 4), "1")


def test_an_alias_leaves_nothing_to_read() -> None:
    root, _ = composed(b"a: *x\n")
    assert isinstance(root, Fields)
    assert root.get("a") == Refused(Mark(1, 4))
