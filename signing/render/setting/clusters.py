"""Where a line may break: text as clusters that stay together.

The rules are those that legal texts in Latin, Greek, Cyrillic and Chinese script need. Sources:
UAX 14 (spaces, hyphens, no break before closing or after opening marks), GB/T 15834 section 5.1
(no point, closing mark, dash or ellipsis at the start of a line, no opening mark at its end).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from signing.render.setting.coverage import family_of
from signing.render.setting.faces import Family

NO_START: Final = frozenset("、。，．；：！？）〕】》〉」』”’…—·～％‰℃%,.;:!?)]}°")
NO_END: Final = frozenset("（〔【《〈「『“‘([{￥$€£¥№§")
_HELD: Final = frozenset("§№")
"""What stays with the number after it, in spite of the space between them."""

_HYPHENS: Final = frozenset("-\u2010–—/")
_AFTER_DIGITS: Final = frozenset("年月日时分秒号条款项章页天期个元角亿万千百十")


def clusters(text: str, *, han: bool) -> Iterator[tuple[str, str]]:
    """Yield the unbreakable pieces of one paragraph, each with the spaces that follow it.

    ``han`` says that the paragraph is Chinese. Joined, the pieces are ``text`` without the spaces
    at its start.
    """
    cluster, spaces = "", ""
    for character in text.lstrip(" "):
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


def _may_break(cluster: str, right: str, *, han: bool) -> bool:
    left = cluster[-1]
    if left == " ":
        return cluster.rstrip(" ")[-1] not in _HELD
    if right in NO_START or left in NO_END:
        return False
    if Family.HAN in (family_of(left, han=han), family_of(right, han=han)):
        return not _belongs_to_a_number(left, right)
    return left in _HYPHENS and right.isalpha() and cluster[:-1].isalpha() and len(cluster) > 2


def _belongs_to_a_number(left: str, right: str) -> bool:
    return (left.isdigit() and right in _AFTER_DIGITS) or (left == "第" and right.isdigit())
