"""What changed between two wordings, in words: whole numbers, words, single Chinese characters.

It is read aloud as it is seen: "[inserted: ...]", "[deleted: ...]".
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from babel.support import Translations
from markupsafe import Markup, escape

_TOKEN: Final = re.compile(
    r"\d[\d,.]*\d|\d|[\u3400-\u9fff\uf900-\ufaff]|[^\W\d_\u3400-\u9fff\uf900-\ufaff]+(?:['’-]"
    r"[^\W\d_\u3400-\u9fff\uf900-\ufaff]+)*|\s+|.",
    re.DOTALL,
)
_INS: Final = Markup('<ins><span class="heard">[{}: </span>{}<span class="heard">]</span></ins>')
_DEL: Final = Markup('<del><span class="heard">[{}: </span>{}<span class="heard">]</span></del>')


def tokens_of(text: str) -> list[str]:
    """Return a text in the parts that change as a whole; together they are the text."""
    return _TOKEN.findall(text)


def redline(texts: Translations, before: str, after: str) -> Markup:
    """Return ``after``, with what went and what came marked."""
    inserted, deleted = texts.gettext("inserted"), texts.gettext("deleted")
    was, now = tokens_of(before), tokens_of(after)
    shown: list[Markup] = []
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for kind, begin, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            shown.append(escape("".join(now[at:to])))
            continue
        if end > begin:
            shown.append(_DEL.format(deleted, "".join(was[begin:end])))
        if to > at:
            shown.append(_INS.format(inserted, "".join(now[at:to])))
    return Markup().join(shown)
