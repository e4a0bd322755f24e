"""Which font draws a character, and the refusal of what none draws: never a box.

A character is covered when a font has its glyph *and* the glyph alone is the right picture of it:
scripts whose letters join, reorder or stack need shaping, and invisible characters (which can make
one text look like another) have no picture at all.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from signing.errors import SignatureError
from signing.render.setting.faces import Family, face_of

_NEED_SHAPING: Final = (
    (0x0590, 0x1AFF),  # Hebrew and Arabic to Balinese: India, South-East Asia, jamo
    (0x1CD0, 0x1CFF),  # Vedic marks
    (0xA830, 0xABFF),  # Devanagari extended and its neighbours
    (0x11B00, 0x11B5F),  # Devanagari extended A
)
_COMBINING: Final = range(0x0300, 0x0370)


def require_covered(text: str, where: str = "") -> None:
    """Refuse ``text`` unless each of its characters but LF can be printed as it should look.

    Raises:
        SignatureError: ``uncovered_character``, with the ``character`` and ``where`` it stands.
    """
    for character in dict.fromkeys(text):
        if character != "\n" and family_of(character, han=False) is None:
            raise SignatureError("uncovered_character", character=character, where=where)


@lru_cache(maxsize=1 << 16)
def family_of(character: str, *, han: bool) -> Family | None:
    """Return the family that draws ``character``, in Chinese text or in other text, or None.

    Letters and ASCII are Latin everywhere; what is left (quotes, dashes, dots) has the width and
    the place of the script it stands in.
    """
    if not _is_plain(character):
        return None
    order = (Family.LATIN, Family.HAN)
    if han and not _is_western(character):
        order = (Family.HAN, Family.LATIN)
    return next((family for family in order if face_of(family, 400).covers(character)), None)


def _is_western(character: str) -> bool:
    kind = unicodedata.category(character)
    return character.isascii() or kind[0] in "LM" or kind in {"Zs", "Sc", "Nd"}


def _is_plain(character: str) -> bool:
    code = ord(character)
    kind = unicodedata.category(character)
    if kind[0] == "C" or kind in {"Zl", "Zp"}:
        return False
    if kind[0] == "M" and code not in _COMBINING:
        return False
    return not any(first <= code <= last for first, last in _NEED_SHAPING)
