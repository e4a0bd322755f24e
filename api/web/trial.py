"""What a command would come to, without sending it: the same decision, on the same state.

Nothing is recorded. Who may not send the command is not told either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

import msgspec
from msgspec import structs
from starlette.concurrency import run_in_threadpool

from aggregates.deal import DEAL
from aggregates.vocabulary import Command, Event
from api.contracts.prepared import Decision
from api.http.codes import check_codes
from api.http.commands import request_of
from api.http.guard import require_related
from api.web.interface import Call
from api.web.visit import Visit
from ledger.sources import One

Q = TypeVar("Q", bound=Command)


async def tried(
    visit: Visit, decision: Decision, request: type[Q], body: Mapping[str, object]
) -> Sequence[Event]:
    """Return the events to which a command of the deal in the address would come now.

    Raises:
        CodedError: whatever the command would be refused for.
    """
    return await run_in_threadpool(_tried, visit, decision, request, body)


def _tried(
    visit: Visit, decision: Decision, request: type[Q], body: Mapping[str, object]
) -> Sequence[Event]:
    call = Call(operation=decision.__name__, path=visit.path, body=body)
    asked = visit.interface.asked(visit.caller, call)
    (sent,) = visit.interface.arguments(call)
    check_codes(sent)
    state = visit.site.places.deal(visit.path["deal"]).state(One(DEAL, visit.path["deal"]))
    require_related(asked, state)
    whole = request_of(request, asked, structs.asdict(cast("msgspec.Struct", sent)))
    return cast("Sequence[Event]", decision(state, whole))
