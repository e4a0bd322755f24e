"""What a frame, a clause and a translation must look like before they are tabled.

Whatever is well formed here has one sequence of bytes, and so one digest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

from aggregates.checks import (
    check_day,
    check_decimal,
    check_identifier,
    check_language,
    check_money,
    check_name,
    check_positive_money,
    check_sha256,
    check_some,
    check_text,
)
from aggregates.deal.terms.events import FRAME
from aggregates.errors import RuleError
from aggregates.vocabulary import (
    Clause,
    ClauseId,
    ClauseText,
    Day,
    Frame,
    Language,
    Money,
    Percentage,
    Quantity,
    Value,
    Wording,
)


def check_frame(frame: Frame) -> None:
    """A frame with a title in each authentic language, and each clause named once.

    Raises:
        RuleError: ``list_empty``, ``languages_not_sorted``, ``title_missing``,
            ``amount_not_money``, as `check_clause_ids` and `check_values`, and as the checks of
            `aggregates.checks`.
    """
    check_some("authentic_languages", frame.authentic_languages)
    for language in frame.authentic_languages:
        check_language("authentic_languages", language)
    if frame.authentic_languages != tuple(sorted(set(frame.authentic_languages))):
        raise RuleError("languages_not_sorted", languages=frame.authentic_languages)
    check_name("governing_law", frame.governing_law)
    check_name("forum", frame.forum)
    check_clause_ids(frame.clause_ids)
    for annex in frame.annexes:
        check_sha256("annexes", annex)
    check_values("frame", frame.values, frame.authentic_languages)
    if not isinstance(frame.values.get("title"), Wording):
        raise RuleError("title_missing")
    amount = frame.values.get("amount")
    if isinstance(amount, Money):
        check_positive_money("frame.amount", amount)
    elif amount is not None:
        raise RuleError("amount_not_money")


def check_clause_ids(clause_ids: Collection[ClauseId]) -> None:
    """One clause or more, none twice, none named as the row of the frame is.

    Raises:
        RuleError: ``list_empty``, ``identifier_malformed``, ``clause_id_reserved``,
            ``clause_twice``.
    """
    check_some("clause_ids", clause_ids)
    seen: set[ClauseId] = set()
    for clause_id in clause_ids:
        check_identifier("clause_ids", clause_id)
        if clause_id == FRAME:
            raise RuleError("clause_id_reserved", clause=clause_id)
        if clause_id in seen:
            raise RuleError("clause_twice", clause=clause_id)
        seen.add(clause_id)


def check_clause(clause: Clause, authentic: Collection[Language]) -> None:
    """A clause with a text in each authentic language and in no other.

    Raises:
        RuleError: ``text_missing``, ``text_not_authentic``, as `check_values` and
            `check_clause_text`.
    """
    for language in authentic:
        if language not in clause.texts:
            raise RuleError("text_missing", clause=clause.id, language=language)
    for language, text in clause.texts.items():
        if language not in authentic:
            raise RuleError("text_not_authentic", clause=clause.id, language=language)
        check_clause_text(clause.id, language, text)
    check_values(clause.id, clause.values, authentic)


def check_clause_text(clause: ClauseId, language: Language, text: ClauseText) -> None:
    """A heading of one line, and paragraphs separated by one LF.

    Raises:
        RuleError: ``paragraph_empty``, and as `check_name` and `check_text`.
    """
    check_name(f"{clause}.{language}.title", text.title)
    check_text(f"{clause}.{language}.body", text.body)
    if not all(paragraph.strip() for paragraph in text.body.split("\n")):
        raise RuleError("paragraph_empty", clause=clause, language=language)


def check_values(of: str, values: Mapping[str, Value], authentic: Collection[Language]) -> None:
    """Typed values, each in the one spelling of its type.

    Raises:
        RuleError: ``identifier_malformed``, ``wording_incomplete``, and as the checks of
            `aggregates.checks`.
    """
    for name, value in values.items():
        check_identifier(f"{of}.values", name)
        _check_value(f"{of}.{name}", value, authentic)


def _check_value(field: str, value: Value, authentic: Collection[Language]) -> None:
    match value:
        case Money():
            check_money(field, value)
        case Percentage():
            check_decimal(field, value.value)
        case Quantity():
            check_decimal(field, value.value)
            check_name(field, value.unit)
        case Day():
            check_day(field, value.value)
        case Wording():
            _check_wording(field, value, authentic)
        case _:
            assert_never(value)


def _check_wording(field: str, wording: Wording, authentic: Collection[Language]) -> None:
    for language, text in wording.texts.items():
        check_language(field, language)
        check_name(field, text)
    for language in authentic:
        if language not in wording.texts:
            raise RuleError("wording_incomplete", field=field, language=language)
