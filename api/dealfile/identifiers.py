"""Which ids a file declares, section by section, before anything refers to them."""

from __future__ import annotations

from collections.abc import Mapping

from aggregates.vocabulary import SYSTEM
from api.dealfile.nodes import Fields, Items, Leaf, Node


def declared(root: Node) -> Mapping[str, frozenset[str]]:
    """Return section -> the ids that it declares, faulty entries included.

    A section that maps ids declares its keys; a list declares the ``id`` of its items.
    """
    sections = {SYSTEM: frozenset({SYSTEM})}
    for entry in root.entries if isinstance(root, Fields) else ():
        sections[entry.key.text] = ids_in(entry.value)
    return sections


def ids_in(node: Node | None) -> frozenset[str]:
    """Return the ids that a mapping (its keys) or a list (its items' ``id``) declares."""
    if isinstance(node, Fields):
        return frozenset(entry.key.text for entry in node.entries)
    if isinstance(node, Items):
        found = [item.get("id") for item in node.items if isinstance(item, Fields)]
        return frozenset(leaf.text for leaf in found if isinstance(leaf, Leaf))
    return frozenset()
