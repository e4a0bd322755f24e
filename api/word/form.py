"""What our documents of Word look like inside, for who writes and who reads them.

Each clause in each language is a content control (``w:sdt``) with a tag of its own, ``clause.3.en``
for the third clause in English: its first paragraph is the heading, the others are the text. Which
clause that is, of which digest, custom properties of the document say, since a tag has room for 64
characters only. What stands outside of the controls belongs to no clause.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

import msgspec

FORMAT: Final = "counterseal/word/v1"
MEDIA: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCUMENT_BYTES: Final = 8 * 1024 * 1024
"""How long a file may be: an agreement of two hundred clauses takes a fiftieth of it."""

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN_PART: Final = "word/document.xml"
PROPERTIES_PART: Final = "docProps/custom.xml"

FRAME_TAG: Final = "frame"
_TAG: Final = re.compile(r"clause\.([1-9][0-9]{0,2})\.([A-Za-z0-9-]{1,35})", re.ASCII)

Kind: TypeAlias = str
"""Of a piece of text: ``kept``, ``inserted`` or ``deleted``, as the tracked changes have it."""


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """A run of text, and whether somebody inserted or deleted it."""

    kind: Kind
    text: str


class Paragraph(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph. ``mark`` is the kind of its end: without it, it runs into the next one."""

    mark: Kind
    pieces: tuple[Piece, ...]


class Block(msgspec.Struct, frozen=True, array_like=True):
    """A content control, by its tag; what stands outside of any has none."""

    tag: str
    paragraphs: tuple[Paragraph, ...]


class Document(msgspec.Struct, frozen=True, tag=True):
    """What a document says: its custom properties, and its blocks in their order."""

    properties: dict[str, str]
    blocks: tuple[Block, ...]


class Unread(msgspec.Struct, frozen=True, tag=True):
    """Why a file was not read: the code of a refusal, and its facts."""

    code: str
    facts: dict[str, str]


Read: TypeAlias = Document | Unread


def tag_of(number: int, language: str) -> str:
    """Return the tag of a clause, by its number from 1, in a language."""
    return f"clause.{number}.{language}"


def place_of(tag: str) -> tuple[int, str] | None:
    """Return the number and the language that a tag of ours names, none for another tag."""
    found = _TAG.fullmatch(tag)
    return (int(found[1]), found[2]) if found else None
