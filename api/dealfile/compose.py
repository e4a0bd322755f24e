"""From bytes to marked nodes: the part of the reading that knows YAML, and refuses most of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

import yaml

from api.dealfile.faults import Faults
from api.dealfile.nodes import Entry, Fields, Items, Leaf, Mark, Node, Path, Refused

MAX_BYTES: Final = 4 * 1024 * 1024
"""A longer file is not looked at."""
MAX_DEPTH: Final = 24
"""Lists and mappings inside each other; the format itself needs ten."""


def compose(data: bytes, faults: Faults) -> Node | None:
    """Return the tree of the one document in ``data`` (UTF-8), noting what is not allowed in it.

    ``None`` when it is no YAML document at all; ``faults`` then says why.
    """
    text = _decoded(data, faults)
    if text is None:
        return None
    try:
        return _Composer(yaml.parse(text, Loader=yaml.SafeLoader), faults).document()
    except yaml.reader.ReaderError as wrong:
        mark = _mark_at(text, wrong.position)
        faults.add((), "forbidden_character", f"U+{ord(text[wrong.position]):04X}", mark)
    except yaml.MarkedYAMLError as wrong:
        faults.add((), "not_yaml", _sentence(wrong), _mark(wrong.problem_mark))
    except (yaml.YAMLError, ValueError) as wrong:  # PyYAML lets ValueError of int() and chr() out
        faults.add((), "not_yaml", f"cannot be read: {wrong}")
    return None


class _Position(Protocol):
    """What both parsers of PyYAML call a mark; counts from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _Composer:
    """Turns the events of the parser into nodes; see `compose`."""

    def __init__(self, events: Iterator[yaml.Event], faults: Faults) -> None:
        self.events = events
        self.faults = faults

    def document(self) -> Node | None:
        """Return the root of the first document; a second one is a fault."""
        next(self.events)  # StreamStart
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            self.faults.add((), "empty_file", "there is nothing in this file")
            return None
        root = self.node(next(self.events), ())
        next(self.events)  # DocumentEnd
        after = next(self.events)
        if isinstance(after, yaml.DocumentStartEvent):
            mark = _mark(after.start_mark)
            self.faults.add((), "second_document", "a deal file is one YAML document", mark)
        return root

    def node(self, event: yaml.Event, path: Path) -> Node:
        """Return the node that begins with ``event``, having read to its end."""
        mark = _mark(event.start_mark)
        if len(path) > MAX_DEPTH:
            self.faults.add((), "too_deep", f"nested more than {MAX_DEPTH} levels deep", mark)
            self._skip(event)
            return Refused(mark)
        self._refuse_sharing(event, path, mark)
        if isinstance(event, yaml.ScalarEvent):
            return Leaf(mark, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(mark, tuple(self._items(path)))
        if isinstance(event, yaml.MappingStartEvent):
            return Fields(mark, tuple(self._entries(path)))
        return Refused(mark)

    def _items(self, path: Path) -> Iterator[Node]:
        index = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, (*path, index))
            index += 1

    def _entries(self, path: Path) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, (*path, ""))
            step = key.text if isinstance(key, Leaf) else ""
            value = self.node(next(self.events), (*path, step))
            if not isinstance(key, Leaf):
                self.faults.add(path, "not_a_key", "a key must be a plain word", key.mark)
            elif step in seen:
                message = f'"{step}" is already given in line {seen[step]}'
                self.faults.add((*path, step), "duplicate_key", message, key.mark)
            else:
                seen[step] = key.mark.line
                yield Entry(key, value)

    def _skip(self, event: yaml.Event) -> None:
        depth = _opening(event)
        while depth > 0:
            depth += _opening(next(self.events))

    def _refuse_sharing(self, event: yaml.Event, path: Path, mark: Mark) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.faults.add(path, "alias", f"*{event.anchor}: write it out, without *", mark)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            self.faults.add(path, "anchor", f"&{event.anchor}: anchors are not allowed", mark)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self.faults.add(path, "tag", f"{event.tag}: YAML tags are not allowed", mark)


def _decoded(data: bytes, faults: Faults) -> str | None:
    if len(data) > MAX_BYTES:
        faults.add((), "too_long", f"{len(data)} bytes; a deal file has {MAX_BYTES} at most")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start].decode("utf-8-sig", "replace")
        faults.add((), "not_utf8", "this byte is not UTF-8", _mark_at(before, len(before)))
        return None


def _opening(event: yaml.Event) -> int:
    if isinstance(event, yaml.CollectionEndEvent):
        return -1
    return 1 if isinstance(event, yaml.CollectionStartEvent) else 0


def _mark(mark: _Position | None) -> Mark:
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _mark_at(text: str, position: int) -> Mark:
    before = text[:position]
    return Mark(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)


def _sentence(wrong: yaml.MarkedYAMLError) -> str:
    return ", ".join(part for part in (wrong.context, wrong.problem) if part)
