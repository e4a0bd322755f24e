"""Words and pairs of characters: what a text is found by, and what a question asks for.

A server's own parser of texts depends on how its database was made, and knows no Chinese words. So
texts are cut here: words as they are written, and runs of Chinese, Japanese or Korean characters as
pairs of neighbours, with the last character by itself, so that a single one is found as the
beginning of a pair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import add
from typing import Final, NamedTuple

_CJK: Final = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN: Final = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_WORD: Final = re.compile(rf"[^\W_{_CJK}]+")
_CJK_RUN: Final = re.compile(rf"[{_CJK}]+")
_OF_CJK: Final = re.compile(rf"[{_CJK}]")
_SPACE: Final = re.compile(r"\s+")
LEXEME_CHARACTERS: Final = 200
"""A longer word is found by its beginning: a server takes no lexeme over two kilobytes."""
RUNS: Final = 12
"""So many words of a question count; the others are passed over."""


class Asked(NamedTuple):
    """One word or run of a question: the query that finds it, and how it reads in a folded text.

    ``query`` is a ``tsquery``; ``folded`` is to be found in the text as well.
    """

    query: str
    folded: str


def folded(text: str) -> str:
    """Return a text without the differences that nobody searches by: case, width, white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def vector_of(text: str) -> str:
    """Return the lexemes of a text as PostgreSQL reads a ``tsvector``."""
    return vector_of_folded(folded(text))


def vector_of_folded(text: str) -> str:
    """Return the lexemes of what `folded` returned, as PostgreSQL reads a ``tsvector``."""
    words: list[str] = _WORD.findall(text)
    found = dict.fromkeys(words)
    if max(map(len, words), default=0) > LEXEME_CHARACTERS:
        found = dict.fromkeys(word[:LEXEME_CHARACTERS] for word in words)
    for whole in () if text.isascii() else _CJK_RUN.findall(text):
        run: str = whole[:LEXEME_CHARACTERS]
        found.update(dict.fromkeys(map(add, run, run[1:])))
        found[run[-1]] = None
    return " ".join(map("'{}'".format, found))


def asked_of(question: str) -> tuple[Asked, ...]:
    """Return what a question asks for: every word of it, each as the beginning of one.

    Nothing is left of a question without a letter or a digit.
    """
    runs = list(dict.fromkeys(_runs(folded(question))))[:RUNS]
    return tuple(Asked(_query(run), run) for run in runs)


def snippet(text: str, run: str, characters: int) -> str:
    """Return so many characters of a text on one line, from some before ``run`` on; or its begin.

    Where something is left out, there is an ellipsis.
    """
    line = _SPACE.sub(" ", text).strip()
    match = re.search(re.escape(run), line, re.IGNORECASE)
    start = max(0, (match.start() if match else 0) - characters // 4)
    end = start + characters
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def _runs(text: str) -> Iterator[str]:
    return (match.group()[:LEXEME_CHARACTERS] for match in _RUN.finditer(text))


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


def _query(run: str) -> str:
    if not _OF_CJK.match(run) or len(run) == 1:
        return f"'{run}':*"
    return " & ".join(f"'{pair}'" for pair in _pairs(run))
