"""Nobody sees anything of a deal that is not theirs: no row, no hit, no count, no word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import psycopg
import pytest
from databases import Database, prepared
from msgspec.structs import replace
from psycopg import AsyncConnection, sql
from psycopg.rows import TupleRow
from shelf import ALL, Placed, Shelf, named, shared
from walks import walks

from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import DealOpened, PartyInvited, PartyJoined
from aggregates.vocabulary import Event
from ledger.embedded import Server
from projections.cut import Cut
from projections.errors import ProjectionError
from projections.figures import f1_headline, f8_funnel, f13_losses
from projections.reader import Reader
from projections.view import Wall
from projections.views import all_views, deals, inbox, matrix, search, timeline
from projections.views.deals import Filter

CANARY = "Zilverreiger"
"""A word of the other deal that stands nowhere else."""
LINGHAI = Reader(person="lin-yue", organisation="linghai")
OTHER = Reader(person="somebody", organisation="heron")
STRANGER = Reader(person="nobody", organisation="stranger")
OURS, THEIRS = "deal-ours", "deal-theirs"


def of_others(events: Sequence[DealEvent]) -> list[DealEvent]:
    """Return the events as those of a deal of other organisations, with the canary in its texts."""
    return [_renamed(one) for one in events]


def _renamed(event: DealEvent) -> DealEvent:
    kind = type(event)
    text = Shelf.encoded(event)
    for known, other in (("linghai", "heron"), ("andes", "egret"), ("wisla", "ibis")):
        text = text.replace(f'"{known}"', f'"{other}"')
    text = text.replace('"body":"', f'"body":"{CANARY} ').replace('"title":"', f'"title":"{CANARY} ')
    return Shelf.decoded(text, kind)
