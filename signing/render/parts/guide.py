"""The last page: who is to sign for whom, what a PDF reader will show, and how to check."""

from __future__ import annotations

from typing import Final

from aggregates.signing_sheet import SheetSeat
from signing.render.layout.inline import Texts, side_by_side
from signing.render.layout.marks import CodeMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.sheet import MM, TEXT_WIDTH, columns
from signing.render.layout.slots import Setting, Slot, paragraph, space
from signing.render.layout.tables import Column, table
from signing.render.paper.structure import Element
from signing.render.parts.headings import section
from signing.render.parts.matter import Matter
from signing.render.parts.signatures import role_name, seats_in_order
from signing.render.setting.style import (
    BODY,
    GUIDE,
    GUIDE_STRONG,
    SMALL,
    SMALL_INK,
    SMALL_STRONG,
)
from signing.render.words.chrome import Advice
from signing.render.words.speech import distinct

_CODE_SIDE: Final = 23 * MM
_COLUMNS: Final = (
    Column(x=0, width=36 * MM, style=SMALL_STRONG),
    Column(x=38 * MM, width=61 * MM, style=SMALL_INK),
    Column(x=101 * MM, width=42 * MM, style=SMALL_INK),
    Column(x=146 * MM, width=TEXT_WIDTH - 146 * MM, style=SMALL_INK),
)


def spelled_code(page_code: str) -> str:
    """Return the page code in groups of four, as it is typed from paper."""
    return "-".join(page_code[start : start + 4] for start in range(0, len(page_code), 4))


def guide(matter: Matter, root: Element) -> list[Row]:
    """Return the last page."""
    part = root.add("Sect")
    return [
        section(matter.said("guide"), part.add("H2"), new_page=True),
        _fingerprints(matter, part),
        *_advice(matter, part),
        *_seats(matter, part),
    ]


def _fingerprints(matter: Matter, part: Element) -> Row:
    """Return the QR code beside what is compared by eye."""
    code = matter.sheet.page_code
    pairs = [("terms_digest", matter.digest)]
    cells: list[Cell] = []
    x = 0.0
    if code:
        pairs.insert(0, ("page_code", spelled_code(code)))
        spoken = " / ".join(chrome.qr.format(code=code) for chrome in matter.chromes)
        figure = part.add("Figure", alt=spoken)
        mark = CodeMark(0, 4, _CODE_SIDE, figure)
        cells.append(Cell(0, (Slot(_CODE_SIDE + 6, (mark,)),)))
        x = _CODE_SIDE + 6 * MM
    width = TEXT_WIDTH - x
    slots: list[Slot] = [space(2)]
    for name, value in pairs:
        slots += side_by_side(matter.said(name), SMALL_STRONG, SMALL, width, part.add("P"))
        setting = Setting(style=BODY, language="", width=width)
        slots += [*paragraph(value, setting, part.add("P")), space(4)]
    return Row(cells=(*cells, Cell(x, tuple(slots))), whole=True)


def _advice(matter: Matter, part: Element) -> list[Row]:
    """Return the advice, its languages side by side; two parts of it when there is one language."""
    groups = [
        [(chrome, part.add("Div", chrome.language), advice) for advice in chrome.advice]
        for chrome in matter.chromes
    ]
    alone = [groups[0][start : start + 2] for start in range(0, len(groups[0]), 2)]
    abreast = alone if len(groups) == 1 else [list(across) for across in zip(*groups, strict=True)]
    return [
        Row(
            cells=tuple(
                Cell(x, _advised(advice, chrome.language, width, element))
                for (chrome, element, advice), (x, width) in zip(
                    across, columns(len(across)), strict=True
                )
            ),
            before=6,
        )
        for across in abreast
    ]


def _advised(advice: Advice, language: str, width: float, element: Element) -> tuple[Slot, ...]:
    heading = Setting(style=GUIDE_STRONG, language=language, width=width)
    slots = [*paragraph(advice.heading, heading, element.add("H3", language))]
    for text in advice.paragraphs:
        setting = Setting(style=GUIDE, language=language, width=width)
        slots += [*paragraph(text, setting, element.add("P")), space(3)]
    return tuple(slots)


def _seats(matter: Matter, part: Element) -> list[Row]:
    header = [matter.said(name) for name in ("role", "signs_for", "registration", "field")]
    body = [_seat(seat, matter) for seat in seats_in_order(matter)]
    first, *rest = table(header, body, _COLUMNS, part)
    return [Row(cells=first.cells, behind=first.behind, before=12, kept=True), *rest]


def _seat(seat: SheetSeat, matter: Matter) -> list[Texts]:
    roles = distinct(
        (role_name(seat, chrome, matter), chrome.language) for chrome in matter.chromes
    )
    return [roles, ((seat.legal_name, ""),), ((seat.of, ""),), ((seat.field, ""),)]
