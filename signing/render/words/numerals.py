"""Numbers as people write them: grouped figures, Chinese numerals, ordinal clauses."""

from __future__ import annotations

import re
from typing import Final

import msgspec


class Separators(msgspec.Struct, frozen=True):
    """What stands between groups of three figures, and before the fraction."""

    group: str
    decimal: str


_NARROW: Final = "\u202f"
_BY_LANGUAGE: Final = {
    **dict.fromkeys(("en", "zh", "ja", "ms"), Separators(",", ".")),
    **dict.fromkeys(("de", "el", "es", "id", "it", "nl", "pt", "tr", "vi"), Separators(".", ",")),
    **dict.fromkeys(("cs", "fi", "fr", "pl", "ru", "sk", "sv", "uk"), Separators(_NARROW, ",")),
}
_HAN_DIGITS: Final = "零一二三四五六七八九"


def grouped(number: str, language: str) -> str:
    """Return a canonical decimal with its figures grouped as ``language`` groups them.

    Four figures before the point are grouped too. What is not known to group is grouped as English.
    """
    marks = _BY_LANGUAGE.get(language.partition("-")[0], _BY_LANGUAGE["en"])
    whole, point, fraction = number.partition(".")
    spaced = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", marks.group, whole)
    minus = "\u2212" if spaced.startswith("-") else ""
    return minus + spaced.removeprefix("-") + (marks.decimal if point else "") + fraction


def han_number(number: int) -> str:
    """Return a number from 1 to 9,999 in Chinese numerals, as articles are numbered: ``二十三``."""
    parts: list[str] = []
    pending_zero = False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            parts.append(("零" if pending_zero else "") + _HAN_DIGITS[digit] + unit)
        pending_zero = bool(parts) and not digit
    return re.sub("^一十", "十", "".join(parts))
