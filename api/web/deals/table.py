"""The table of terms as a page shows it: rows by principals, with what changed in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import (
    Clause,
    ClauseText,
    Language,
    Money,
    OrganisationId,
    Percentage,
    Quantity,
    Value,
)
from api.deals.matrix import MatrixNow, Row
from api.web.deals.wordings import Wordings, Wrote


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A principal as a column: ``number`` is its place from 0, ``own`` the reader's."""

    id: OrganisationId
    name: str
    country: str
    lead: str
    number: int
    own: bool


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """A clause in one language, and how it read before; ``stale``: of an earlier wording."""

    language: Language
    now: ClauseText
    before: ClauseText | None
    authentic: bool
    stale: bool = False
    certified: bool = False


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """A typed value, and how it was; ``ratio`` is by how much it changed, where that is known."""

    name: str
    now: Value
    before: Value | None
    ratio: Decimal | None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What a side says of a row: ``agreed``, ``open``, ``countered``, ``reserved``."""

    side: Side
    state: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table. ``mine`` is what the reader's side says of it, if it is a side.

    ``changed``: it reads otherwise than what it is held to, ``before``.
    """

    row: str
    number: int
    sha256: str
    title: str
    cells: tuple[Cell, ...]
    wordings: tuple[Wording, ...]
    deltas: tuple[Delta, ...]
    before: Wrote | None
    last: Wrote | None
    earlier: int
    changed: bool
    mine: str
    agreed: bool

    @property
    def is_frame(self) -> bool:
        """Return whether it is the frame: title, amount, law, forum."""
        return self.row == FRAME


def lines_of(
    matrix: MatrixNow,
    sides: Sequence[Side],
    wordings: Mapping[str, Wordings],
    since: str,
    language: Language,
) -> Iterator[Line]:
    """Yield the rows, the frame first, held to what the reader's side accepted, or ``since``."""
    own = next((side.id for side in sides if side.own), "")
    reading = Reading(matrix=matrix, sides=tuple(sides), own=own, since=since, language=language)
    for number, row in enumerate(matrix.rows):
        yield _line(reading, row, number, wordings.get(row.row, Wordings()))


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Who reads a table, and how: what its rows are held to, in which language their titles are."""

    matrix: MatrixNow
    sides: tuple[Side, ...]
    own: OrganisationId
    since: str
    language: Language


def _line(reading: Reading, row: Row, number: int, known: Wordings) -> Line:
    before = known.before(reading.own, reading.since)
    texts = tuple(_wordings(reading.matrix, row, before))
    cells = tuple(Cell(side=side, state=_state(row, side.id, known)) for side in reading.sides)
    return Line(
        row=row.row,
        number=number,
        sha256=row.sha256,
        title=_title(texts, reading.language),
        cells=cells,
        wordings=texts,
        deltas=tuple(deltas_between(row.clause, before.clause if before else None)),
        before=before,
        last=known.wrote[-1] if known.wrote else None,
        earlier=len(known.wrote) - 1,
        changed=before is not None and row.clause is not None and before.clause != row.clause,
        mine=next((cell.state for cell in cells if cell.side.own), ""),
        agreed=all(cell.state == "agreed" for cell in cells),
    )


def _state(row: Row, side: OrganisationId, known: Wordings) -> str:
    """Return what a side says; ``countered`` where it had accepted what another replaced."""
    state: str = row.cells.get(side, "open")
    accepted = known.accepted.get(side)
    fell = accepted is not None and accepted < len(known.wrote) - 1
    return "countered" if state == "open" and fell else state


def _wordings(matrix: MatrixNow, row: Row, before: Wrote | None) -> Iterator[Wording]:
    if row.clause is None:
        return
    was: Mapping[Language, ClauseText] = before.clause.texts if before else {}
    authentic = matrix.frame.authentic_languages if matrix.frame else tuple(row.clause.texts)
    for tag in authentic:
        text = row.clause.texts[tag]
        yield Wording(language=tag, now=text, before=was.get(tag), authentic=True)
    for tag, one in sorted(row.translations.items()):
        yield Wording(
            language=tag,
            now=one.translation.text,
            before=None,
            authentic=False,
            stale=one.stale,
            certified=bool(one.translation.certified_by),
        )


def _title(texts: Sequence[Wording], language: Language) -> str:
    titles = {one.language: one.now.title for one in texts}
    return titles.get(language) or titles.get("en") or next(iter(titles.values()), "")


def deltas_between(now: Clause | None, before: Clause | None) -> Iterator[Delta]:
    """Yield each typed value of a clause with what it was before."""
    for name, value in sorted((now.values if now else {}).items()):
        was = before.values.get(name) if before else None
        yield Delta(name=name, now=value, before=was, ratio=_ratio(value, was))


def _ratio(now: Value, was: Value | None) -> Decimal | None:
    """Return by how much a number changed, of what it was; None unless both are of one unit."""
    match now, was:
        case Money(), Money() if now.currency == was.currency:
            return _change(now.amount, was.amount)
        case Quantity(), Quantity() if now.unit == was.unit:
            return _change(now.value, was.value)
        case Percentage(), Percentage():
            return None  # the difference of two shares is in points, and seen at once
        case _:
            return None


def _change(now: str, was: str) -> Decimal | None:
    before = Decimal(was)
    return None if not before else ((Decimal(now) - before) / before).quantize(Decimal("0.001"))
