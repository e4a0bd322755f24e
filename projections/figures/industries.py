"""Sections and divisions of ISIC Rev.4, in which figures count industries.

Source: United Nations, International Standard Industrial Classification, Revision 4.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

UNKNOWN: Final = "?"
"""A section or a division that a code does not say."""

_FIRST: Final = (
    *((1, "A"), (5, "B"), (10, "C"), (35, "D"), (36, "E"), (41, "F"), (45, "G"), (49, "H")),
    *((55, "I"), (58, "J"), (64, "K"), (68, "L"), (69, "M"), (77, "N"), (84, "O"), (85, "P")),
    *((86, "Q"), (90, "R"), (94, "S"), (97, "T"), (99, "U")),
)
"""The first division of each section; those between follow it."""
_NUMBERS: Final = [first for first, _ in _FIRST]


def section_and_division(industry: str) -> tuple[str, str]:
    """Return section and division of a code: ``C2732``, ``27`` and ``C`` are all in ``C``."""
    digits = industry.lstrip("ABCDEFGHIJKLMNOPQRSTU")
    division = digits[:2] or UNKNOWN
    if industry[:1].isalpha():
        return industry[0], division
    if division.isdecimal() and int(division) >= _NUMBERS[0]:
        return _FIRST[bisect_right(_NUMBERS, int(division)) - 1][1], division
    return UNKNOWN, division
