"""The body of a clause: paragraphs, written in lines that a person can read.

An empty line ends a paragraph, and a line that begins with an item's mark, ``(a)`` or its Chinese
form in full-width brackets, begins one. Other line ends are for the eye: the lines are joined, by a
space between words, by nothing next to a Chinese character. What comes out has one paragraph a
line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from api.dealfile.forms import Form, readable

_ITEM: Final = re.compile(
    r"\([0-9a-zA-Z]{1,4}\)\s|\uff08[一二三四五六七八九十0-9a-zA-Z]{1,4}\uff09"
)
_QUOTES: Final = "\u2018\u2019\u201c\u201d"


def paragraphs(text: str) -> str:
    """Return the paragraphs of ``text``, separated by one LF.

    Raises:
        ValueError: when there is none, or a character cannot be printed.
    """
    found: list[str] = []
    open_paragraph = False
    for line in map(str.strip, readable(text).split("\n")):
        if line and open_paragraph and not _ITEM.match(line):
            found[-1] += _gap(found[-1], line) + line
        elif line:
            found.append(line)
        open_paragraph = bool(line)
    return "\n".join(found)


def _gap(before: str, after: str) -> str:
    left, right = before.rstrip(_QUOTES), after.lstrip(_QUOTES)
    return "" if _is_wide(left[-1:]) or _is_wide(right[:1]) else " "


def _is_wide(character: str) -> bool:
    return character != "" and unicodedata.east_asian_width(character) in "WF"


PROSE: Final = Form("not_prose", "paragraphs of text", paragraphs)
