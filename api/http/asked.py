"""One request, as far as an endpoint needs to know it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from time import monotonic
from typing import Final

import msgspec
from msgspec.structs import replace
from starlette.requests import Request

from aggregates.vocabulary import Actor
from api import ids
from api.errors import Language
from api.http.acting import Acting, acting_in
from api.http.languages import language_of
from api.http.limits import Kind
from api.http.operation import Operation
from api.http.policy import require_known, require_may
from api.http.rule import Relation
from api.http.site import Site
from api.refusals import ApiError

NOBODY: frozenset[Relation] = frozenset()
GUESTS: Final = "session"
"""The tag of what somebody may ask for whatever they are there for: how they are there."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, by whom, when. ``path`` has the ids in the address.

    ``came`` is the same instant as ``at`` on the monotonic clock: it tells how long it has waited.
    """

    site: Site
    operation: Operation
    request: Request
    path: Mapping[str, str]
    at: datetime
    acting: Acting | None
    language: Language
    request_id: str
    correlation_id: str
    came: float = msgspec.field(default_factory=monotonic)

    @property
    def who(self) -> Acting:
        """Return who asks.

        Raises:
            ApiError: ``not_signed_in``.
        """
        if self.acting is None:
            raise ApiError("not_signed_in")
        return self.acting

    @property
    def actor(self) -> Actor:
        """Return who asks, as the rules know them.

        Raises:
            ApiError: ``not_signed_in``.
        """
        return self.who.actor

    def require_may(self, relations: frozenset[Relation] = NOBODY) -> None:
        """Refuse unless the table lets them, who stand in ``relations`` to what they ask about.

        Raises:
            ApiError: ``not_signed_in``, ``not_permitted``, ``scope_missing``, ``step_up_needed``.
        """
        require_may(self.operation.id, self.acting, relations, self.at)

    def new_id(self) -> str:
        """Return a new id of the instant of the request."""
        return ids.new_id(self.at)


async def asked_of(request: Request, site: Site, operation: Operation) -> Asked:
    """Return what ``request`` asks, once it is known who asks and that they do not ask too often.

    Raises:
        ApiError: ``not_signed_in``, ``not_permitted``, ``scope_missing``, ``deal_unknown``,
            ``cross_site``, ``too_many_requests``.
    """
    at, came = site.clock(), monotonic()
    acting = await acting_within(request, site, operation.limit, at)
    return replace(asked_by(acting, request, site, operation, at), came=came)


async def acting_within(request: Request, site: Site, kind: Kind, at: datetime) -> Acting | None:
    """Return who asks, having counted that they ask.

    Raises:
        ApiError: ``not_signed_in``, ``cross_site``, ``too_many_requests``.
    """
    address = request.client.host if request.client else ""
    try:
        acting = await acting_in(request, site.identities, at)
    except ApiError:
        # who guesses keys is counted where they come from, like who sends none at all
        site.limits.take(kind, address, at)
        raise
    site.limits.take(kind, acting.credential if acting else address, at)
    return acting


def asked_by(
    acting: Acting | None, request: Request, site: Site, operation: Operation, at: datetime
) -> Asked:
    """Return what somebody asks who is known, if it is an operation for such as them at all.

    Raises:
        ApiError: ``not_signed_in``, ``not_permitted``, ``scope_missing``, ``deal_unknown``.
    """
    require_known(operation.id, acting)
    _require_invited(operation, request.path_params, acting)
    request.state.actor = acting.person if acting else ""
    return Asked(
        site=site,
        operation=operation,
        request=request,
        path=request.path_params,
        at=at,
        acting=acting,
        language=language_of(request.headers.get("accept-language", "")),
        request_id=request.state.request_id,
        correlation_id=request.state.correlation_id,
    )


def _require_invited(operation: Operation, path: Mapping[str, str], acting: Acting | None) -> None:
    """Keep a guest within the one deal that they were asked to, and their own session."""
    if acting is None or not acting.deal or operation.tag == GUESTS:
        return
    if "deal" not in path:
        raise ApiError("not_permitted")
    if path["deal"] != acting.deal:
        raise ApiError("deal_unknown", deal=path["deal"])
