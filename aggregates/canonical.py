"""Canonical JSON and the normal forms that make one text one sequence of bytes.

Source: RFC 8785 (JSON Canonicalization Scheme), over strings, booleans, arrays and objects only.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from decimal import Decimal
from typing import TypeAlias, cast

import msgspec
import rfc8785

from aggregates.errors import RuleError

Json: TypeAlias = "str | bool | list[Json] | dict[str, Json]"

_sorted = msgspec.json.Encoder(order="sorted")
_PAIRED = re.compile(rb"[\xf0-\xf4]")
"""How UTF-8 begins what UTF-16 writes as a surrogate pair."""

_DOUBTFUL = re.compile(rb"[:,\[](?:-?[0-9]|null)")
"""How JSON writes a number or a null in an object or a list; texts may have it too."""

DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", re.ASCII)


def canonical_text(text: str) -> str:
    """Return ``text`` in Unicode NFC with LF line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def canonical_decimal(number: str | Decimal) -> str:
    """Return the one spelling of a decimal: no exponent, no trailing zeros, no negative zero.

    Raises:
        RuleError: ``not_a_decimal``.
    """
    try:
        value = Decimal(number)
    except ArithmeticError as wrong:
        raise RuleError("not_a_decimal", value=str(number)) from wrong
    if not value.is_finite():
        raise RuleError("not_a_decimal", value=str(number))
    spelled = format(value, "f")
    if "." in spelled:
        spelled = spelled.rstrip("0").rstrip(".")
    return "0" if spelled in {"-0", ""} else spelled


def is_canonical_decimal(text: str) -> bool:
    """Return whether ``text`` is already in the form that `canonical_decimal` gives."""
    return DECIMAL.fullmatch(text) is not None and text != "-0"


def plain(value: object) -> Json:
    """Return a struct, or structs in containers, as plain JSON values."""
    document: Json = msgspec.json.decode(msgspec.json.encode(value))
    return document


def canonical_bytes(document: Json) -> bytes:
    """Return the RFC 8785 bytes of ``document``.

    Members stand in the order of their names as UTF-16 code units (RFC 8785 section 3.2.3).

    Raises:
        RuleError: ``not_canonical`` for a number, a null, or a text that is not NFC with LF.
    """
    if not _is_canonical(document):
        _require_canonical(document, "")
    quick = _sorted.encode(document)
    # the order of code points, which this is, is that of UTF-16 where no text has a surrogate pair
    return quick if _PAIRED.search(quick) is None else rfc8785.dumps(document)


def canonical_sha256(document: Json) -> str:
    """Return the digest of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical_bytes(document)).hexdigest()


def digest_of(value: object) -> str:
    """Return the `canonical_sha256` of what `plain` makes of ``value``, in a fraction of the time.

    Raises:
        RuleError: as `canonical_bytes`.
    """
    quick = _sorted.encode(value)
    if quick.startswith((b"{", b"[")) and _is_canonical_text(quick):
        return hashlib.sha256(quick).hexdigest()
    return canonical_sha256(plain(value))


def _is_canonical_text(quick: bytes) -> bool:
    """Return whether nothing in an object or a list is refused, or is to be sorted otherwise.

    A text that only looks so counts as such. A part of what is NFC is NFC (UAX #15), and no mark
    joins what JSON puts around a text.
    """
    if b"\\r" in quick or _DOUBTFUL.search(quick):
        return False
    if quick.isascii():
        return True
    return _PAIRED.search(quick) is None and unicodedata.is_normalized("NFC", quick.decode())


def _is_canonical(node: object) -> bool:
    """Return whether nothing in ``node`` is refused: this is asked of every digest."""
    kind = type(node)
    if kind is str:
        text = cast("str", node)
        return "\r" not in text and (text.isascii() or unicodedata.is_normalized("NFC", text))
    if kind is dict:
        members = cast("dict[object, object]", node)
        return all(map(_is_canonical, members)) and all(map(_is_canonical, members.values()))
    if kind is list:
        return all(map(_is_canonical, cast("list[object]", node)))
    return kind is bool


def _require_canonical(node: object, path: str) -> None:
    """Refuse what is not canonical, and say where that is."""
    if isinstance(node, bool):
        return
    if isinstance(node, str):
        if node != canonical_text(node):
            raise RuleError("not_canonical", path=path)
    elif isinstance(node, list):
        for index, item in enumerate(cast("list[object]", node)):
            _require_canonical(item, f"{path}/{index}")
    elif isinstance(node, dict):
        for key, item in cast("dict[object, object]", node).items():
            _require_canonical(key, path)
            _require_canonical(item, f"{path}/{key}")
    else:
        raise RuleError("not_canonical", path=path)
