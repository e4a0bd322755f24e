"""What a document of Word says, with its tracked changes (ISO/IEC 29500-1 section 17.13.5).

What it cannot be told exactly is refused, with where it stands: text that was moved, line breaks
within a paragraph, pictures, tables, notes, fields. Formatting, comments and bookmarks say nothing
of the wording, and are passed over.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from api.word.form import (
    MAIN_PART,
    PROPERTIES_PART,
    Block,
    Document,
    Kind,
    Paragraph,
    Piece,
    Read,
    Unread,
    W,
)
from api.word.tree import Node, StrangeXmlError, tree_of

PART_BYTES: Final = 24 * 1024 * 1024
"""How long a part may be once it is unpacked."""
ENTRIES_MAX: Final = 2_000
SAMPLE: Final = 60
"""So many characters of a paragraph are told, for people to find it by."""

_KINDS: Final = {"ins": "inserted", "del": "deleted"}
_THROUGH: Final = {"hyperlink", "smartTag", "customXml", "sdtContent", "r"}
"""What only holds what is to be read."""
_SILENT: Final = {
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart", "bookmarkEnd"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
    *("lastRenderedPageBreak", "permStart", "permEnd", "sectPr", "smartTagPr", "customXmlPr"),
}
"""What says nothing of the wording."""
_SIGNS: Final = {"noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\N{SOFT HYPHEN}"}
_MOVED: Final = {
    *("moveFrom", "moveTo", "moveFromRangeStart", "moveFromRangeEnd"),
    *("moveToRangeStart", "moveToRangeEnd"),
}


class _RefusedError(Exception):
    """What is not read, and where it stands."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read_document(file: BinaryIO) -> Read:
    """Return what a file says, or why it is not read; never an exception, whatever the file is."""
    try:
        with zipfile.ZipFile(file) as archive:
            properties, body = _properties(archive), _body(archive)
            return Document(properties=properties, blocks=tuple(_blocks(body)))
    except _RefusedError as wrong:
        return Unread(wrong.code, wrong.facts)
    except (zipfile.BadZipFile, StrangeXmlError, zlib.error, EOFError) as wrong:
        return Unread("word_unread", {"reason": str(wrong)[:200]})
    except (KeyError, IndexError, NotImplementedError, RuntimeError, OSError, ValueError):
        return Unread("word_unread", {"reason": "it is no document of Word"})


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    if PROPERTIES_PART not in archive.namelist():
        return {}
    found = tree_of(_part(archive, PROPERTIES_PART)).children
    return {one.value("name"): "".join(child.text for child in one.children) for one in found}


def _body(archive: zipfile.ZipFile) -> Node:
    body = tree_of(_part(archive, MAIN_PART)).first(_w("body"))
    if body is None:
        raise StrangeXmlError("it has no body")
    return body


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part, which is not longer than a part may be, whatever its header says."""
    if len(archive.infolist()) > ENTRIES_MAX:
        raise StrangeXmlError("it has more parts than a document may have")
    with archive.open(name) as opened:
        content = opened.read(PART_BYTES + 1)
    if len(content) > PART_BYTES:
        raise StrangeXmlError("it unpacks to more than a document may have")
    return content


def _blocks(body: Node) -> Iterator[Block]:
    """Yield the content controls of ours, and between them what stands outside of any."""
    for child in body.children:
        name = _local(child)
        if name == "sdt":
            yield from _control(child)
        elif name == "p":
            yield Block("", (_paragraph(child, ""),))
        elif name == "tbl":
            raise _RefusedError("word_content", element="tbl", text="")
        elif name in _MOVED:
            raise _RefusedError("word_moved", text="")
        elif name in {"ins", "del"}:  # around whole controls: one was put in or taken out
            yield from _blocks(child)


def _control(control: Node) -> Iterator[Block]:
    tag = control.first(_w("sdtPr"), _w("tag"))
    content = control.first(_w("sdtContent")) or Node("", {})
    if tag is None:
        yield from _blocks(content)
        return
    name = tag.value(_w("val"))
    inner = tuple(paragraph for block in _blocks(content) for paragraph in block.paragraphs)
    yield Block(name, inner)


def _paragraph(paragraph: Node, _: str) -> Paragraph:
    pieces = tuple(_joined(_pieces(paragraph, "kept", _sample(paragraph))))
    return Paragraph(_mark(paragraph), pieces)


def _mark(paragraph: Node) -> Kind:
    """Return whether the end of a paragraph was put in or taken out."""
    marks = paragraph.first(_w("pPr"), _w("rPr"))
    names = {_local(child) for child in marks.children} if marks else set[str]()
    if names & _MOVED:
        raise _RefusedError("word_moved", text=_sample(paragraph))
    return next((_KINDS[name] for name in ("del", "ins") if name in names), "kept")


def _pieces(node: Node, kind: Kind, sample: str) -> Iterator[Piece]:
    for child in node.children:
        name = _local(child)
        if name in {"t", "delText"}:
            yield Piece(kind, child.text)
        elif name in _SIGNS:
            yield Piece(kind, _SIGNS[name])
        elif name in _KINDS:
            # taken out again by another: what was put in and is deleted is in neither wording
            inner = "dropped" if {kind, name} == {"inserted", "del"} else _KINDS[name]
            yield from _pieces(child, inner, sample)
        elif name in _THROUGH or name == "sdt":
            yield from _pieces(child, kind, sample)
        elif name in _MOVED:
            raise _RefusedError("word_moved", text=sample)
        elif name not in _SILENT:
            raise _RefusedError("word_content", element=name[:40], text=sample)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces of one kind as one: Word splits runs wherever somebody once stopped typing."""
    kind, text = "", ""
    for piece in pieces:
        if piece.kind == kind:
            text += piece.text
            continue
        if text:
            yield Piece(kind, text)
        kind, text = piece.kind, piece.text
    if text:
        yield Piece(kind, text)


def _sample(node: Node) -> str:
    """Return how a paragraph begins, with all that was deleted of it."""
    return "".join(_texts(node))[:SAMPLE]


def _texts(node: Node) -> Iterator[str]:
    for child in node.children:
        if _local(child) in {"t", "delText"}:
            yield child.text
        yield from _texts(child)


def _local(node: Node) -> str:
    """Return the name of an element of WordprocessingML; of another, with its namespace."""
    return node.name.removeprefix("{" + W + "}")


def _w(name: str) -> str:
    return "{" + W + "}" + name
