"""XML of others as a tree: without document types, entities, or depths that nobody writes.

Expat is told to refuse a document type outright: so there is no entity that could be expanded, and
nothing outside that could be fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

DEPTH_MAX: Final = 100
NODES_MAX: Final = 1_000_000


class StrangeXmlError(Exception):
    """What is no XML, or XML that a document of Word does not have."""


class Node:
    """An element: its name with its namespace (``{uri}name``), and what is in it."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes = name, attributes
        self.children: list[Node] = []
        self.text = ""

    def all(self, name: str) -> Iterator[Node]:
        """Yield each child of this name."""
        return (child for child in self.children if child.name == name)

    def first(self, *names: str) -> Node | None:
        """Return what is found by going down, a name a level; none where there is no such way."""
        found: Node | None = self
        for name in names:
            found = next(found.all(name), None) if found else None
        return found

    def value(self, name: str) -> str:
        """Return an attribute, empty if it is not there."""
        return self.attributes.get(name, "")


def tree_of(content: bytes) -> Node:
    """Return the root of a document.

    Raises:
        StrangeXmlError
    """
    building = _Building()
    parser = ParserCreate(namespace_separator="}")
    parser.StartElementHandler = building.begin
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.add
    parser.StartDoctypeDeclHandler = building.refuse
    parser.buffer_text = True
    try:
        parser.Parse(content, True)  # noqa: FBT003 - whether it is the last piece: expat's own form
    except (ExpatError, ValueError, LookupError) as wrong:
        raise StrangeXmlError(str(wrong)) from None
    return building.root


class _Building:
    """What has been read so far."""

    def __init__(self) -> None:
        self._open: list[Node] = [Node("", {})]
        self._nodes = 0

    @property
    def root(self) -> Node:
        return self._open[0].children[0]

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if len(self._open) > DEPTH_MAX or self._nodes > NODES_MAX:
            raise StrangeXmlError("it has more elements than a document may have")
        node = Node(_named(name), {_named(key): value for key, value in attributes.items()})
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _: str) -> None:
        self._open.pop()

    def add(self, text: str) -> None:
        self._open[-1].text += text

    def refuse(self, *_: object) -> None:
        raise StrangeXmlError("it declares a document type")


def _named(name: str) -> str:
    return "{" + name if "}" in name else name
