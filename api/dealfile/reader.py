"""From marked nodes to plain values, as the structs of the document ask; faults are collected.

What is faulty is left out and the reading goes on, so that one wrong date does not hide the next
fault. The result is therefore only to be played when there were no faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Final, TypeAlias, cast

from msgspec import inspect

from aggregates.vocabulary import Wording
from api.dealfile.faults import Faults
from api.dealfile.fields import FORM
from api.dealfile.forms import LANGUAGE, TEXT, Form
from api.dealfile.identifiers import declared
from api.dealfile.nodes import Fields, Items, Leaf, Node, Path, Refused
from api.dealfile.values import VALUE


class _Wrong(Enum):
    WRONG = "wrong"


WRONG: Final = _Wrong.WRONG
"""Stands for a value that has a fault, which has been noted."""

_CHOICES_SHOWN: Final = 20

Read: TypeAlias = object
"""What a node says: strings, numbers, days, dicts, lists; or `WRONG`."""


class Reader:
    """Reads one tree. ``kept`` maps the path of a list to the indices of the items that stand."""

    def __init__(self, root: Node, faults: Faults) -> None:
        self.faults = faults
        self.declared = declared(root)
        self.kept: dict[Path, list[int]] = {}

    def read(self, node: Node, wanted: inspect.Type, path: Path) -> Read:
        """Return what ``node`` says, in the shape of ``wanted``; a struct comes as a dict."""
        return WRONG if isinstance(node, Refused) else self._read(node, wanted, path)

    def _read(self, node: Node, wanted: inspect.Type, path: Path) -> Read:
        match wanted:
            case inspect.Metadata():
                return self._scalar(node, _form_of(wanted), path)
            case inspect.UnionType():
                return self._union(node, wanted, path)
            case inspect.StructType():
                return self._struct(node, wanted, path)
            case inspect.DictType():
                return self._mapping(node, wanted, path)
            case inspect.VarTupleType():
                return self._list(node, wanted, path)
            case inspect.EnumType() | inspect.LiteralType():
                return self._choice(node, _choices(wanted), path)
            case _:
                raise TypeError(wanted)

    def _scalar(self, node: Node, form: Form, path: Path) -> Read:
        if form is VALUE and isinstance(node, Fields):
            return self._wording(node, path)
        if not isinstance(node, Leaf):
            return self._unexpected(path, form.says)
        value = self._formed(node, form, path)
        if form.among and value is not WRONG:
            self._check_reference(node.text, form.among, path)
        return value

    def _formed(self, leaf: Leaf, form: Form, path: Path) -> Read:
        try:
            return form.read(leaf.text)
        except ValueError as wrong:
            given = f'"{leaf.text[:60]}"' if leaf.text.strip() else "nothing"
            message = f"expected {form.says}, not {given}"
            detail = f": {wrong}" if str(wrong) else ""
            self.faults.add(path, form.code, message + detail, leaf.mark)
            return WRONG

    def _check_reference(self, name: str, sections: Sequence[str], path: Path) -> None:
        known = [name for section in sections for name in self.declared.get(section, ())]
        if name not in known:
            message = f'there is no "{name}" in {" or ".join(sections)}{_nearest(name, known)}'
            self.faults.add(path, "unknown_reference", message)

    def _wording(self, node: Fields, path: Path) -> Read:
        texts = {
            tag: text
            for entry in node.entries
            if isinstance(tag := self._formed(entry.key, LANGUAGE, (*path, entry.key.text)), str)
            and isinstance(text := self._text(entry.value, (*path, tag)), str)
        }
        return Wording(texts=texts)

    def _text(self, node: Node, path: Path) -> Read:
        if isinstance(node, Leaf):
            return self._formed(node, TEXT, path)
        return self._unexpected(path, TEXT.says)

    def _choice(self, node: Node, choices: Sequence[str], path: Path) -> Read:
        expected = _one_of(choices)
        if not isinstance(node, Leaf):
            return self._unexpected(path, expected)
        if node.text in choices:
            return node.text
        message = f'expected {expected}, not "{node.text[:60]}"{_nearest(node.text, choices)}'
        self.faults.add(path, "not_a_choice", message)
        return WRONG

    def _union(self, node: Node, wanted: inspect.UnionType, path: Path) -> Read:
        members = [member for member in wanted.types if not isinstance(member, inspect.NoneType)]
        tagged = [member for member in members if isinstance(member, inspect.StructType)]
        if len(tagged) > 1:
            return self._tagged(node, tagged, path)
        fitting = [member for member in members if _fits(node, member)]
        return self.read(node, (fitting or members)[0], path)

    def _tagged(self, node: Node, members: Sequence[inspect.StructType], path: Path) -> Read:
        by_tag = {str(member.tag): member for member in members}
        field = members[0].tag_field or ""
        if not isinstance(node, Fields):
            return self._unexpected(path, f"a mapping with the key `{field}`")
        named = node.get(field)
        if named is None:
            self.faults.add(path, "missing_key", f"`{field}` is missing")
            return WRONG
        tag = self._choice(named, list(by_tag), (*path, field))
        return self._struct(node, by_tag[tag], path) if isinstance(tag, str) else WRONG

    def _struct(self, node: Node, wanted: inspect.StructType, path: Path) -> Read:
        fields = {field.encode_name: field for field in wanted.fields}
        if not isinstance(node, Fields):
            return self._unexpected(path, f"a mapping with the keys {', '.join(fields)}")
        self._refuse_unknown(node, [*fields, *filter(None, [wanted.tag_field])], path)
        values: dict[str, Read] = {wanted.tag_field: wanted.tag} if wanted.tag_field else {}
        for name, field in fields.items():
            values[name] = self._field(node, field, path)
        required = [name for name, field in fields.items() if field.required]
        if any(values[name] is WRONG for name in required):
            return WRONG
        return {name: value for name, value in values.items() if value is not WRONG}

    def _field(self, node: Fields, field: inspect.Field, path: Path) -> Read:
        value = node.get(field.encode_name)
        if value is not None:
            return self.read(value, field.type, (*path, field.encode_name))
        if field.required:
            self.faults.add(path, "missing_key", f"`{field.encode_name}` is missing")
        return WRONG

    def _refuse_unknown(self, node: Fields, known: Sequence[str], path: Path) -> None:
        for entry in node.entries:
            name = entry.key.text
            if name not in known:
                message = f'"{name}" means nothing here{_nearest(name, known)}'
                self.faults.add((*path, name), "unknown_key", message, entry.key.mark)

    def _mapping(self, node: Node, wanted: inspect.DictType, path: Path) -> Read:
        if not isinstance(node, Fields):
            return self._unexpected(path, "a mapping")
        result: dict[str, Read] = {}
        for entry in node.entries:
            here = (*path, entry.key.text)
            key = self.read(entry.key, wanted.key_type, here)
            value = self.read(entry.value, wanted.value_type, here)
            if isinstance(key, str) and value is not WRONG:
                result[key] = value
        return result

    def _list(self, node: Node, wanted: inspect.VarTupleType, path: Path) -> Read:
        if not isinstance(node, Items):
            return self._unexpected(path, "a list")
        read = [self.read(item, wanted.item_type, (*path, i)) for i, item in enumerate(node.items)]
        self.kept[path] = [index for index, value in enumerate(read) if value is not WRONG]
        return [value for value in read if value is not WRONG]

    def _unexpected(self, path: Path, expected: str) -> Read:
        self.faults.add(path, "wrong_shape", f"expected {expected}")
        return WRONG


def _form_of(wanted: inspect.Metadata) -> Form:
    extra = cast("Mapping[str, object]", wanted.extra or {})  # pyright: ignore[reportUnknownMemberType] (a bare dict in its stub)
    form = extra.get(FORM)
    if not isinstance(form, Form):
        raise TypeError(wanted)
    return form


def _choices(wanted: inspect.EnumType | inspect.LiteralType) -> list[str]:
    if isinstance(wanted, inspect.EnumType):
        return [str(member.value) for member in wanted.cls]
    return [str(value) for value in wanted.values]


def _one_of(choices: Sequence[str]) -> str:
    if len(choices) > _CHOICES_SHOWN:
        return f"one of {len(choices)} words"
    return f"one of {', '.join(choices)}" if len(choices) > 1 else choices[0]


def _fits(node: Node, wanted: inspect.Type) -> bool:
    if isinstance(node, Items):
        return isinstance(wanted, inspect.VarTupleType)
    if isinstance(node, Fields):
        return isinstance(wanted, inspect.StructType | inspect.DictType)
    return not isinstance(wanted, inspect.VarTupleType)


def _nearest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name[:40], list(known)[:200], n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
