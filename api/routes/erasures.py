"""Retention, holds and erasures: what is kept, what is held, what goes for ever."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from aggregates.deal import DEAL
from aggregates.log.erasing.erase_deal import erase_deal
from aggregates.log.erasing.erase_documents import erase_documents
from aggregates.log.erasing.erase_person import erase_person
from aggregates.log.erasing.place_hold import PlaceHold, place_hold
from aggregates.log.erasing.propose_erasure import ProposeErasure, propose_erasure
from aggregates.log.erasing.release_hold import ReleaseHold, release_hold
from aggregates.log.erasing.set_retention import SetRetention, set_retention
from aggregates.log.erasing.withdraw_erasure import WithdrawErasure, withdraw_erasure
from api.annexes.wiring import annex_store
from api.contracts.prepared import Prepared, Streams
from api.erasing.listing import ErasuresNow, listed
from api.erasing.preparing import (
    SAID,
    prepare_deal,
    prepare_documents,
    prepare_person,
    require_there,
)
from api.erasing.sweeping import Sweeping
from api.http.access import note_access
from api.http.asked import NOBODY, Asked
from api.http.commands import command, in_deal, in_edition, in_registry, prepared_command
from api.http.errand import Errand
from api.http.guard import SEES_EVERY_DEAL, require_related
from api.http.paging import LIMIT, LIMIT_MAX
from api.http.policy import relations_by_role
from api.http.router import Router
from api.http.visiting import accounts_for
from api.storage.retention import Due, due_in
from ledger.book import Book
from ledger.recorded import Answer
from ledger.sources import One

router = Router("erasures")

REGISTRY: Final = "registry"
"""What an address calls the registry's log; every other is called as its edition."""


class Erase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which proposal is carried out."""

    erasure: str


class DueQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the list: what follows a deal of it, so many."""

    after: str = ""
    limit: Annotated[int, Meta(ge=1, le=LIMIT_MAX)] = LIMIT


class DueErasures(msgspec.Struct, frozen=True, kw_only=True):
    """Deals whose retention has ended, the longest due first."""

    items: tuple[Due, ...]


def _in_log(asked: Asked) -> Book:
    asked.require_may()  # who may not, does not learn which logs there are
    log = asked.path["log"]
    if log == REGISTRY:
        return asked.site.installation.registry
    return asked.site.places.edition(log)


def _said(_: Asked, __: object) -> Streams:
    return SAID


def _there(asked: Asked, sent: PlaceHold | ProposeErasure) -> None:
    registry = asked.site.installation.identity.registry_log
    require_there(_in_log(asked), registry, sent.subject, sent.id)


def _carried_out(errand: Errand, log: UUID, prepared: Prepared) -> tuple[Streams, Answer]:
    """Record the erasure, then destroy keys and sweep. What dies in between, others finish."""
    answer, site = errand.carried_out(prepared), errand.asked.site
    operations, annexes = accounts_for(errand.asked).operations, annex_store(site.settings)
    Sweeping(site.installation, operations, annexes, site.clock).of_log(log, errand.book)
    return SAID, answer


def _erase_deal(errand: Errand, body: Erase) -> tuple[Streams, Answer]:
    asked, deal = errand.asked, errand.asked.path["deal"]
    if not relations_by_role(asked.acting) & SEES_EVERY_DEAL:
        require_related(asked, errand.book.state(One(DEAL, deal)))
    asked.require_may()
    log = UUID(asked.site.places.edition_of(deal))
    asked_for = prepare_deal(errand.book, log, deal, body.erasure, asked.actor, asked.at)
    return _carried_out(errand, log, asked_for)


def _erase_person(errand: Errand, body: Erase) -> tuple[Streams, Answer]:
    asked, person = errand.asked, errand.asked.path["person"]
    asked.require_may()
    asked_for = prepare_person(errand.book, person, body.erasure, asked.actor, asked.at)
    log = asked.site.installation.identity.registry_log
    return _carried_out(errand, log, asked_for)


def _erase_documents(errand: Errand, body: Erase) -> tuple[Streams, Answer]:
    asked, edition = errand.asked, errand.asked.path["edition"]
    asked.require_may()
    asked_for = prepare_documents(errand.book, edition, body.erasure, asked.actor, asked.at)
    return _carried_out(errand, UUID(edition), asked_for)


command(
    router,
    set_retention,
    SetRetention,
    path="/editions/{edition}/set_retention",
    place=in_edition,
    streams=_said,
    if_match=False,
)
command(
    router,
    place_hold,
    PlaceHold,
    path="/logs/{log}/place_hold",
    place=_in_log,
    streams=_said,
    fresh=("hold",),
    if_match=False,
    before=_there,
)
command(
    router,
    release_hold,
    ReleaseHold,
    path="/logs/{log}/holds/{hold}/release_hold",
    place=_in_log,
    streams=_said,
    if_match=False,
)
command(
    router,
    propose_erasure,
    ProposeErasure,
    path="/logs/{log}/propose_erasure",
    place=_in_log,
    streams=_said,
    fresh=("erasure",),
    if_match=False,
    before=_there,
)
command(
    router,
    withdraw_erasure,
    WithdrawErasure,
    path="/logs/{log}/erasures/{erasure}/withdraw_erasure",
    place=_in_log,
    streams=_said,
    if_match=False,
)
prepared_command(
    router, erase_deal, Erase, _erase_deal, path="/deals/{deal}/erase_deal", place=in_deal
)
prepared_command(
    router,
    erase_person,
    Erase,
    _erase_person,
    path="/people/{person}/erase_person",
    place=in_registry,
)
prepared_command(
    router,
    erase_documents,
    Erase,
    _erase_documents,
    path="/editions/{edition}/erase_documents",
    place=in_edition,
)


@router.get("/logs/{log}/erasures", answer=ErasuresNow)
def list_erasures(asked: Asked) -> ErasuresNow:
    """Say what a log keeps for how long, what is held, what is to be erased, and what was.

    ``log`` is an edition, or ``registry`` for people.
    """
    book = _in_log(asked)
    note_access(asked, f"erasures:{asked.path['log']}")
    return listed(book.state(SAID).erasing)


@router.get("/editions/{edition}/due_erasures", answer=DueErasures, query=DueQuery)
def list_due_erasures(asked: Asked, query: DueQuery) -> DueErasures:
    """List the deals that failed and whose retention has ended: two of the registry may erase them.

    Holds are not looked at here: they are asked about when something is proposed, and when erased.
    """
    asked.require_may(NOBODY)
    in_edition(asked)
    note_access(asked, f"edition:{asked.path['edition']}")
    with accounts_for(asked).operations.transaction() as connection:
        found = due_in(connection, asked.path["edition"], query.after, query.limit)
    return DueErasures(items=tuple(found))
