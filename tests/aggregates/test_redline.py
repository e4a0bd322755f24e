"""A redline marks whole numbers, words and single Chinese characters, and loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aggregates.redline import Edit, Piece, redline, tokens

SAME, INSERTED, DELETED = Edit.SAME, Edit.INSERTED, Edit.DELETED
texts = st.text("ab 0.,1金额乙\n-’", max_size=60)


@given(texts, texts)
def test_both_versions_can_be_read_out_of_it(before: str, after: str) -> None:
    pieces = redline(before, after)
    assert "".join(one.text for one in pieces if one.edit is not INSERTED) == before
    assert "".join(one.text for one in pieces if one.edit is not DELETED) == after


@given(texts)
def test_nothing_is_marked_where_nothing_changed(text: str) -> None:
    assert redline(text, text) == ((Piece(SAME, text),) if text else ())


@given(texts)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_a_number_is_replaced_whole() -> None:
    assert redline("USD 500,000,000.", "USD 480,000,000.") == (
        *(Piece(SAME, "USD "), Piece(DELETED, "500,000,000"), Piece(INSERTED, "480,000,000")),
        Piece(SAME, "."),
    )


def test_of_a_chinese_sentence_only_the_characters_that_changed_are_marked() -> None:
    assert redline("由甲方支付。", "由乙方支付。") == (
        *(Piece(SAME, "由"), Piece(DELETED, "甲"), Piece(INSERTED, "乙")),
        Piece(SAME, "方支付。"),
    )


def test_changes_with_a_blank_between_are_one() -> None:
    assert redline("the old plant runs", "the new works runs") == (
        *(Piece(SAME, "the "), Piece(DELETED, "old plant"), Piece(INSERTED, "new works")),
        Piece(SAME, " runs"),
    )


def test_an_inserted_word_is_marked_alone() -> None:
    assert redline("30 days", "30 business days") == (
        *(Piece(SAME, "30 "), Piece(INSERTED, "business "), Piece(SAME, "days")),
    )


def test_texts_that_repeat_themselves_are_compared_by_lines() -> None:
    head = "the same\n"
    pieces = redline(head + "a " * 3000, head + "a " * 3001)
    assert pieces[0] == Piece(SAME, head)
    assert [one.edit for one in pieces] == [SAME, DELETED, INSERTED]


def test_texts_of_repeated_lines_are_replaced_whole_when_they_are_long() -> None:
    assert redline("a\n" * 3000, "a\n" * 3001) == (
        Piece(DELETED, "a\n" * 3000),
        Piece(INSERTED, "a\n" * 3001),
    )
