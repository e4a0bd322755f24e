"""The paragraphs of a clause, and how deep the enumerated ones among them are nested."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

_ROMAN: Final = re.compile(r"x{0,3}(ix|iv|v?i{0,3})")
_MARKS: Final = (
    ("latin", re.compile(r"[(（](?P<sign>[a-z]{1,5})[)）]\s*")),
    ("capital", re.compile(r"[(（](?P<sign>[A-Z])[)）]\s*")),
    ("figure", re.compile(r"[(（](?P<sign>[0-9]{1,3})[)）]\s*")),
    ("han", re.compile(r"[(（](?P<sign>[一二三四五六七八九十百]{1,5})[)）]\s*")),
    ("han point", re.compile(r"(?P<sign>[一二三四五六七八九十百]{1,5})、\s*")),
    ("point", re.compile(r"(?P<sign>[0-9]{1,2})[.)]\s+")),
    ("letter point", re.compile(r"(?P<sign>[a-z])[.)]\s+")),
    ("decimal", re.compile(r"(?P<sign>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})\.?\s+")),
    ("circle", re.compile(r"(?P<sign>[①-⑳])\s*")),
    ("bullet", re.compile(r"(?P<sign>[•–-])\s+")),
)

_NUMBERING: Final = {
    "latin": "LowerAlpha",
    "letter point": "LowerAlpha",
    "capital": "UpperAlpha",
    "roman": "LowerRoman",
    "bullet": "Disc",
}


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph.

    ``level`` is 0 for one without a ``mark``, 1 for ``(a)``, 2 for the ``(i)`` below it.
    ``numbering`` is what a reader is told of its list (ISO 32000-1, table 347).
    """

    level: int
    mark: str
    text: str
    numbering: str = "None"


def outline(body: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``body``, which one LF each separates; blank ones are left out.

    A kind of mark that is new under the ones before it goes one level down; a kind that was met
    goes back to its level; a paragraph without a mark ends all lists. ``(i)`` follows ``(h)`` or
    begins a list of Roman numerals.
    """
    return tuple(_nested(line.strip(" \u3000") for line in body.split("\n") if line.strip()))


def _nested(lines: Iterable[str]) -> list[Paragraph]:
    found: list[Paragraph] = []
    kinds: list[str] = []
    last: dict[str, str] = {}
    for line in lines:
        kind, sign, end = _mark(line, last)
        if not kind:
            kinds, last = [], {}
            found.append(Paragraph(0, "", line))
            continue
        if kind not in kinds:
            kinds.append(kind)
        del kinds[kinds.index(kind) + 1 :]
        last[kind] = sign
        mark = line[:end].strip()
        found.append(Paragraph(len(kinds), mark, line[end:], _NUMBERING.get(kind, "Decimal")))
    return found


def _mark(line: str, last: dict[str, str]) -> tuple[str, str, int]:
    for kind, pattern in _MARKS:
        found = pattern.match(line)
        if found and found.end() < len(line):
            sign = found["sign"]
            if kind != "latin":
                return kind, sign, found.end()
            letter = _letter_kind(sign, last)
            if letter:
                return letter, sign, found.end()
    return "", "", 0


def _letter_kind(sign: str, last: dict[str, str]) -> str:
    """Return whether ``sign`` is the next letter, or a Roman numeral, or neither: ``(eur)``."""
    follows = len(sign) == 1 and ord(sign) == ord(last.get("latin", "`")) + 1
    if follows:
        return "latin"
    return "roman" if _ROMAN.fullmatch(sign) else "latin" * (len(sign) == 1)
