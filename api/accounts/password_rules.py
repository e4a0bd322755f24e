"""Which passwords are taken: long enough, and not what anybody would try first.

There are no rules about kinds of characters, and no password grows old (NIST SP 800-63B section
5.1.1.2). Instead, whatever can be guessed is struck out, and enough must be left: common words also
in the spelling of ``p4ssw0rd``, years and other numbers, rows of the keyboard, repetitions, and
what is known of the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from api.accounts.passwords import normal_password
from api.refusals import ApiError

LENGTH_MIN: Final = 12
"""Characters. A second factor is always asked for besides, where NIST asks for 8."""
LENGTH_MAX: Final = 256
UNGUESSED_MIN: Final = 6
"""Characters that have to be left."""

_ROWS: Final = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("qwertzuiop", "azertyuiop", "qsdfghjklm", "wxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"),
)
_RUN = 4
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_REPEATED = re.compile(r"(.+?)\1+")
_DIGITS = re.compile(r"\d+")


def check_password(password: str, known: Iterable[str]) -> None:
    """Refuse what somebody else would guess. ``known`` are words about the person and the place.

    Raises:
        ApiError: ``password_too_short``, ``password_too_long``, ``password_guessable``.
    """
    normal = normal_password(password)
    if len(normal) < LENGTH_MIN:
        raise ApiError("password_too_short", shortest=LENGTH_MIN)
    if len(normal) > LENGTH_MAX:
        raise ApiError("password_too_long", longest=LENGTH_MAX)
    if len(set(unguessed(normal, known))) < UNGUESSED_MIN:
        raise ApiError("password_guessable")


def unguessed(password: str, known: Iterable[str]) -> str:
    """Return what is left of a password when everything is struck out that can be guessed."""
    plain = password.casefold()
    words = sorted({*common_words(), *_parts(known), *_runs()}, key=len, reverse=True)
    # a word in the spelling of digits first, then numbers, then what repeats
    spelled = _without(plain.translate(_LEET), words)
    numbers = _DIGITS.sub("", _without(plain, words))
    shorter = min(spelled, numbers, key=len)
    return _REPEATED.sub(r"\1", shorter)


@cache
def common_words() -> frozenset[str]:
    """Return the words that stand in passwords most often."""
    listed = (files("api.accounts") / "password_words.txt").read_text("utf-8")
    return frozenset(word for line in listed.splitlines() for word in line.split())


@cache
def _runs() -> frozenset[str]:
    """Return every stretch of a row of the keyboard, forwards and backwards."""
    rows = [turned for row in _ROWS for turned in (row, row[::-1])]
    return frozenset(
        row[start:end]
        for row in rows
        for start in range(len(row))
        for end in range(start + _RUN, len(row) + 1)
    )


def _parts(known: Iterable[str]) -> set[str]:
    words = (part for word in known for part in re.split(r"[\W_]+", word.casefold()))
    return {word for word in words if len(word) >= 3}


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text
