"""Commands for which a paper is made or signed first.

::

    paper_command(router, sign, SignatureGiven, prepare_sign)

The rules are asked before anything is rendered, certified or signed, and once more when it is
recorded. Where somebody else was faster, it is made anew on what is there then.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final, TypeAlias, TypeVar

import msgspec

from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, Sha256
from api.contracts.prepared import Decision, Prepared, Streams
from api.contracts.room import Room
from api.http.asked import Asked
from api.http.commands import After, prepared_command
from api.http.errand import Errand
from api.http.limits import Kind
from api.http.presence import Presence, spent_presence
from api.http.router import Router
from api.refusals import ApiError
from ledger.recorded import Answer

B = TypeVar("B")

ATTEMPTS: Final = 4
"""As often as the ledger itself decides anew."""
OVERTAKEN: Final = frozenset({"revision_moved", "other_rates"})
"""Another signature, or other rates, came between making the paper and recording it."""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Where a command about a paper is prepared: who asks, and the deal as it stands.

    ``presence`` is there where the table asks for it.
    """

    asked: Asked
    room: Room
    deal: Deal
    presence: Presence | None

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.asked.actor


Prepare: TypeAlias = Callable[[Desk, B], Prepared | None]
"""Makes what a command needs; None if it was carried out already."""


def paper_command(  # noqa: PLR0913 - what a command about a paper may say of itself
    router: Router,
    decision: Decision,
    body: type[B],
    prepare: Prepare[B],
    *,
    shows: Callable[[B], Sha256] | None = None,
    if_match: bool = False,
    limit: Kind = "command",
    after: After = lambda _, __: None,
) -> None:
    """Serve ``decision`` on a deal, prepared by ``prepare``.

    ``shows`` names the document for which who asks must have shown anew who they are: what they
    have read, or nothing if it is only made here. The table says so too, with ``step_up``. Who has
    not is told by the facts of ``step_up_needed`` what to show it for.
    """

    def carry(errand: Errand, given: B) -> tuple[Streams, Answer]:
        digest = None if shows is None else shows(given)
        with _said_for_what(errand.asked, digest, given):
            return carried(errand, given, digest)

    def carried(errand: Errand, given: B, digest: Sha256 | None) -> tuple[Streams, Answer]:
        asked = errand.asked
        room = Room(asked.site.installation, errand.book, asked.path["deal"])
        presence: Presence | None = None
        for attempt in range(1, ATTEMPTS + 1):
            deal, before = errand.look(room.source)
            if deal is None:
                return room.source, before
            presence = presence or _spent(asked, digest, given)
            desk = Desk(asked=asked, room=room, deal=deal, presence=presence)
            prepared = prepare(desk, given)
            if prepared is None:
                return room.source, Answer()
            try:
                answer = errand.carried_out(prepared)
            except RuleError as wrong:
                if wrong.code not in OVERTAKEN or attempt == ATTEMPTS:
                    raise
                continue
            after(asked, answer)
            return prepared.streams, answer
        raise AssertionError(ATTEMPTS)

    prepared_command(router, decision, body, carry, if_match=if_match, limit=limit)


def _spent(asked: Asked, document_sha256: Sha256 | None, body: object) -> Presence | None:
    """Return the proof of presence, spent; none where the table asks for none."""
    if document_sha256 is None:
        return None
    return spent_presence(asked, document_sha256, _seat_in(body))


@contextmanager
def _said_for_what(asked: Asked, document_sha256: Sha256 | None, body: object) -> Generator[None]:
    """Have a refusal that wants presence shown say by its facts for what."""
    try:
        yield
    except ApiError as wrong:
        if wrong.code != "step_up_needed" or document_sha256 is None:
            raise
        raise ApiError(
            wrong.code,
            operation=asked.operation.id,
            document_sha256=document_sha256,
            deal=asked.path["deal"],
            seat=_seat_in(body),
        ) from None


def _seat_in(body: object) -> str:
    """Return the field of the seat that a body names, empty if it names none."""
    field: object = getattr(body, "field", "")
    return str(field)
