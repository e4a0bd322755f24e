"""What a frame, a clause and a translation must look like before they are tabled."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from at_the_table import CAPITAL, SCOPE, TERMS_FRAME
from bdd import then_refused
from msgspec.structs import replace

from aggregates.deal.terms.wording import check_clause, check_clause_text, check_frame
from aggregates.vocabulary import (
    Clause,
    ClauseText,
    Day,
    Frame,
    Money,
    Percentage,
    Quantity,
    Value,
    Wording,
)

TITLE = Wording(texts={"en": "Agreement", "zh-Hans": "协议"})
BOTH = ("en", "zh-Hans")


def frame_refused(code: str, facts: Mapping[str, object], **changes: object) -> None:
    then_refused(lambda: check_frame(replace(TERMS_FRAME, **changes)), code, **facts)


def valued(**values: Value) -> Frame:
    """Return the frame with these values beside its title."""
    return replace(TERMS_FRAME, values={"title": TITLE, **values})


def clause_with(**values: Value) -> Clause:
    """Return the clause with these values."""
    return replace(SCOPE, values=dict(values))


def test_a_frame_may_have_a_title_an_amount_and_annexes() -> None:
    check_frame(replace(TERMS_FRAME, annexes=("ab" * 32,)))


def test_a_frame_may_pledge_no_money() -> None:
    check_frame(valued())


def test_a_frame_has_a_title() -> None:
    frame_refused("title_missing", {}, values={})
    frame_refused("title_missing", {}, values={"title": Day(value="2026-09-08")})


def test_its_title_is_in_each_authentic_language() -> None:
    facts = {"field": "frame.title", "language": "zh-Hans"}
    frame_refused("wording_incomplete", facts, authentic_languages=BOTH)


def test_a_title_may_be_translated() -> None:
    check_frame(valued())


def test_an_amount_is_money_above_zero() -> None:
    then_refused(lambda: check_frame(valued(amount=Percentage(value="5"))), "amount_not_money")
    nothing = valued(amount=Money(amount="0", currency="CNY"))
    then_refused(lambda: check_frame(nothing), "not_positive", field="frame.amount", value="0")


def test_some_language_binds() -> None:
    frame_refused("list_empty", {"field": "authentic_languages"}, authentic_languages=())


def test_a_language_is_a_tag() -> None:
    facts = {"field": "authentic_languages", "value": "English"}
    frame_refused("language_malformed", facts, authentic_languages=("English",))


@pytest.mark.parametrize("languages", [("zh-Hans", "en"), ("en", "en")])
def test_the_authentic_languages_are_a_sorted_set(languages: tuple[str, ...]) -> None:
    facts = {"languages": languages}
    frame_refused("languages_not_sorted", facts, authentic_languages=languages)


@pytest.mark.parametrize("field", ["governing_law", "forum"])
def test_law_and_forum_are_named(field: str) -> None:
    frame_refused("text_empty", {"field": field}, **{field: ""})


def test_a_frame_names_a_clause() -> None:
    frame_refused("list_empty", {"field": "clause_ids"}, clause_ids=())


def test_a_frame_names_no_clause_twice() -> None:
    frame_refused("clause_twice", {"clause": "scope"}, clause_ids=("scope", "scope"))


def test_no_clause_is_named_as_the_row_of_the_frame() -> None:
    frame_refused("clause_id_reserved", {"clause": "frame"}, clause_ids=("frame",))


def test_a_clause_has_an_identifier() -> None:
    facts = {"field": "clause_ids", "value": "clause one"}
    frame_refused("identifier_malformed", facts, clause_ids=("clause one",))


def test_an_annex_is_a_digest() -> None:
    facts = {"field": "annexes", "value": "annex.pdf"}
    frame_refused("sha256_malformed", facts, annexes=("annex.pdf",))


def test_a_clause_is_in_each_authentic_language_and_in_no_other() -> None:
    check_clause(SCOPE, ("en",))
    then_refused(
        lambda: check_clause(SCOPE, BOTH), "text_missing", clause="scope", language="zh-Hans"
    )
    then_refused(
        lambda: check_clause(SCOPE, ()), "text_not_authentic", clause="scope", language="en"
    )


def test_a_clause_may_have_several_paragraphs() -> None:
    check_clause_text("scope", "en", ClauseText(title="Scope", body="One.\nTwo."))


@pytest.mark.parametrize("body", ["One.\n", "\nOne.", "One.\n\nTwo.", "One.\n \nTwo."])
def test_no_paragraph_is_empty(body: str) -> None:
    then_refused(
        lambda: check_clause_text("scope", "en", ClauseText(title="Scope", body=body)),
        "paragraph_empty",
        clause="scope",
        language="en",
    )


def test_a_heading_is_one_line() -> None:
    then_refused(
        lambda: check_clause_text("scope", "en", ClauseText(title="A\nB", body="One.")),
        "name_not_one_line",
        field="scope.en.title",
    )


def test_a_body_is_canonical() -> None:
    then_refused(
        lambda: check_clause_text("scope", "en", ClauseText(title="A", body="One.\r\nTwo.")),
        "text_not_canonical",
        field="scope.en.body",
    )


def test_values_of_every_type_are_accepted_in_their_one_spelling() -> None:
    values: dict[str, Value] = {
        "capital": Money(amount="-1.5", currency="EUR"),
        "share": Percentage(value="24.5"),
        "notice": Quantity(value="30", unit="day"),
        "start": Day(value="2027-03-31"),
        "name": TITLE,
    }
    check_clause(clause_with(**values), ("en",))


@pytest.mark.parametrize(
    ("value", "code", "facts"),
    [
        (Money(amount="1.50", currency="EUR"), "decimal_not_canonical", {"value": "1.50"}),
        (Money(amount="1", currency="euro"), "currency_malformed", {"value": "euro"}),
        (Percentage(value="24,5"), "decimal_not_canonical", {"value": "24,5"}),
        (Quantity(value="1e3", unit="day"), "decimal_not_canonical", {"value": "1e3"}),
        (Quantity(value="30", unit=""), "text_empty", {}),
        (Day(value="31.03.2027"), "day_malformed", {"value": "31.03.2027"}),
        (Wording(texts={"fr": "Nom"}), "wording_incomplete", {"language": "en"}),
        (Wording(texts={"en": ""}), "text_empty", {}),
        (Wording(texts={"x": "Name"}), "language_malformed", {"value": "x"}),
    ],
)
def test_another_spelling_is_refused(value: Value, code: str, facts: dict[str, object]) -> None:
    then_refused(
        lambda: check_clause(clause_with(share=value), ("en",)),
        code,
        **{"field": "scope.share", **facts},
    )


def test_a_value_has_a_name() -> None:
    then_refused(
        lambda: check_clause(replace(CAPITAL, values={"a b": TITLE}), ("en",)),
        "identifier_malformed",
        field="capital.values",
        value="a b",
    )
