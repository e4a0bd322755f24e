"""Objects of a PDF as values (ISO 32000-2 clause 7.3), each in one spelling.

Names and the words ``true``, ``false`` and ``null`` are ``str``, names with their slash; strings
are ``bytes``, numbers ``int`` or ``Decimal``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

import msgspec

from signing.errors import SignatureError


class Reference(msgspec.Struct, frozen=True):
    """A reference to the object of this number; its generation is always 0."""

    number: int


Value: TypeAlias = "str | int | Decimal | bytes | Reference | list[Value] | Dictionary"
Dictionary: TypeAlias = "dict[str, Value]"

DEEPEST = 16
"""Containers within containers; ours go down to five."""
_TOKEN = re.compile(
    rb"""[ \n]*+ (?:
      (?P<name> / [!-$&'*-.0-;=?-Z\\^-z|~]++ )
    | (?: (?P<reference> [1-9]\d{0,7} ) \ 0\ R
        | (?P<integer> -?\d{1,10}+ )
        | (?P<real> -?\d{1,10}\.\d{1,20}+ )
        | (?P<word> true | false | null )
      ) (?= [ \n/<>\[\]()] )
    | (?P<open> << | \[ )
    | (?P<close> >> | \] )
    | < (?P<hexadecimal> (?: [0-9a-f]{2} )*+ ) >
    | \( (?P<text> (?: [ -'*-\[\]-~] | \\[nrtbf()\\] | \\[0-3][0-7]{2} )*+ ) \)
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-3][0-7]{2})")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_REGULAR = frozenset(rb"!\"$&'*+,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ\^_`") | frozenset(
    rb"abcdefghijklmnopqrstuvwxyz|~"
)
"""What stands for itself in a name (clause 7.3.5)."""


class Reader:
    """Reads values from ``data``, from the octet ``at`` on and not beyond ``end``.

    Raises:
        SignatureError: ``file_malformed`` from every method, with the octet ``at`` which it failed.
    """

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self._data = data
        self.at = at
        self._end = end

    def value(self) -> Value:
        """Return the next value."""
        return self._value(self._token(), DEEPEST)

    def dictionary(self) -> Dictionary:
        """Return the next value, which is a dictionary."""
        value = self.value()
        if not isinstance(value, dict):
            raise self._refusal()
        return value

    def literal(self, expected: bytes) -> None:
        """Pass over ``expected``, which comes next."""
        if not self.next_is(expected):
            raise self._refusal()
        self.at += len(expected)

    def next_is(self, expected: bytes) -> bool:
        """Return whether ``expected`` comes next."""
        return self._data.startswith(expected, self.at, self._end)

    def skip(self, octets: int) -> None:
        """Pass over so many octets, whatever they are."""
        if octets > self._end - self.at:
            raise self._refusal()
        self.at += octets

    def _token(self) -> re.Match[bytes]:
        found = _TOKEN.match(self._data, self.at, self._end)
        if found is None:
            raise self._refusal()
        self.at = found.end()
        return found

    def _value(self, token: re.Match[bytes], depth: int) -> Value:
        kind = token.lastgroup or ""
        spelled: bytes = token[kind]
        if kind in _SCALARS:
            return self._scalar(kind, spelled)
        if kind == "close" or not depth:
            raise self._refusal()
        return self._items(depth - 1) if spelled == b"[" else self._entries(depth - 1)

    def _scalar(self, kind: str, spelled: bytes) -> Value:
        try:
            return _SCALARS[kind](spelled)
        except ValueError as wrong:
            raise self._refusal() from wrong

    def _items(self, depth: int) -> list[Value]:
        items = list[Value]()
        while (token := self._token())["close"] is None:
            items.append(self._value(token, depth))
        if token["close"] != b"]":
            raise self._refusal()
        return items

    def _entries(self, depth: int) -> Dictionary:
        entries: Dictionary = {}
        while (token := self._token())["name"] is not None:
            key = str(self._scalar("name", token["name"]))
            if key in entries:  # of two values, readers take either
                raise self._refusal()
            entries[key] = self._value(self._token(), depth)
        if token["close"] != b">>":
            raise self._refusal()
        return entries

    def _refusal(self) -> SignatureError:
        return SignatureError("file_malformed", at=self.at)


def _name(spelled: bytes) -> str:
    if b"#" not in spelled:
        return spelled.decode()
    name = re.sub(rb"#([0-9a-f]{2})", lambda code: bytes.fromhex(code[1].decode()), spelled)
    again = b"/" + b"".join(
        bytes((octet,)) if octet in _REGULAR else b"#%02x" % octet for octet in name[1:]
    )
    if again != spelled:  # /#4aS is /JS, for a reader that looks closely
        raise ValueError
    return name.decode("latin-1")


def _text(spelled: bytes) -> bytes:
    return _ESCAPE.sub(_unescaped, spelled)


def _unescaped(found: re.Match[bytes]) -> bytes:
    escape: bytes = found[1]
    if len(escape) == 3:
        return bytes((int(escape, 8),))
    return _ESCAPED.get(escape, escape)


_SCALARS: Final[Mapping[str, Callable[[bytes], Value]]] = {
    "name": _name,
    "reference": lambda spelled: Reference(int(spelled)),
    "integer": int,
    "real": lambda spelled: Decimal(spelled.decode()),
    "hexadecimal": lambda spelled: bytes.fromhex(spelled.decode()),
    "text": _text,
    "word": bytes.decode,
}
"""By the group of the token; ValueError refuses."""
