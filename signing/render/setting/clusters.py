"""Where a line may break: text as clusters that stay together.

The rules are those that legal texts in Latin, Greek, Cyrillic and Chinese script need. Sources:
UAX 14 (spaces, hyphens, no break before closing or after opening marks), GB/T 15834 section 5.1
(no point, closing mark, dash or ellipsis at the start of a line, no opening mark at its end).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from signing.render.setting.coverage import family_of
from signing.render.setting.faces import Family

NO_START: Final = frozenset("、。，．；：！？）〕】》〉」』”’…—·～％‰℃%,.;:!?)]}°")
NO_END: Final = frozenset("（〔【《〈「『“‘([{￥$€£¥№§")
_HELD: Final = frozenset("§№")
"""What stays with the number after it, in spite of the space between them."""

_LONGEST_NAME: Final = 24
"""So many Chinese characters in a row are a name; more are a text."""

_HYPHENS: Final = frozenset("-\u2010–—/")
_LETTERS: Final = frozenset(string.ascii_letters + string.digits)
_AFTER_DIGITS: Final = frozenset("年月日时分秒号条款项章页天期个元角亿万千百十")
_WORDS: Final = re.compile(rf"((?:[^ ]*[{''.join(sorted(_HELD))}] +)*[^ ]+)( *)")


def words(text: str) -> list[tuple[str, str]]:
    """Return what stands between the spaces of ``text``, each word with the spaces after it."""
    return _WORDS.findall(text)


def clusters(text: str, *, han: bool) -> Iterator[tuple[str, str]]:
    """Yield the unbreakable pieces of one paragraph, each with the spaces that follow it.

    ``han`` says that the paragraph is Chinese. In another one, a Chinese name stays whole. Joined,
    the pieces are ``text`` without the spaces at its start.
    """
    for word, spaces in words(text):
        *others, last = clusters_of(word, han=han)
        yield from ((cluster, "") for cluster in others)
        yield last, spaces


def clusters_of(word: str, *, han: bool) -> list[str]:
    """Return the unbreakable pieces of one word."""
    found = [word[0]]
    for left, right in pairwise(word):
        breaks = _may_break(left, right, han=han)
        if _divides(found[-1]) if breaks is None else breaks:
            found.append(right)
        else:
            found[-1] += right
    return found if han else _with_whole_names(found)


def _divides(cluster: str) -> bool:
    """Return whether the hyphen at the end of ``cluster`` follows a word worth a line's end."""
    return len(cluster) > 2 and cluster[:-1].isalpha()


def _with_whole_names(pieces: Sequence[str]) -> list[str]:
    found: list[str] = []
    run: list[str] = []
    for piece in pieces:
        if not _is_han(piece):
            found += [*_name(run), piece]
            run = []
        else:
            run.append(piece)
    return [*found, *_name(run)]


def _name(run: list[str]) -> list[str]:
    whole = "".join(run)
    return [whole] if 0 < len(whole) <= _LONGEST_NAME else run


def _is_han(piece: str) -> bool:
    return family_of(piece[0], han=False) is Family.HAN


@lru_cache(maxsize=1 << 16)
def _may_break(left: str, right: str, *, han: bool) -> bool | None:
    """Return whether a line may end between two characters; None where a hyphen decides."""
    if left in _LETTERS and right in _LETTERS:
        return False
    if " " in (left, right):  # after what is held
        return False
    if right in NO_START or left in NO_END:
        return False
    if Family.HAN in (family_of(left, han=han), family_of(right, han=han)):
        return not _belongs_to_a_number(left, right)
    return None if left in _HYPHENS and right.isalpha() else False


def _belongs_to_a_number(left: str, right: str) -> bool:
    return (left.isdigit() and right in _AFTER_DIGITS) or (left == "第" and right.isdigit())
