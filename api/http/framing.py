"""Commands that table a frame: the annexes that it names must have been handed in."""

from __future__ import annotations

from typing import TypeVar, cast

import msgspec
from msgspec import structs

from aggregates.deal import DEAL
from aggregates.vocabulary import Command, Frame
from api.contracts.prepared import Decision, Prepared, Streams
from api.http.annexing import require_annexes, text_named
from api.http.bodies import body_struct
from api.http.commands import of_deal, prepared_command, request_of
from api.http.errand import Errand
from api.http.router import Router
from ledger.recorded import Answer
from ledger.sources import One

Q = TypeVar("Q", bound=Command)


def framed_command(router: Router, decision: Decision, request: type[Q]) -> None:
    """Serve ``decision`` on a deal; its request has a ``frame``.

    The text in force, which the frame of an amendment names, is stored with the event.

    Raises:
        ApiError: ``annex_unknown``.
    """
    path = f"/deals/{{deal}}/{decision.__name__}"

    def carry(errand: Errand, body: msgspec.Struct) -> tuple[Streams, Answer]:
        asked, given = errand.asked, structs.asdict(body)
        source, frame = One(DEAL, asked.path["deal"]), cast("Frame", given["frame"])
        blobs: tuple[bytes, ...] = ()
        if frame.annexes:
            deal, before = errand.look(source)
            if deal is None:
                return source, before
            require_annexes(asked, deal, frame)
            blobs = text_named(deal, frame)
        sent = request_of(request, asked, given)
        prepared = Prepared(
            streams=of_deal(asked, sent), decision=decision, command=sent, blobs=blobs
        )
        return prepared.streams, errand.carried_out(prepared)

    prepared_command(router, decision, body_struct(request, path), carry, path=path)
