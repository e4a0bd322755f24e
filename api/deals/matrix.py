"""The matrix of an instrument: rows by principals, with the digests that an acceptance cites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import (
    Table,
    is_accepted,
    open_reservations,
    table_of,
    terms_on,
)
from aggregates.deal.terms.events import FRAME
from aggregates.deal.terms.state import Correction, Offer, Translation
from aggregates.terms import terms_sha256
from aggregates.vocabulary import Clause, ClauseId, Frame, InstrumentId, Language, Sha256

Cell: TypeAlias = Literal["agreed", "open", "reserved"]
"""What a principal says of a row as it stands."""


class TranslationNow(msgspec.Struct, frozen=True, kw_only=True):
    """A translation. ``stale``: of an earlier wording of the clause."""

    translation: Translation
    stale: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row: a clause, or the frame. ``sha256`` is what an acceptance of it cites.

    ``cells`` has each principal's word by its organisation id; ``clause`` is None for the frame.
    """

    row: ClauseId
    sha256: Sha256
    clause: Clause | None
    translations: Mapping[Language, TranslationNow]
    cells: Mapping[str, Cell]


class MatrixNow(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument's table.

    An acceptance cites ``parties_sha256`` besides; approvals and signatures cite ``terms_sha256``.
    Without a frame nothing is on the table yet.
    """

    instrument: InstrumentId
    progress: Progress
    version: int
    position: int
    frame: Frame | None
    offer: Offer | None
    rows: tuple[Row, ...]
    links: tuple[tuple[ClauseId, ...], ...]
    parties_sha256: Sha256
    terms_sha256: Sha256
    locked_sha256: Sha256
    correction: Correction | None


def matrix_of(deal: Deal, instrument: Instrument, version: int, position: int) -> MatrixNow:
    """Return the table of ``instrument`` as the deal stood then."""
    matrix = instrument.matrix
    table = table_of(deal, instrument) if matrix.frame is not None else None
    return MatrixNow(
        instrument=instrument.id,
        progress=instrument.progress,
        version=version,
        position=position,
        frame=matrix.frame,
        offer=matrix.offer,
        rows=_rows(table) if table else (),
        links=matrix.links,
        parties_sha256=table.parties_sha256 if table else "",
        terms_sha256=terms_sha256(terms_on(table)) if table else "",
        locked_sha256=matrix.locked_sha256,
        correction=matrix.correction,
    )


def _rows(table: Table) -> tuple[Row, ...]:
    reserved = set(open_reservations(table))
    return tuple(_row(table, row, reserved) for row in table.digests)


def _row(table: Table, row: ClauseId, reserved: set[tuple[ClauseId, str]]) -> Row:
    matrix, digest = table.instrument.matrix, table.digests[row]

    def cell(principal: str) -> Cell:
        if (row, principal) in reserved:
            return "reserved"
        return "agreed" if is_accepted(table, row, principal) else "open"

    return Row(
        row=row,
        sha256=digest,
        clause=None if row == FRAME else matrix.clauses[row],
        translations={
            language: TranslationNow(translation=one, stale=one.clause_sha256 != digest)
            for language, one in matrix.translations.get(row, {}).items()
        },
        cells={principal: cell(principal) for principal in table.deal.parties.principals},
    )
