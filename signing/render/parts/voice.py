"""The languages of a clause, each in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from aggregates.vocabulary import Language
from signing.render.layout.sheet import MM, TEXT_WIDTH, columns
from signing.render.paper.structure import Element
from signing.render.setting.style import BODY, HEADING, Style

NUMBER_COLUMN: Final = 20 * MM
"""In a text of one language, the clauses' numbers stand to its left."""

MOST_COLUMNS: Final = 3
"""So many languages stand side by side; more follow one another."""

_SIZES: Final = {1: (10, 15.2), 2: (9, 13.4), 3: (8.2, 12)}


class Voice(msgspec.Struct, frozen=True):
    """One language of a clause: where it stands, how it looks, and the element it fills.

    ``outside`` says that the clause's number stands to the left of the text; ``tag`` is the level
    of its heading.
    """

    language: Language
    x: float
    width: float
    body: Style
    heading: Style
    outside: bool
    element: Element
    tag: str = "H2"


def voices(languages: Sequence[Language], part: Element, tag: str = "H2") -> list[Voice]:
    """Return up to `MOST_COLUMNS` languages side by side, each with an element in ``part``."""
    count = len(languages)
    size, leading = _SIZES[count]
    body = msgspec.structs.replace(BODY, size=size, leading=leading)
    heading = msgspec.structs.replace(HEADING, size=size + 0.2, leading=leading)
    # a line across the whole page is too long to read
    alone = ((NUMBER_COLUMN, TEXT_WIDTH - NUMBER_COLUMN - 6 * MM),)
    places = alone if count == 1 else columns(count)
    return [
        Voice(spoken, x, width, body, heading, count == 1, part.add("Div", spoken), tag)
        for spoken, (x, width) in zip(languages, places, strict=True)
    ]
