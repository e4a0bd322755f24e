"""The annexes, which are files of their own: their digests bind them to the instrument."""

from __future__ import annotations

from typing import Final

from signing.render.layout.rows import Row
from signing.render.layout.sheet import MM, TEXT_WIDTH
from signing.render.layout.tables import Column, table
from signing.render.paper.structure import Element
from signing.render.parts.headings import section
from signing.render.parts.matter import Matter
from signing.render.setting.style import BODY, FINE
from signing.render.words.speech import distinct

_COLUMNS: Final = (
    Column(x=0, width=38 * MM, more=BODY),
    Column(x=42 * MM, width=TEXT_WIDTH - 42 * MM, style=FINE),
)


def annexes(matter: Matter, root: Element) -> list[Row]:
    """Return the list of annexes, in their order; nothing where there are none."""
    if not matter.annexes:
        return []
    part = root.add("Sect")
    body = [
        (
            distinct((c.annex.format(number=number), c.language) for c in matter.chromes),
            ((digest, ""),),
        )
        for number, digest in enumerate(matter.annexes, 1)
    ]
    header = (matter.said("annexes"), matter.said("annex_digest"))
    return [
        section(matter.said("annexes"), part.add("H2")),
        *table(header, body, _COLUMNS, part),
    ]
