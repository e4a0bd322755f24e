"""What a refusal calls people, sides and papers: by names, where who is refused may read them.

An id that somebody sends is not named because they sent it: else whoever knows an id would learn
a name. In a deal, its sides are named, and who has acted in it, to who may read its terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from starlette.concurrency import run_in_threadpool

from aggregates.deal import DEAL
from aggregates.deal.state import Deal
from aggregates.vocabulary import DealId
from api.called import ids_in
from api.contracts.people import Registered
from api.errors import CODED_ERRORS, CodedError
from api.http.asked import Asked
from api.http.policy import can
from api.http.problems import tellable
from api.http.related import related
from api.http.rule import Relation
from api.names import Names, short_name
from ledger.sources import One

NOBODY: Final[Mapping[str, str]] = {}


async def names_for(asked: Asked, error: CodedError) -> Mapping[str, str]:
    """Return what the ids in a refusal are called to who is refused. Never raises for it."""
    wanted = ids_in(tellable(error).facts.values())
    if not wanted or asked.acting is None:
        return NOBODY
    return await run_in_threadpool(_names, asked, frozenset(wanted))


def _names(asked: Asked, wanted: frozenset[str]) -> Mapping[str, str]:
    own = {asked.who.person, asked.who.organisation} & wanted
    try:
        names = Names(
            Registered(asked.site.installation), asked.site.installation.registry, asked.language
        )
        known = {one: names[one] for one in own if one in names}
        deal = asked.path.get("deal", "")
        return {**known, **_in_deal(asked, deal, wanted)} if deal else known
    except CODED_ERRORS:
        return NOBODY  # it is refused all the same, and in its own words


def _in_deal(asked: Asked, deal: DealId, wanted: frozenset[str]) -> dict[str, str]:
    """Return what a deal's sides, people and papers are called, to who belongs to it and reads it.

    People are those who have acted in it: whatever else an event has may be any id that somebody
    wrote there.
    """
    book = asked.site.places.deal(deal)
    whole = book.whole(One(DEAL, deal))
    relations = related(whole.state, asked.who) - {Relation.FORMER}
    elsewhere = asked.who.deal not in {"", deal}
    if elsewhere or not relations or not can(asked.acting, "read_history", relations):
        return {}
    names = Names(Registered(asked.site.installation), book, asked.language)
    for one in whole.recorded:
        names.learn(one.event)
    titles = {one: names[one] for one in wanted & frozenset(names)}
    acted = wanted & {one.meta.actor for one in whole.recorded}
    people = {one: names[one] for one in acted if one in names}
    return {**_sides(asked, whole.state, wanted), **people, **titles}


def _sides(asked: Asked, deal: Deal, wanted: frozenset[str]) -> dict[str, str]:
    """Return what the sides of a deal are called, past ones too; a person is no side."""
    parties, registered = deal.parties, Registered(asked.site.installation)
    found = dict[str, str]()
    for one in wanted & {*parties.principals, *parties.former, *parties.participants}:
        with suppress(*CODED_ERRORS):
            legal_name = registered.organisation(one).legal_name
            found[one] = short_name(legal_name, asked.language)
    return found
