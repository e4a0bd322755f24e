"""How wide text is: clusters measured once, in thousandths of the type size."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

from signing.errors import SignatureError
from signing.render.setting.clusters import clusters_of, words
from signing.render.setting.coverage import family_of
from signing.render.setting.faces import Family, Weight, face_of
from signing.render.setting.kerning import KERNING

OPENING: Final = frozenset("（〔【《〈「『“‘")
CLOSING: Final = frozenset("、。，．；：）〕】》〉」』”’")
HALF: Final = 500
"""The blank half of a full-width point or bracket."""
APART: Final = 100
"""The space that sets off Latin letters and figures in Chinese text. Wider, and a program that
copies the text would take it for a blank."""

Chunks: TypeAlias = tuple[tuple[str, float], ...]
"""Text in one font, cut where the next character is not where its width puts it: the text before
the cut, and by how much what follows is moved."""


class Piece(msgspec.Struct, frozen=True):
    """A part of a cluster in one font, from ``x`` to ``end``, both from the cluster's start."""

    family: Family
    x: float
    end: float
    chunks: Chunks


class Measured(msgspec.Struct, frozen=True):
    """A cluster: what draws it, how wide it is without and with the spaces after it.

    ``lead`` is how far it is moved at the start of a line, over the blank half of its first mark;
    ``blank`` the blank half at its end, which may stand outside of the line; ``characters`` is how
    many of its characters are Chinese, and ``ends_han`` whether its last one is.
    """

    text: str
    pieces: tuple[Piece, ...]
    width: float
    advance: float
    lead: float
    blank: float
    characters: int
    ends_han: bool


@lru_cache(maxsize=1 << 16)
def measured(cluster: str, spaces: str, weight: Weight, *, han: bool) -> Measured:
    """Return ``cluster`` measured in one weight.

    Raises:
        SignatureError: ``uncovered_character``.
    """
    pieces: list[Piece] = []
    x, previous = 0.0, ""
    for character in cluster + spaces:
        gap = pair_gap(previous, character, han=han) if previous else 0.0
        family = _family(character, han=han)
        start = x + gap
        x = start + face_of(family, weight).width(character)
        if pieces and pieces[-1].family is family:
            pieces[-1] = _longer(pieces[-1], character, gap, x)
        else:
            pieces.append(Piece(family, start, x, ((character, 0.0),)))
        previous = character
    space = face_of(Family.LATIN, weight).width(" ") * len(spaces)
    ours = [piece for piece in pieces if piece.family is Family.HAN]
    ends_han = pieces[-1].family is Family.HAN
    return Measured(
        text=cluster,
        pieces=tuple(pieces),
        width=x - space,
        advance=x,
        lead=-HALF if cluster[0] in OPENING and pieces[0].family is Family.HAN else 0.0,
        blank=HALF if cluster[-1] in CLOSING and ends_han else 0.0,
        characters=sum(len(text) for piece in ours for text, _ in piece.chunks),
        ends_han=ends_han,
    )


@lru_cache(maxsize=1 << 14)
def measured_word(word: str, spaces: str, weight: Weight) -> tuple[Measured, ...]:
    """Return the clusters of one word of a text that is not Chinese, measured in one weight.

    Words come again and again, in one contract and in all of a fair.

    Raises:
        SignatureError: ``uncovered_character``.
    """
    return tuple(_measured(word, spaces, weight, han=False))


def measured_text(text: str, weight: Weight, *, han: bool) -> list[Measured]:
    """Return the clusters of one paragraph, measured in one weight.

    Raises:
        SignatureError: ``uncovered_character``.
    """
    parts: list[Measured] = []
    for word, spaces in words(text):
        if han:  # between two spaces there may be a whole paragraph
            parts += _measured(word, spaces, weight, han=True)
        else:
            parts += measured_word(word, spaces, weight)
    return parts


def _measured(word: str, spaces: str, weight: Weight, *, han: bool) -> Iterator[Measured]:
    *others, last = clusters_of(word, han=han)
    yield from (measured(cluster, "", weight, han=han) for cluster in others)
    yield measured(last, spaces, weight, han=han)


@lru_cache(maxsize=1 << 16)
def pair_gap(left: str, right: str, *, han: bool) -> float:
    """Return by how much ``right`` is moved when it follows ``left``.

    Latin pairs are kerned; Latin letters and figures stand a little off Chinese characters; of two
    full-width marks the blank between them is halved (GB/T 15834 section 5.1.10).
    """
    families = (_family(left, han=han), _family(right, han=han))
    if families == (Family.LATIN, Family.LATIN):
        return KERNING.get(left + right, 0)
    if families == (Family.HAN, Family.HAN):
        return -HALF if _blank_between(left, right) else 0
    latin, other = (left, right) if families[0] is Family.LATIN else (right, left)
    apart = latin.isalnum() or latin in "%°§"
    return APART if apart and unicodedata.category(other) == "Lo" else 0


def _blank_between(left: str, right: str) -> bool:
    if left in CLOSING:
        return right in CLOSING or right in OPENING
    return left in OPENING and right in OPENING


def _longer(piece: Piece, character: str, gap: float, end: float) -> Piece:
    chunks = [*piece.chunks]
    join(chunks, gap, ((character, 0.0),))
    return Piece(piece.family, piece.x, end, tuple(chunks))


def join(chunks: list[tuple[str, float]], gap: float, more: Chunks) -> None:
    """Add ``more`` to ``chunks``, moved by ``gap``."""
    last, _ = chunks[-1]
    first, cut = more[0]
    if gap:
        chunks[-1:] = ((last, gap), *more)
    else:
        chunks[-1:] = ((last + first, cut), *more[1:])


def _family(character: str, *, han: bool) -> Family:
    family = family_of(character, han=han)
    if family is None:
        raise SignatureError("uncovered_character", character=character, where="")
    return family
