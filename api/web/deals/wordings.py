"""Every wording that a clause has had, by the deal's own events: what redlines are made between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, cast

import msgspec

from aggregates.deal.terms.events import (
    ClauseAccepted,
    ClauseCountered,
    ClericalErrorCorrected,
    IntentSubmitted,
    OfferTabled,
)
from aggregates.vocabulary import Clause, ClauseId, InstrumentId, OrganisationId
from api.routes.deals_history import HistoricEvent

_Worded = OfferTabled | ClauseCountered | ClauseAccepted | ClericalErrorCorrected | IntentSubmitted
_TAGS: Final = {
    str(kind.__struct_config__.tag)
    for kind in (
        OfferTabled,
        ClauseCountered,
        ClauseAccepted,
        ClericalErrorCorrected,
        IntentSubmitted,
    )
}


class Wrote(msgspec.Struct, frozen=True, kw_only=True):
    """A wording: who put it on the table, when, at which position of the log."""

    clause: Clause
    principal: OrganisationId
    at: datetime
    position: int


class Wordings(msgspec.Struct, frozen=True, kw_only=True):
    """The wordings of one clause, the first first; ``accepted``: the last that a side agreed to.

    Both are places in ``wrote``.
    """

    wrote: tuple[Wrote, ...] = ()
    accepted: Mapping[OrganisationId, int] = {}

    def before(self, reader: OrganisationId, since: str) -> Wrote | None:
        """Return the wording to which the present one is held: what the reader accepted last.

        ``since`` may ask for the ``first`` or the ``previous``. None where nothing was before.
        """
        last = len(self.wrote) - 1
        if last < 0:
            return None
        places = {"first": 0, "previous": max(last - 1, 0)}
        return self.wrote[places.get(since, self.accepted.get(reader, 0))]


def wordings_of(
    history: Iterable[HistoricEvent], instrument: InstrumentId
) -> Mapping[ClauseId, Wordings]:
    """Return the wordings of each clause of an instrument that was ever on the table."""
    found: dict[ClauseId, Wordings] = {}
    for one in history:
        if one.event["type"] in _TAGS and one.event["instrument"] == instrument:
            event = msgspec.convert(one.event, cast("Any", _Worded))
            _take_in(found, event, one.position)
    return found


def _take_in(found: dict[ClauseId, Wordings], event: _Worded, position: int) -> None:
    match event:
        case ClauseAccepted():
            _accepted(found, event.clause, event.principal)
        case ClauseCountered():
            _written(found, event.clause, event.principal, event.at, position)
        case ClericalErrorCorrected():
            sides = tuple(found.get(event.clause.id, Wordings()).accepted)
            for side in sides:  # each lead confirmed it
                _written(found, event.clause, side, event.at, position)
        case OfferTabled() | IntentSubmitted():
            for clause in event.clauses:
                _written(found, clause, event.principal, event.at, position)


def _written(
    found: dict[ClauseId, Wordings],
    clause: Clause,
    principal: OrganisationId,
    at: datetime,
    position: int,
) -> None:
    before = found.get(clause.id, Wordings())
    if not before.wrote or before.wrote[-1].clause != clause:
        wrote = Wrote(clause=clause, principal=principal, at=at, position=position)
        found[clause.id] = msgspec.structs.replace(before, wrote=(*before.wrote, wrote))
    _accepted(found, clause.id, principal)


def _accepted(found: dict[ClauseId, Wordings], clause: ClauseId, side: OrganisationId) -> None:
    now = found.get(clause, Wordings())
    accepted = {**now.accepted, side: len(now.wrote) - 1}
    found[clause] = msgspec.structs.replace(now, accepted=accepted)
