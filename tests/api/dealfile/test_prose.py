"""Paragraphs as people write them, and as a clause holds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.dealfile.prose import paragraphs


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("one\ntwo", "one two"),
        ("one\n\ntwo", "one\ntwo"),
        ("one\n\n\n  two \n", "one\ntwo"),
        ("agree:\n(a) this\n    goes on;\n(b) that.", "agree:\n(a) this goes on;\n(b) that."),
        ("各方\n同意", "各方同意"),
        ("如下：\n（一）甲；\n（十一）乙。", "如下：\n（一）甲；\n（十一）乙。"),
        ("means the “JV\nCompany”", "means the “JV Company”"),
        ("合资公司”\n“工厂", "合资公司”“工厂"),
        ("金额为\n1,000元", "金额为1,000元"),
        ("in (a)\nand (b)", "in (a) and (b)"),
        ("one\r\ntwo", "one two"),
    ],
)
def test_lines_are_for_the_eye_and_paragraphs_for_the_clause(written: str, held: str) -> None:
    assert paragraphs(written) == held


@given(st.text(st.sampled_from("ab 一，(（)）\n“”"), min_size=1, max_size=80))
def test_what_was_read_once_reads_the_same_again(written: str) -> None:
    if not written.strip():
        return
    held = paragraphs(written)
    assert paragraphs(held.replace("\n", "\n\n")) == held
    assert all(line.strip() == line != "" for line in held.split("\n"))
