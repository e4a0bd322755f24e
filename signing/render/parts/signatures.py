"""The signature page: a block for each seat, saying who is to sign there and for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from aggregates.signing_sheet import SheetSeat
from aggregates.vocabulary import SeatRole
from signing.render.layout.inline import side_by_side
from signing.render.layout.marks import BoxMark, RuleMark, SeatMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.sheet import MM, columns
from signing.render.layout.slots import Setting, Slot, height_of, paragraph, space
from signing.render.paper.file import Seat
from signing.render.paper.structure import Element, FieldReference
from signing.render.parts.headings import section
from signing.render.parts.matter import Matter
from signing.render.setting.style import BODY, LINE, ROLE, SMALL, STRONG, STRONG_LINE, TINT
from signing.render.words.chrome import Chrome
from signing.render.words.speech import distinct

BOX_HEIGHT: Final = 29 * MM
"""The height of a signature field; its width is that of a column."""

_ORDER: Final = (
    SeatRole.SIGNATORY,
    SeatRole.WITNESS,
    SeatRole.NOTARY,
    SeatRole.OFFICIAL,
    SeatRole.REGISTRY,
)


def seats_in_order(matter: Matter) -> list[SheetSeat]:
    """Return the seats as they are printed: the signatories as the parties, the registry last."""
    parties = [party.registration for party in matter.terms.parties]
    places = {registration: place for place, registration in enumerate(parties)}
    return sorted(
        matter.sheet.seats,
        key=lambda seat: (
            _ORDER.index(seat.role),
            places.get(seat.of, len(places)),
            seat.of,
            seat.number.zfill(9),
        ),
    )


def fields(matter: Matter) -> Mapping[str, Seat]:
    """Return what a reader is told of each signature field, in the order of the page.

    The official's signature, given after all others but the seal, locks what came before it.
    """
    return {
        seat.field: Seat(
            description=" / ".join(
                chrome.seat.format(
                    role=chrome.roles[seat.role], name=seat.legal_name, number=seat.number
                )
                for chrome in matter.chromes
            ),
            closes=seat.role is SeatRole.OFFICIAL,
        )
        for seat in seats_in_order(matter)
    }


def signatures(matter: Matter, root: Element) -> list[Row]:
    """Return the blocks of all seats, two in a row, all on one page while one can hold them."""
    part = root.add("Sect")
    heading = section(matter.said("signatures"), part.add("H2"), before=30)
    note = Row(cells=tuple(_note(matter, part)), kept=True)
    seats = seats_in_order(matter)
    pairs = [seats[start : start + 2] for start in range(0, len(seats), 2)]
    blocks = [_blocks(pair, matter, part) for pair in pairs]
    blocks[:-1] = [msgspec.structs.replace(block, kept=True) for block in blocks[:-1]]
    return [heading, note, *blocks]


def _note(matter: Matter, part: Element) -> list[Cell]:
    places = columns(len(matter.chromes))
    return [
        Cell(
            x,
            paragraph(
                chrome.signatures_note,
                Setting(style=BODY, language=chrome.language, width=width),
                part.add("P", chrome.language),
            ),
        )
        for chrome, (x, width) in zip(matter.chromes, places, strict=True)
    ]


def _blocks(pair: Sequence[SheetSeat], matter: Matter, part: Element) -> Row:
    places = columns(2)
    blocks = [part.add("Sect") for _ in pair]
    heads = [
        _who(seat, matter, block, width)
        for seat, block, (_, width) in zip(pair, blocks, places, strict=False)
    ]
    deepest = max(height_of(head) for head in heads)
    cells = tuple(
        Cell(x, (*head, space(deepest - height_of(head)), *_box(seat, block, width)))
        for seat, block, head, (x, width) in zip(pair, blocks, heads, places, strict=False)
    )
    rules = tuple(
        RuleMark(x, 0, x + width, 0, STRONG_LINE, 0.8)
        for (x, width), _ in zip(places, pair, strict=False)
    )
    return Row(cells=cells, behind=rules, before=18, whole=True)


def _who(seat: SheetSeat, matter: Matter, block: Element, width: float) -> tuple[Slot, ...]:
    role = [(role_name(seat, chrome, matter), chrome.language) for chrome in matter.chromes]
    name = Setting(style=STRONG, language="", width=width)
    number = Setting(style=SMALL, language="", width=width)
    return (
        space(5),
        *side_by_side(distinct(role), ROLE, ROLE, width, block.add("P")),
        *paragraph(seat.legal_name, name, block.add("P")),
        *paragraph(seat.of, number, block.add("P")),
        space(5),
    )


def role_name(seat: SheetSeat, chrome: Chrome, matter: Matter) -> str:
    """Return what the signer is, numbered where several sign alike, and whether one need not."""
    alike = [
        other for other in matter.sheet.seats if (other.role, other.of) == (seat.role, seat.of)
    ]
    number = f" {seat.number}" if len(alike) > 1 else ""
    name = chrome.roles[seat.role] + number
    return name if seat.required else chrome.optional.format(role=name)


def _box(seat: SheetSeat, block: Element, width: float) -> tuple[Slot, ...]:
    form = block.add("Form")
    form.kids.append(FieldReference(seat.field))
    outline = BoxMark(0, 0, width, BOX_HEIGHT, TINT, LINE)
    place = SeatMark(0, 0, width, BOX_HEIGHT, seat.field, form)
    return (Slot(BOX_HEIGHT, (outline, place), breakable=False),)
