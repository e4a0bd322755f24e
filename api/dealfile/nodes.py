"""A YAML document as a tree of marked nodes, before anybody asks what it means.

Source: YAML 1.1 as PyYAML's parser reads it, less whatever would make one text mean two things:
no anchors, aliases or tags, no key twice, one document. Scalars stay the strings that they are.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Path: TypeAlias = tuple[str | int, ...]
"""From the root: a key of a mapping, or the index (from 0) of an item of a list."""


class Mark(msgspec.Struct, frozen=True, order=True):
    """A place in the file; both count from 1."""

    line: int
    column: int


class Leaf(msgspec.Struct, frozen=True):
    """A scalar: its text, whatever it looks like."""

    mark: Mark
    text: str


class Items(msgspec.Struct, frozen=True):
    """A list."""

    mark: Mark
    items: tuple[Node, ...]


class Entry(msgspec.Struct, frozen=True):
    """A key and its value."""

    key: Leaf
    value: Node


class Fields(msgspec.Struct, frozen=True):
    """A mapping. No two entries have the same key."""

    mark: Mark
    entries: tuple[Entry, ...]

    def get(self, key: str) -> Node | None:
        """Return the value under ``key``, if there is one."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


class Refused(msgspec.Struct, frozen=True):
    """What stood here is not allowed, and has been reported."""

    mark: Mark


Node: TypeAlias = Leaf | Items | Fields | Refused


def nearest(root: Node, path: Path) -> Node:
    """Return the node at ``path``, or the last one on the way that is there."""
    node = root
    for step in path:
        following = _child(node, step)
        if following is None:
            return node
        node = following
    return node


def spelled(root: Node, path: Path) -> str:
    """Return ``path`` as a person reads it: ``instruments[nda].clauses[purpose].texts.en``."""
    parts: list[str] = []
    node: Node | None = root
    for step in path:
        node = _child(node, step)
        parts.append(f".{step}" if isinstance(step, str) else f"[{_name(node) or step + 1}]")
    return "".join(parts).removeprefix(".") or "(file)"


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, Fields) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def _name(node: Node | None) -> str:
    identifier = node.get("id") if isinstance(node, Fields) else None
    return identifier.text if isinstance(identifier, Leaf) else ""
