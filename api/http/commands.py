"""Commands as endpoints: each is one line, made from its decision and its request.

::

    command(router, accept_clauses, AcceptClauses)
    command(router, join_deal, JoinDeal, streams=deal_and_admission)
    command(router, invite_party, InviteParty, fresh=("invitation",))

The body is the request without what the server adds (who asks, when) and what the address says. Ids
in ``fresh`` the client may choose; else the server makes them, and the answer tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import getdoc
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar, cast

import msgspec
from msgspec import structs
from starlette.concurrency import run_in_threadpool

from aggregates.aggregate import EventsByStream
from aggregates.deal import DEAL
from aggregates.vocabulary import Command, Event
from api.contracts.prepared import Decision, Prepared, Streams
from api.http.asked import Asked
from api.http.bodies import body_struct, cites
from api.http.codes import check_codes
from api.http.errand import Errand, errand_of, name_of
from api.http.files import named_files
from api.http.limits import Kind
from api.http.operation import Operation
from api.http.receipts import handed_over
from api.http.reply import Reply
from api.http.router import Router
from api.receipts.step import Receipt
from ledger.book import Book
from ledger.recorded import Answer
from ledger.sources import One

Q = TypeVar("Q", bound=Command)
B = TypeVar("B")
"""A body."""

Place: TypeAlias = Callable[[Asked], Book]
"""Finds the log that a command goes to."""
Carry: TypeAlias = Callable[[Errand, B], tuple[Streams, Answer]]
"""Carries a command out; returns what it was about, and what it came to."""

Before: TypeAlias = Callable[[Asked, Q], None]
"""Refuses what no rule can know that reads one log alone; asked once it is known that they may."""

After: TypeAlias = Callable[[Asked, Answer], None]
"""Does what follows from a command outside the ledger."""

NOTHING: Final[Mapping[str, Callable[[Asked], object]]] = MappingProxyType({})


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a command came to: its position in the log, its stored name."""

    position: int
    type: str


class CommandOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a command came to. No events: it was so already.

    ``version`` is that of the stream that it was about, for ``If-Match``. ``ids`` are those that
    were made for it, by the name of their field. ``repeated``: the same command had been recorded
    before, and this is what it came to then. ``receipt`` is there for a step that binds who took
    it: an acceptance, a lock, an approval, a signature.
    """

    positions: tuple[int, ...]
    version: int
    events: tuple[Appended, ...]
    ids: dict[str, str] = {}
    repeated: bool = False
    receipt: Receipt | None = None


def in_deal(asked: Asked) -> Book:
    """Return the log of the deal in the address."""
    return asked.site.places.deal(asked.path["deal"])


def in_edition(asked: Asked) -> Book:
    """Return the log of the edition in the address."""
    return asked.site.places.edition(asked.path["edition"])


def in_registry(asked: Asked) -> Book:
    """Return the registry's log."""
    return asked.site.installation.registry


def of_deal(asked: Asked, _: object) -> One[object]:
    """Return the stream of the deal in the address."""
    return cast("One[object]", One(DEAL, asked.path["deal"]))


def command(  # noqa: PLR0913 - what a command may say of itself
    router: Router,
    decision: Decision,
    request: type[Q],
    *,
    path: str = "",
    place: Place = in_deal,
    streams: Callable[[Asked, Q], Streams] = of_deal,
    fresh: Sequence[str] = (),
    server: Mapping[str, Callable[[Asked], object]] = NOTHING,
    if_match: bool | None = None,
    before: Before[Q] = lambda _, __: None,
    after: After = lambda _, __: None,
) -> None:
    """Serve ``decision`` under its name; the default is a command of one deal.

    ``server`` says the fields that are the server's to fill. Commands that cite a digest or an
    offer's number need no ``If-Match``, unless ``if_match`` says so. Code lists, which the rules
    take on trust, are looked up here.
    """
    address = path or f"/deals/{{deal}}/{decision.__name__}"

    def carry(errand: Errand, body: msgspec.Struct) -> tuple[Streams, Answer]:
        filled = {name: fill(errand.asked) for name, fill in server.items()}
        sent = request_of(request, errand.asked, {**structs.asdict(body), **filled}, fresh)

        def decided(*given: object) -> Sequence[Event] | EventsByStream:
            before(errand.asked, sent)
            return decision(*given)

        prepared = Prepared(
            streams=streams(errand.asked, sent),
            decision=decided,
            command=sent,
            blobs=named_files(errand.asked, body),
        )
        answer = errand.carried_out(prepared)
        after(errand.asked, answer)
        return prepared.streams, answer

    prepared_command(
        router,
        decision,
        body_struct(request, address, fresh, tuple(server)),
        carry,
        path=address,
        place=place,
        fresh=fresh,
        if_match=not cites(request) if if_match is None else if_match,
    )


def prepared_command(  # noqa: PLR0913 - as `command`, of which this is the more general form
    router: Router,
    decision: Decision,
    body: type[B],
    carry: Carry[B],
    *,
    path: str = "",
    place: Place = in_deal,
    fresh: Sequence[str] = (),
    if_match: bool = False,
    limit: Kind = "command",
) -> None:
    """Serve a command that ``carry`` carries out: one for which something is made first."""

    def carried(asked: Asked, given: B) -> tuple[Book, Answer, CommandOutcome]:
        check_codes(given)
        errand = errand_of(asked, place, given)
        streams, answer = carry(errand, given)
        return errand.book, answer, outcome_of(errand, streams, answer, fresh)

    async def handler(asked: Asked, given: B) -> Reply:
        book, answer, outcome = await run_in_threadpool(carried, asked, given)
        # no thread is held while witnesses are waited for
        receipt = await handed_over(asked, book, answer)
        whole = structs.replace(outcome, receipt=receipt)
        return Reply(content=whole, etag=whole.version)

    router.add(
        Operation(
            id=decision.__name__,
            method="POST",
            path=path or f"/deals/{{deal}}/{decision.__name__}",
            tag=router.tag,
            about=getdoc(decision) or "",
            body=body,
            answer=CommandOutcome,
            command=True,
            if_match=if_match,
            limit=limit,
        ),
        handler,
    )


def request_of(
    request: type[Q], asked: Asked, body: Mapping[str, object], fresh: Sequence[str] = ()
) -> Q:
    """Return the command: what the body says, the address, who asks, when, and new ids."""
    given = {name: asked.path[name] for name in asked.path if name in request.__struct_fields__}
    facts = {**body, **given}
    made = {name: facts[name] or asked.new_id() for name in fresh}
    return request(actor=asked.actor, at=asked.at, **{**facts, **made})


def outcome_of(
    errand: Errand, streams: Streams, answer: Answer, fresh: Sequence[str] = ()
) -> CommandOutcome:
    """Return what a client is told of ``answer``."""
    named = [(name, event) for name in fresh for event in answer.events if hasattr(event, name)]
    return CommandOutcome(
        positions=answer.positions,
        version=errand.version(streams, answer),
        events=tuple(
            Appended(position=position, type=name_of(event))
            for position, event in zip(answer.positions, answer.events, strict=True)
        ),
        ids={name: str(getattr(event, name)) for name, event in reversed(named)},
        repeated=answer.repeated,
    )
