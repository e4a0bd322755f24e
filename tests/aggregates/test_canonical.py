"""Canonical JSON: one text, one sequence of bytes."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

import msgspec
import pytest
import rfc8785
from bdd import then_refused
from hypothesis import given
from hypothesis import strategies as st

from aggregates.canonical import (
    Json,
    canonical_bytes,
    canonical_decimal,
    canonical_sha256,
    canonical_text,
    digest_of,
    is_canonical_decimal,
    plain,
)
from aggregates.errors import RuleError
from aggregates.vocabulary import ClauseText


def test_members_are_sorted_and_nothing_is_spaced() -> None:
    document: Json = {"b": ["x", True], "a": {"c": "漳滨"}}
    assert canonical_bytes(document) == '{"a":{"c":"漳滨"},"b":["x",true]}'.encode()


TEXTS = st.text(st.characters(exclude_categories=["Cs"])).map(canonical_text)


@given(st.recursive(TEXTS | st.booleans(), lambda one: st.lists(one) | st.dictionaries(TEXTS, one)))
def test_the_bytes_are_those_of_an_implementation_that_others_wrote(document: Json) -> None:
    assert canonical_bytes(document) == rfc8785.dumps(document)


def test_every_character_is_written_as_others_write_it() -> None:
    every = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    text = canonical_text("".join(every))
    assert canonical_bytes([text]) == rfc8785.dumps([text])


def test_names_beyond_the_basic_plane_stand_before_its_end() -> None:
    document: Json = {"\uffe6": "1", "\U00010000": "2"}
    assert list(msgspec.json.decode(canonical_bytes(document))) == ["\U00010000", "\uffe6"]


def test_the_order_of_members_does_not_matter() -> None:
    assert canonical_sha256({"a": "1", "b": "2"}) == canonical_sha256({"b": "2", "a": "1"})


LIKE_OTHERS = ["1,000", "10:30", "[null", "\\r", "x\U00010000", "漳滨", "\n\u0301", 'a"\u0301', "ń"]


@given(
    st.recursive(
        TEXTS | st.booleans() | st.sampled_from(LIKE_OTHERS),
        lambda one: st.lists(one) | st.dictionaries(TEXTS, one),
    )
)
def test_the_quick_digest_is_the_digest(document: Json) -> None:
    assert digest_of(document) == canonical_sha256(document)


@pytest.mark.parametrize("text", LIKE_OTHERS)
def test_the_quick_digest_is_the_digest_of_texts_that_look_like_something_else(text: str) -> None:
    assert digest_of({text: [text, text]}) == canonical_sha256({text: [text, text]})


def test_the_quick_digest_of_a_struct_is_that_of_its_members() -> None:
    clause = msgspec.convert({"zh": {"title": "题", "body": "文"}}, dict[str, ClauseText])
    assert digest_of(clause) == canonical_sha256(plain(clause))


WRONG: list[object] = [1, -1, [None], {"a": 1}, {"a": -1.5}, ["x", None], ["\r"], ["e\u0301"]]


@pytest.mark.parametrize("node", WRONG)
def test_the_quick_digest_refuses_what_the_digest_refuses(node: object) -> None:
    with pytest.raises(RuleError, match="not_canonical"):
        digest_of(node)


@pytest.mark.parametrize("node", [1, 1.5, None, b"x", {"a": 1}, ["x", None], {"a": ["e\u0301"]}])
def test_numbers_nulls_and_other_normal_forms_are_refused(node: object) -> None:
    with pytest.raises(Exception, match="not_canonical"):
        canonical_bytes(cast("Json", node))


def test_a_refusal_says_where() -> None:
    node = cast("Json", {"clauses": ["x", {"text": "line\r\n"}]})
    then_refused(lambda: canonical_bytes(node), "not_canonical", path="/clauses/1/text")


def test_a_refusal_passes_over_all_that_is_canonical() -> None:
    sound: dict[str, object] = {"agreed": True, "list": ["x", False], "members": {"name": "x"}}
    node = cast("Json", sound | {"wrong": 1})
    then_refused(lambda: canonical_bytes(node), "not_canonical", path="/wrong")


def test_a_name_is_in_normal_form_too() -> None:
    then_refused(lambda: canonical_bytes({"e\u0301": "x"}), "not_canonical", path="")


def test_text_is_nfc_with_lf() -> None:
    assert canonical_text("Cafe\u0301\r\nbar\rbaz") == "Café\nbar\nbaz"


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("1.50", "1.5"),
        ("-0", "0"),
        ("0.0", "0"),
        ("1E+3", "1000"),
        ("00012", "12"),
        ("-0.10", "-0.1"),
        ("1200000000", "1200000000"),
    ],
)
def test_a_decimal_has_one_spelling(spelled: str, canonical: str) -> None:
    assert canonical_decimal(spelled) == canonical
    assert is_canonical_decimal(canonical)


@pytest.mark.parametrize("wrong", ["", "abc", "NaN", "Infinity", "1,5"])
def test_what_is_no_decimal_is_refused(wrong: str) -> None:
    then_refused(lambda: canonical_decimal(wrong), "not_a_decimal", value=wrong)


@pytest.mark.parametrize("wrong", ["-0", "01", "1.0", "1.", ".5", "+1", "1e3", " 1"])
def test_other_spellings_are_not_canonical(wrong: str) -> None:
    assert not is_canonical_decimal(wrong)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_spelling_a_decimal_canonically_keeps_its_value(number: Decimal) -> None:
    assert is_canonical_decimal(canonical_decimal(number))
    assert Decimal(canonical_decimal(number)) == number
