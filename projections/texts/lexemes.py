"""Words and pairs of characters: what a text is found by, and what a question asks for.

A server's own parser of texts depends on how its database was made, and knows no Chinese words. So
texts are cut here: words as they are written, and runs of Chinese, Japanese or Korean characters as
pairs of neighbours, with the last character by itself, so that a single one is found as the
beginning of a pair.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
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


def folded_if_other(text: str, plain: str) -> str | None:
    """Return what `folded` returned of a text, unless the text reads alike in ASCII's lower case.

    Alike is what has the same words and runs: nothing else of it can be asked for.
    """
    lower = text.encode().lower().decode()
    return None if _RUN.findall(lower) == _RUN.findall(plain) else plain


def vector_of(text: str) -> str:
    """Return the lexemes of a text as PostgreSQL reads a ``tsvector``."""
    return vector(lexemes_of(folded(text)))


def vector(lexemes: Iterable[str]) -> str:
    """Return lexemes as PostgreSQL reads a ``tsvector``."""
    return " ".join(map("'{}'".format, lexemes))


def lexemes_of(plain: str) -> Collection[str]:
    """Return the lexemes of what `folded` returned, each once."""
    words: list[str] = _WORD.findall(plain)
    found = dict.fromkeys(words)
    if max(map(len, words), default=0) > LEXEME_CHARACTERS:
        found = dict.fromkeys(word[:LEXEME_CHARACTERS] for word in words)
    for whole in () if plain.isascii() else _CJK_RUN.findall(plain):
        run: str = whole[:LEXEME_CHARACTERS]
        found.update(dict.fromkeys(map(add, run, run[1:])))
        found[run[-1]] = None
    return found.keys()


def asked_of(question: str) -> tuple[Asked, ...]:
    """Return what a question asks for: every word of it, each as the beginning of one.

    Nothing is left of a question without a letter or a digit.
    """
    runs = list(dict.fromkeys(_runs(folded(question))))[:RUNS]
    return tuple(Asked(_query(run), run) for run in runs)


def begins_a_word(text: str, run: str) -> bool:
    """Return whether a word of a text begins with ``run``, or this is of characters in pairs."""
    if _OF_CJK.match(run):
        return True
    return any(word.startswith(run) for word in _WORD.findall(folded(text)))


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
