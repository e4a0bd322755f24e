"""What the table calls each deal, by language: its title in the terms, for who may read those.

The title with which a deal was opened is in one language, and every list has it. Beside it each
list takes `TITLES`, so that a deal is called alike wherever it is shown. Where there are no terms,
or who reads may not read them, a deal that was opened by the title of its project is called as the
catalogue calls that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, LiteralString

import msgspec

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.deal.terms.current import titles_of
from aggregates.vocabulary import DealId, Language
from projections.batch import Batch
from projections.change import Change, Replace
from projections.view import Wall
from projections.views.catalogue import titles_beside

NAME: Final = "titles"
VERSION: Final = 1
TABLES: Final = {"deal_titles": Wall.TERMS}
DDL: Final[LiteralString] = """
CREATE TABLE deal_titles (
    deal text PRIMARY KEY,
    titles jsonb NOT NULL
);
COMMENT ON TABLE deal_titles IS 'the title of the leading instrument as it stands, by language'
"""

TITLES: Final[LiteralString] = f"""coalesce((
    SELECT n.titles FROM projections.deal_titles AS n
    WHERE n.deal = d.deal AND (%(whole)s OR EXISTS (
        SELECT FROM projections.deal_readers AS r
        WHERE r.deal = n.deal AND r.organisation = ANY(%(granted)s::text[])
        AND 'terms' = ANY(r.scopes)))
), {titles_beside("d")}, '{{}}') AS titles"""  # noqa: S608 - our own words
"""A column of a query of ``projections.deals AS d`` that is asked what `Reader.asking` returns."""


class DealTitles(msgspec.Struct, frozen=True, kw_only=True):
    """What the leading instrument of a deal is called on the table."""

    deal: DealId
    titles: Mapping[Language, str]


def change(batch: Batch) -> Iterator[Change]:
    """Write anew what each deal is called that is called otherwise."""
    moved = [one.state for one in batch.moved(DEAL) if _called(one.before) != _called(one.state)]
    if keys := [*(deal.id for deal in moved), *batch.gone()]:
        rows = [
            DealTitles(deal=deal.id, titles=titles) for deal in moved if (titles := _called(deal))
        ]
        yield Replace("deal_titles", "deal", keys, rows)


def _called(deal: Deal) -> Mapping[Language, str]:
    return titles_of(deal.instruments[deal.leading]) if deal.id else {}
