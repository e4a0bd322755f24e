"""Where a line may break: text as clusters that stay together.

The rules are those that legal texts in Latin, Greek, Cyrillic and Chinese script need. Sources:
UAX 14 (spaces, hyphens, no break before closing or after opening marks), GB/T 15834 section 5.1
(no point, closing mark, dash or ellipsis at the start of a line, no opening mark at its end).
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
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


def clusters(text: str, *, han: bool) -> Iterator[tuple[str, str]]:
    """Yield the unbreakable pieces of one paragraph, each with the spaces that follow it.

    ``han`` says that the paragraph is Chinese. In another one, a Chinese name stays whole. Joined,
    the pieces are ``text`` without the spaces at its start.
    """
    pieces = _pieces(text.lstrip(" "), han=han)
    return pieces if han else _with_whole_names(pieces)


def _pieces(text: str, *, han: bool) -> Iterator[tuple[str, str]]:
    cluster, spaces = "", ""
    for character in text:
        if character == " ":
            spaces += character
            continue
        if cluster and _may_break(cluster + spaces, character, han=han):
            yield cluster, spaces
            cluster, spaces = "", ""
        cluster += spaces + character
        spaces = ""
    if cluster:
        yield cluster, spaces


def _with_whole_names(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    run: list[tuple[str, str]] = []
    for piece in pieces:
        if run and (run[-1][1] or not (_is_han(run[-1]) and _is_han(piece))):
            yield from _name(run)
            run = []
        run.append(piece)
    yield from _name(run)


def _name(run: list[tuple[str, str]]) -> list[tuple[str, str]]:
    whole = "".join(cluster for cluster, _ in run)
    return [(whole, run[-1][1])] if 0 < len(whole) <= _LONGEST_NAME else run


def _is_han(piece: tuple[str, str]) -> bool:
    return family_of(piece[0][0], han=False) is Family.HAN


def _may_break(cluster: str, right: str, *, han: bool) -> bool:
    left = cluster[-1]
    if left in _LETTERS and right in _LETTERS:
        return False
    if left == " ":
        return cluster.rstrip(" ")[-1] not in _HELD
    if right in NO_START or left in NO_END:
        return False
    if Family.HAN in (family_of(left, han=han), family_of(right, han=han)):
        return not _belongs_to_a_number(left, right)
    return left in _HYPHENS and right.isalpha() and cluster[:-1].isalpha() and len(cluster) > 2


def _belongs_to_a_number(left: str, right: str) -> bool:
    return (left.isdigit() and right in _AFTER_DIGITS) or (left == "第" and right.isdigit())
