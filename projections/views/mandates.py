"""Mandates, one row each: for the organisation that gave it, and for who verifies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal, LiteralString

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.mandate import MANDATE
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import MandateId, OrganisationId, PersonId, Sha256
from projections.batch import Batch, Moved
from projections.change import Change, Put, Replace
from projections.reader import Reader
from projections.rows import rows_of
from projections.view import Wall

NAME: Final = "mandates"
VERSION: Final = 2
TABLES: Final = {"mandates": Wall.ORGANISATION}
DDL: Final[LiteralString] = """
CREATE TABLE mandates (
    mandate text PRIMARY KEY,
    edition text NOT NULL,
    organisation text NOT NULL,
    person text NOT NULL,
    state text NOT NULL,
    instruments text[] NOT NULL,
    scope text[] NOT NULL,
    amount numeric,
    currency text,
    joint int NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    evidence_sha256 text NOT NULL,
    position bigint NOT NULL
);
CREATE INDEX mandates_of ON mandates (edition, organisation);
COMMENT ON TABLE mandates IS 'amount and currency are the limit, null without one'
"""

_LIST: Final[LiteralString] = """
SELECT m.* FROM projections.mandates AS m
WHERE m.edition = %(edition)s
AND (%(all)s OR m.organisation = %(own)s)
AND (%(organisation)s::text IS NULL OR m.organisation = %(organisation)s)
AND (%(person)s::text IS NULL OR m.person = %(person)s)
AND (%(state)s::text IS NULL OR m.state = %(state)s)
AND (%(after)s::text IS NULL OR m.mandate < %(after)s)
ORDER BY m.mandate DESC LIMIT %(limit)s
"""

MandateState = Literal["recorded", "verified", "revoked"]


class MandateRow(msgspec.Struct, frozen=True, kw_only=True):
    """A mandate as lists show it; without ``amount`` it has no limit.

    ``state`` says what was done last: whether it is valid today, its dates say besides.
    """

    mandate: MandateId
    edition: str
    organisation: OrganisationId
    person: PersonId
    state: MandateState
    instruments: tuple[str, ...]
    scope: tuple[str, ...]
    amount: Decimal | None
    currency: str | None
    joint: int
    valid_from: datetime
    valid_until: datetime
    evidence_sha256: Sha256
    position: int


class MandateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which mandates to list; what is none does not matter."""

    organisation: OrganisationId | None = None
    person: PersonId | None = None
    state: MandateState | None = None


EVERY_MANDATE: Final = MandateFilter()


def change(batch: Batch) -> Iterator[Change]:
    """Write each mandate that has moved, as it is after the batch."""
    if gone := batch.gone():
        yield Replace("mandates", "mandate", gone)
    rows = [_row(str(batch.log), moved) for moved in batch.moved(MANDATE) if moved.state.id]
    if rows:
        yield Put("mandates", rows)


async def list_mandates(
    connection: AsyncConnection[TupleRow],
    reader: Reader,
    edition: str,
    which: MandateFilter = EVERY_MANDATE,
    *,
    after: MandateId | None = None,
    limit: int = 50,
) -> Sequence[MandateRow]:
    """Return the mandates of the reader's organisation, or of all for who sees all, by id."""
    arguments = {
        **msgspec.structs.asdict(which),
        "edition": edition,
        "all": reader.every_deal,
        "own": reader.organisation,
        "after": after,
        "limit": limit,
    }
    return await rows_of(connection, MandateRow, _LIST, arguments)


def _row(edition: str, moved: Moved[Mandate]) -> MandateRow:
    mandate = moved.state
    limit = mandate.limit
    return MandateRow(
        mandate=mandate.id,
        edition=edition,
        organisation=mandate.organisation,
        person=mandate.person,
        state=_state(mandate),
        instruments=tuple(kind.value for kind in mandate.instruments),
        scope=mandate.scope,
        amount=None if limit is None else Decimal(limit.amount),
        currency=None if limit is None else limit.currency,
        joint=mandate.joint,
        valid_from=mandate.valid_from,
        valid_until=mandate.valid_until,
        evidence_sha256=mandate.evidence_sha256,
        position=moved.position,
    )


def _state(mandate: Mandate) -> MandateState:
    if mandate.revoked_at is not None:
        return "revoked"
    return "verified" if mandate.verified_by else "recorded"
