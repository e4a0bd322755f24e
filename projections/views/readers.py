"""Which organisations may see a deal: what the walls of all the other tables ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, LiteralString

import msgspec

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import DealId, OrganisationId
from projections.batch import Batch
from projections.change import Change, Replace
from projections.view import Wall

NAME: Final = "readers"
VERSION: Final = 1
TABLES: Final = {"deal_readers": Wall.ORGANISATION}
DDL: Final[LiteralString] = """
CREATE TABLE deal_readers (
    organisation text NOT NULL,
    deal text NOT NULL,
    quality text NOT NULL,
    PRIMARY KEY (organisation, deal)
);
CREATE INDEX deal_readers_deal ON deal_readers (deal);
COMMENT ON COLUMN deal_readers.quality IS 'sponsor, principal, or the role of a participant'
"""


class DealReader(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that may see a deal, and in which quality."""

    organisation: OrganisationId
    deal: DealId
    quality: str


def change(batch: Batch) -> Iterator[Change]:
    """Write down anew who may see each deal whose parties have moved."""
    moved = [one.state for one in batch.moved(DEAL) if one.state.parties is not one.before.parties]
    keys = [*(deal.id for deal in moved), *batch.gone()]
    if keys:
        rows = [reader for deal in moved for reader in readers_of(deal)]
        yield Replace("deal_readers", "deal", keys, rows)


def readers_of(deal: Deal) -> Iterator[DealReader]:
    """Yield the organisations that see a deal; one that is a principal is nothing less."""
    qualities = {deal.sponsor: "sponsor"} if deal.sponsor else {}
    qualities |= {key: role.value for key, role in deal.parties.participants.items()}
    qualities |= dict.fromkeys(deal.parties.principals, "principal")
    for organisation, quality in sorted(qualities.items()):
        yield DealReader(organisation=organisation, deal=deal.id, quality=quality)
