"""Archiving anew, at the machine itself: every paper that ends before a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from aggregates.deal import DEAL
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor
from api import ids
from api.archives.ending import Ending
from api.contracts.prepare_renewal import prepare_renewal
from api.contracts.room import Room
from api.errors import CodedError
from api.installation import Installation
from ledger.context import Context
from ledger.errors import LedgerError
from ledger.sources import One
from signing.errors import SignatureError


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one paper; without an ``error`` it is archived anew."""

    paper: Ending
    error: CodedError | None = None


def renewed(
    installation: Installation, endings: Iterator[Ending], actor: Actor, at: datetime
) -> Iterator[Renewal]:
    """Archive each paper anew; one that can not be keeps no other from it."""
    for paper in endings:
        try:
            _renew(installation, paper, actor, at)
        except (RuleError, LedgerError, SignatureError) as refused:
            yield Renewal(paper=paper, error=refused)
        else:
            yield Renewal(paper=paper)


def _renew(installation: Installation, paper: Ending, actor: Actor, at: datetime) -> None:
    book = installation.edition(paper.edition)
    room, deal = Room(installation, book, paper.deal), book.state(One(DEAL, paper.deal))
    prepared = prepare_renewal(room, deal, deal.instruments[paper.instrument], at, actor)
    context = Context(
        actor=actor.person,
        on_behalf_of=actor.organisation,
        authentication="console",
        correlation_id=paper.deal,
        idempotency_key=ids.new_id(at),
        request=msgspec.json.encode(prepared.command),
    )
    prepared.carried_out(book, context)
