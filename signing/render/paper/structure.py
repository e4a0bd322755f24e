"""The logical structure of a document: what a reader hears, in the order in which it is read.

Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class MarkedContent(msgspec.Struct, frozen=True):
    """A piece of a page's content, by the page's index and the number it has there."""

    page: int
    number: int


class FieldReference(msgspec.Struct, frozen=True):
    """The widget of a signature field, by the field's name."""

    field: str


Kid: TypeAlias = "Element | MarkedContent | FieldReference"


class Element:
    """A node of the structure tree, filled while the parts are built and the pages drawn.

    Text belongs into elements without other elements: its place among them is not known.
    ``tag`` is a standard structure type, ``language`` a BCP 47 tag or empty for the parent's,
    ``scope`` that of a table header, ``alt`` what a picture shows, ``actual`` what is read out in
    place of the content, ``numbering`` how a list is numbered, ``box`` where a picture stands on
    its page; ``start`` is the page and the height at which its content begins, once it is drawn.
    """

    def __init__(self, tag: str, language: str = "", *, scope: str = "", alt: str = "") -> None:
        self.tag = tag
        self.language = language
        self.scope = scope
        self.alt = alt
        self.numbering = ""
        self.actual = ""
        self.box: tuple[float, float, float, float] | None = None
        self.start: tuple[int, float] | None = None
        self.kids: list[Kid] = []

    def add(self, tag: str, language: str = "", *, scope: str = "", alt: str = "") -> Element:
        """Return a new last kid."""
        kid = Element(tag, language, scope=scope, alt=alt)
        self.kids.append(kid)
        return kid
