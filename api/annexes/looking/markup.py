"""The XML of office programs, read as they read it: by a parser, and not by searching its text.

What stands in an attribute may be written in many ways that mean the same. No document type is
taken, so that no entity can grow; nor an encoding that another reader may read otherwise.

Source: XML 1.0 sections 2.8 (document types) and 4.3.3 (encodings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Protocol
from xml.parsers.expat import ExpatError, ParserCreate

from api.annexes.looking.refusing import damaged
from api.refusals import ApiError

_ENCODINGS: Final = frozenset({"utf-8", "us-ascii"})


class Reading(Protocol):
    """Whoever is told what stands in a part. ``name`` is without its namespace."""

    def element(self, name: str, attributes: Mapping[str, str], /) -> None:
        """Hear of an element; attributes too are named without a namespace."""
        ...

    def text(self, name: str, text: str, /) -> None:
        """Hear of text, perhaps a part of it, in the innermost element."""
        ...


def read_markup(pieces: Iterable[bytes], reading: Reading) -> None:
    """Tell ``reading`` of everything in a part, in its order.

    Raises:
        ApiError: ``annex_bomb`` for a document type; ``annex_damaged``; what ``reading`` raises.
    """
    parser, within = ParserCreate("utf-8", " "), list[str]()

    def begins(name: str, attributes: dict[str, str]) -> None:
        within.append(_local(name))
        reading.element(within[-1], {_local(key): value for key, value in attributes.items()})

    def says(text: str) -> None:
        reading.text(within[-1], text)

    parser.buffer_text = True
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _typed
    parser.StartElementHandler = begins
    parser.EndElementHandler = lambda _: within.pop()
    parser.CharacterDataHandler = says
    try:
        for piece in pieces:
            if b"\0" in piece:  # UTF-16, which the parser would read whatever it was told
                raise damaged("the encoding of its markup")
            parser.Parse(piece, False)  # noqa: FBT003 - takes nothing by name
        parser.Parse(b"", True)  # noqa: FBT003 - takes nothing by name
    except ExpatError:
        raise damaged("its markup") from None


def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise damaged("the encoding of its markup")


def _typed(*_: object) -> None:
    raise ApiError("annex_bomb")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
