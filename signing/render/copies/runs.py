"""Marked pieces of a text as runs of a paragraph, each saying what it is to whoever only hears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from aggregates.redline import Edit, Piece
from signing.render.layout.marked import Run
from signing.render.paper.structure import Element
from signing.render.setting.style import BRAND, SEAL
from signing.render.words.chrome import chrome_of


def runs_of(pieces: Iterable[Piece], element: Element, language: str) -> list[Run]:
    """Return ``pieces`` as runs, in elements of their own below ``element``, in their order.

    What is inserted or deleted is read out as that (ISO 32000-1, 14.9.4: ActualText).
    """
    return [_run(piece, element.add("Span"), language) for piece in pieces if piece.text]


def lines_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each paragraph: a break that came or went is a break."""
    line: list[Piece] = []
    for piece in pieces:
        first, *following = piece.text.split("\n")
        line.append(Piece(piece.edit, first))
        for text in following:
            yield line
            line = [Piece(piece.edit, text)]
    yield line


def plain(pieces: Iterable[Piece]) -> str:
    """Return the text of all pieces."""
    return "".join(piece.text for piece in pieces)


def after_mark(pieces: Sequence[Piece], length: int) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces cut after so many characters."""
    head: list[Piece] = []
    tail: list[Piece] = []
    for piece in pieces:
        head.append(Piece(piece.edit, piece.text[:length]))
        tail.append(Piece(piece.edit, piece.text[length:]))
        length = max(length - len(piece.text), 0)
    return [one for one in head if one.text], [one for one in tail if one.text]


def changed(before: str, after: str) -> tuple[Piece, ...]:
    """Return a text that is replaced as a whole, or stays."""
    if before == after:
        return (Piece(Edit.SAME, after),)
    return (Piece(Edit.DELETED, before), Piece(Edit.INSERTED, after))


def _run(piece: Piece, element: Element, language: str) -> Run:
    match piece.edit:
        case Edit.SAME:
            return Run(text=piece.text, element=element)
        case Edit.INSERTED:
            element.actual = chrome_of(language).inserted.format(text=piece.text)
            return Run(text=piece.text, element=element, colour=BRAND, underlined=True)
        case Edit.DELETED:
            element.actual = chrome_of(language).deleted.format(text=piece.text)
            return Run(text=piece.text, element=element, colour=SEAL, struck=True)
        case _:
            assert_never(piece.edit)
