"""The codes of all faults that a deal file can have, for programs and tests. Add, never rename."""

from __future__ import annotations

from typing import Literal, TypeAlias

FormCode: TypeAlias = Literal[
    "not_text",
    "not_prose",
    "not_a_name",
    "not_an_id",
    "not_a_code",
    "not_a_flag",
    "not_a_count",
    "not_a_day",
    "not_a_moment",
    "not_a_rate",
    "not_money",
    "not_a_value",
    "not_a_country",
    "not_a_destination",
    "not_an_industry",
    "not_a_currency",
    "not_a_zone",
    "not_a_language",
    "not_a_registration",
    "not_an_address",
    "not_a_phone",
    "not_a_path",
]
"""A scalar that has not the form which its key asks for."""

ShapeCode: TypeAlias = Literal[
    "too_long",
    "not_utf8",
    "forbidden_character",
    "not_yaml",
    "empty_file",
    "second_document",
    "too_deep",
    "anchor",
    "alias",
    "tag",
    "not_a_key",
    "duplicate_key",
    "unknown_key",
    "missing_key",
    "wrong_shape",
    "not_a_choice",
    "unknown_reference",
    "no_such_file",
]
"""A file that cannot be read as a deal, here or as a whole."""

PartsCode: TypeAlias = Literal[
    "duplicate_id",
    "reserved_id",
    "empty_list",
    "wrong_order",
    "no_registry",
    "one_registrar",
    "not_a_sponsor",
    "own_mandate",
    "same_currency",
    "cannot_lead",
    "text_or_file",
    "missing_language",
    "authentic",
    "not_authentic",
]
"""Parts of the file that do not fit each other."""

CourseCode: TypeAlias = Literal[
    "opening",
    "wrong_actor",
    "no_instant",
    "not_later",
    "too_late",
    "already_passed",
    "unknown_clause",
    "one_clause",
    "nothing_changed",
    "not_a_link",
    "not_a_side",
    "other_mandate",
    "not_made_yet",
]
"""Moves that the file itself shows to be impossible."""

FaultCode: TypeAlias = FormCode | ShapeCode | PartsCode | CourseCode
