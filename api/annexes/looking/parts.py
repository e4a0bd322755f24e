"""What the parts of a document or sheet may not do: act, or load from elsewhere when it is opened.

Source: ECMA-376 part 1, sections 17.16.5 (fields), 18.14 (external links), 18.17 (formulas); part
2, section 6.5 (relationships).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from api.annexes.looking.markup import Reading
from api.refusals import ApiError

TYPES: Final = "[Content_Types].xml"
"""The part that says what the others are."""

_ACTS: Final = re.compile(
    r"macroenabled|vbaproject|vbadata|macrosheet|intlmacro|activex|ms-office\.attachedtoolbars"
    r"|oleobject|customui",
    re.IGNORECASE,
)
_LINK: Final = "/hyperlink"
"""A relationship that somebody has to follow by hand."""
_LOADS: Final = re.compile(r"\.(connections|queryTable)\+xml", re.IGNORECASE)
_ACTING_ELEMENTS: Final = frozenset({"ddelink", "olelink", "oleobject"})
_ACTING_FIELD: Final = re.compile(r"\s*DDE(AUTO)?\b", re.IGNORECASE)
_LOADING_FIELD: Final = re.compile(
    r"\s*(INCLUDE(TEXT|PICTURE)?|IMPORT|LINK|DATABASE|RD)\b", re.IGNORECASE
)
_ACTING_FORMULA: Final = re.compile(
    r"\b(CALL|REGISTER(\.ID)?|EXEC|RTD)\s*\(|\|[^!]{0,300}!", re.IGNORECASE
)
_LOADING_FORMULA: Final = re.compile(r"\b(WEBSERVICE|IMAGE)\s*\(", re.IGNORECASE)
_LENGTH_MAX: Final = 10_000
"""A formula has 8,192 characters at most, a field fewer."""
_FIELDS: Final = frozenset({"instrText", "delInstrText"})
_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
_QUOTED: Final = re.compile(r'"[^"]*"')


class ContentTypes:
    """Notes what the parts are."""

    def __init__(self) -> None:
        self.types: set[str] = set()

    def element(self, _: str, attributes: Mapping[str, str], /) -> None:
        """Note a type.

        Raises:
            ApiError: ``annex_macros``, ``annex_reaches_out``.
        """
        for value in attributes.values():
            if _ACTS.search(value):
                raise ApiError("annex_macros")
            if _LOADS.search(value):
                raise ApiError("annex_reaches_out")
        self.types.add(attributes.get("ContentType", ""))

    def text(self, _: str, text: str, /) -> None:
        """There is none that counts."""


class Relationships:
    """Refuses what is elsewhere, but for links that somebody follows by hand."""

    def element(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Look at a relationship.

        Raises:
            ApiError: ``annex_reaches_out``.
        """
        outside = attributes.get("TargetMode", "").strip().lower() == "external"
        linked = attributes.get("Type", "").endswith(_LINK)
        if name == "Relationship" and outside and not linked:
            raise ApiError("annex_reaches_out")

    def text(self, _: str, text: str, /) -> None:
        """There is none that counts."""


class Content:
    """Refuses fields and formulas that act or load; each may be spread over many elements."""

    def __init__(self) -> None:
        self._fields: list[str] = []
        self._formula = ""

    def element(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Look at an element. The formula before it is over.

        Raises:
            ApiError: ``annex_macros``, ``annex_reaches_out``.
        """
        self._formula = ""
        if name.lower() in _ACTING_ELEMENTS:
            raise ApiError("annex_macros")
        if name == "fldSimple":
            _require_still_field(attributes.get("instr", ""))
        elif name == "fldChar":
            self._turn(attributes.get("fldCharType", ""))

    def text(self, name: str, text: str, /) -> None:
        """Look at what a field or formula says so far.

        Raises:
            ApiError: ``annex_macros``, ``annex_reaches_out``.
        """
        if name in _FIELDS:
            before = self._fields.pop() if self._fields else ""
            self._fields.append((before + text)[:_LENGTH_MAX])
            _require_still_field(self._fields[-1])
        elif name in _FORMULAS:
            self._formula = (self._formula + text)[:_LENGTH_MAX]
            _require_still_formula(self._formula)

    def _turn(self, kind: str) -> None:
        """Begin or end a field. What a field does, no field within it may be asked to say."""
        if kind == "begin":
            if self._fields and not self._fields[-1].strip():
                raise ApiError("annex_macros")
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()


_BY_ENDING: Final[Mapping[str, Callable[[], Reading]]] = MappingProxyType(
    {".rels": Relationships, ".xml": Content}
)


def reading_of(name: str) -> Reading | None:
    """Return what reads a part of this name; None for what is no markup."""
    return next((make() for end, make in _BY_ENDING.items() if name.lower().endswith(end)), None)


def _require_still_field(field: str) -> None:
    if _ACTING_FIELD.match(field):
        raise ApiError("annex_macros")
    if _LOADING_FIELD.match(field):
        raise ApiError("annex_reaches_out")


def _require_still_formula(formula: str) -> None:
    bare = _QUOTED.sub('""', formula)
    if _ACTING_FORMULA.search(bare):
        raise ApiError("annex_macros")
    if _LOADING_FORMULA.search(bare):
        raise ApiError("annex_reaches_out")
