"""The difference of two texts, word by word: what pages and papers mark in a redline.

One tokeniser for every language: a number is one token with its separators, a word is one, a
Chinese character is one. So ``500`` that becomes ``480`` is replaced as a whole, and of a Chinese
sentence only the characters that changed are marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

import msgspec

_TOKENS: Final = re.compile(
    r"""
    [0-9]+(?:[.,'\u00a0\u202f][0-9]+)*%?    # a number, with its separators
    | [\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]   # one Chinese character
    | [^\W\d_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+(?:['\u2019-][^\W\d_]+)*  # a word
    | \n
    | [^\S\n]+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_MOST: Final = 2_000_000
"""So many pairs of equal tokens are compared; with more, texts are compared line by line."""


class Edit(Enum):
    """What became of a piece of text."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


class Piece(msgspec.Struct, frozen=True):
    """A run of text with one fate."""

    edit: Edit
    text: str


def tokens(text: str) -> tuple[str, ...]:
    """Return the tokens of ``text``, which joined are ``text`` again."""
    return tuple(_TOKENS.findall(text))


def redline(before: str, after: str) -> tuple[Piece, ...]:
    """Return what makes ``after`` of ``before``, the deleted before the inserted at each place.

    Joined, all pieces but the inserted are ``before``, all but the deleted are ``after``. Changes
    with no more than blanks between them are one. Texts that repeat themselves so much that a
    comparison would take long are compared by lines, and at worst replaced whole.
    """
    left, right = tokens(before), tokens(after)
    if _pairs(left, right) > _MOST:
        left, right = _lines(before), _lines(after)
    if _pairs(left, right) > _MOST:
        left, right = (before,), (after,)
    return tuple(_joined(_bridged(_edits(left, right))))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines(keepends=True))


def _pairs(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many pairs of equal tokens there are, which is what a comparison goes through."""
    counted = Counter(right)
    return sum(number * counted[token] for token, number in Counter(left).items())


def _edits(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield (before, after, whether they are the same), in order."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        yield "".join(left[start:end]), "".join(right[first:last]), tag == "equal"


def _bridged(edits: Iterator[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """Yield the edits, those joined that only blanks of one line stand between."""
    found = list(edits)
    pending = ("", "")
    for index, (before, after, same) in enumerate(found):
        blank = same and before.isspace() and "\n" not in before
        if not same or (blank and 0 < index < len(found) - 1 and all(pending)):
            pending = (pending[0] + before, pending[1] + after)
            continue
        if any(pending):
            yield pending[0], pending[1], False
        pending = ("", "")
        yield before, after, True
    if any(pending):
        yield pending[0], pending[1], False


def _joined(edits: Iterator[tuple[str, str, bool]]) -> Iterator[Piece]:
    for before, after, same in edits:
        if same:
            yield Piece(Edit.SAME, before)
            continue
        if before:
            yield Piece(Edit.DELETED, before)
        if after:
            yield Piece(Edit.INSERTED, after)
