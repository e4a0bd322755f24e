"""Endpoints of one's organisation, which are told what happens to its deals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from aggregates.vocabulary import DealId, OrganisationId, PersonId
from api.http.asked import Asked
from api.http.paging import LIMIT, LIMIT_MAX, Page
from api.http.router import Router
from api.http.visiting import SMALL, Nothing, accounts_for, visitor_of
from api.storage.deliveries import Outcome, Sent
from api.storage.webhooks import Because
from api.webhooks import endpoints
from api.webhooks.endpoints import Keyed, Speaking, Wanted

router = Router("webhooks")

_POSITION_MAX = 2**63 - 1
_Position = Annotated[int, msgspec.Meta(ge=1, le=_POSITION_MAX)]


class RegisterWebhook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to tell, over TLS, of which kinds of events: ``deal.offer_tabled.v1``."""

    url: Annotated[str, msgspec.Meta(max_length=2000)]
    kinds: Annotated[tuple[str, ...], msgspec.Meta(max_length=200)]


class RotateSecret(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For how long messages are signed with the secret that was there before as well."""

    overlap_hours: Annotated[int, msgspec.Meta(ge=0, le=168)] = 24


class ReplayDeliveries(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to send again: events of one log, from one position to another, both included."""

    log: Annotated[str, msgspec.Meta(max_length=36)]
    first: _Position
    last: _Position


class WebhookKept(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint without its secret. ``public_key`` checks the signatures named ``v1a``.

    ``failing_since`` is when the first message did not arrive after which none has. One that is
    ``altered`` was changed in the database by somebody else: nothing is sent there.
    """

    webhook: str
    organisation: OrganisationId
    url: str
    kinds: tuple[str, ...]
    public_key: str
    previous_until: datetime | None
    created_by: PersonId
    created_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    disabled_because: Because
    altered: bool


class WebhookMade(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint with its secret, which is shown this once: it checks signatures named ``v1``."""

    secret: str
    webhook: WebhookKept


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A message and what became of it. ``message`` is what the receiver knows it by.

    ``log``, ``position`` and ``deal`` say what it told of; they are empty, and 0, for a trial.

    ``status`` is what was answered last, 0 if nothing was; ``reason`` why that is a failure.
    ``next_attempt_at`` is there as long as it waits.
    """

    delivery: str
    message: str
    type: str
    log: str
    position: int
    deal: DealId
    at: datetime
    outcome: Outcome
    attempts: int
    status: int
    reason: str
    next_attempt_at: datetime | None
    ended_at: datetime | None


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """How many messages are sent again; ``next`` is from which position to ask on, if at all."""

    count: int
    next: int | None


class WhichDeliveries(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which messages: of one outcome, or all."""

    outcome: Outcome | None = None
    cursor: str = ""
    limit: Annotated[int, msgspec.Meta(ge=1, le=LIMIT_MAX)] = LIMIT


@router.get("/organisations/{organisation}/webhooks", answer=tuple[WebhookKept, ...])
def list_webhooks(asked: Asked) -> tuple[WebhookKept, ...]:
    """List the endpoints of one's organisation: ``not_administrator``."""
    accounts = accounts_for(asked)
    return tuple(_kept(one) for one in endpoints.registered(accounts, _speaking(asked)))


@router.change(
    "POST",
    "/organisations/{organisation}/webhooks",
    body=RegisterWebhook,
    answer=WebhookMade,
    body_bytes=SMALL,
)
def register_webhook(asked: Asked, sent: RegisterWebhook) -> WebhookMade:
    """Register an endpoint, as lead or administrator.

    ``not_administrator``, ``webhook_url_refused``, ``event_kind_unlisted``, ``webhooks_too_many``.
    """
    insecure = asked.site.settings.insecure_loopback_webhooks
    wanted = Wanted(url=sent.url, kinds=sent.kinds, insecure_loopback=insecure)
    return _made(endpoints.register(accounts_for(asked), _speaking(asked), wanted))


@router.change(
    "POST",
    "/organisations/{organisation}/webhooks/{webhook}/rotate_secret",
    body=RotateSecret,
    answer=WebhookMade,
)
def rotate_webhook_secret(asked: Asked, sent: RotateSecret) -> WebhookMade:
    """Give an endpoint a new secret: ``webhook_unlisted``."""
    accounts, overlap = accounts_for(asked), timedelta(hours=sent.overlap_hours)
    return _made(endpoints.rotate(accounts, _speaking(asked), asked.path["webhook"], overlap))


@router.change("POST", "/organisations/{organisation}/webhooks/{webhook}/disable", body=Nothing)
def disable_webhook(asked: Asked, _: Nothing) -> None:
    """Send nothing there until it is enabled again: ``webhook_unlisted``."""
    endpoints.disable(accounts_for(asked), _speaking(asked), asked.path["webhook"])


@router.change("POST", "/organisations/{organisation}/webhooks/{webhook}/enable", body=Nothing)
def enable_webhook(asked: Asked, _: Nothing) -> None:
    """Send there again: ``webhook_unlisted``. What happened meanwhile is replayed if asked for."""
    endpoints.enable(accounts_for(asked), _speaking(asked), asked.path["webhook"])


@router.change("DELETE", "/organisations/{organisation}/webhooks/{webhook}")
def remove_webhook(asked: Asked) -> None:
    """Forget an endpoint and the list of its messages: ``webhook_unlisted``."""
    endpoints.remove(accounts_for(asked), _speaking(asked), asked.path["webhook"])


@router.change(
    "POST",
    "/organisations/{organisation}/webhooks/{webhook}/ping",
    body=Nothing,
    answer=Delivery,
)
def ping_webhook(asked: Asked, _: Nothing) -> Delivery:
    """Send a message that tells of nothing.

    ``webhook_unlisted``, ``webhook_disabled``, ``webhook_altered``.
    """
    accounts = accounts_for(asked)
    return _delivery(endpoints.ping(accounts, _speaking(asked), asked.path["webhook"]))


@router.get(
    "/organisations/{organisation}/webhooks/{webhook}/deliveries",
    answer=Page[Delivery],
    query=WhichDeliveries,
)
def list_deliveries(asked: Asked, which: WhichDeliveries) -> Page[Delivery]:
    """List the messages to an endpoint, what happened last first: ``webhook_unlisted``."""
    accounts, webhook, cursors = accounts_for(asked), asked.path["webhook"], asked.site.cursors
    of = f"list_deliveries {webhook} {which.outcome}"
    after = cursors.place(of, which.cursor, tuple[datetime, str]) if which.cursor else None
    page = endpoints.Page(outcome=which.outcome, after=after, limit=which.limit + 1)
    found = endpoints.deliveries(accounts, _speaking(asked), webhook, page)
    shown = found[: which.limit]
    more = cursors.cursor(of, (shown[-1].at, shown[-1].id)) if len(found) > len(shown) else None
    return Page(items=tuple(_delivery(one) for one in shown), next=more)


@router.change(
    "POST",
    "/organisations/{organisation}/webhooks/{webhook}/deliveries/{delivery}/replay",
    body=Nothing,
    answer=Delivery,
)
def replay_delivery(asked: Asked, _: Nothing) -> Delivery:
    """Send one message again.

    ``delivery_unlisted``, ``webhook_unlisted``, ``webhook_disabled``, ``webhook_altered``.
    """
    accounts, path = accounts_for(asked), asked.path
    speaking = _speaking(asked)
    return _delivery(endpoints.replay_one(accounts, speaking, path["webhook"], path["delivery"]))


@router.change(
    "POST",
    "/organisations/{organisation}/webhooks/{webhook}/replay",
    body=ReplayDeliveries,
    answer=Replayed,
)
def replay_deliveries(asked: Asked, sent: ReplayDeliveries) -> Replayed:
    """Send again what happened in a range, 1000 messages at most in one call.

    Also what was never sent; nothing that may be seen no longer. ``webhook_unlisted``,
    ``webhook_disabled``, ``webhook_altered``.
    """
    accounts, span = accounts_for(asked), (sent.first, sent.last)
    count, more = endpoints.replay_range(
        accounts, _speaking(asked), asked.path["webhook"], sent.log, span
    )
    return Replayed(count=count, next=more)


def _speaking(asked: Asked) -> Speaking:
    organisation = asked.path["organisation"]
    return Speaking(by=asked.actor, organisation=organisation, visitor=visitor_of(asked))


def _made(keyed: Keyed) -> WebhookMade:
    return WebhookMade(secret=keyed.keys.secret, webhook=_kept(keyed))


def _kept(keyed: Keyed) -> WebhookKept:
    webhook = keyed.webhook
    return WebhookKept(
        webhook=webhook.id,
        organisation=webhook.organisation,
        url=webhook.url,
        kinds=tuple(webhook.kinds),
        public_key=keyed.keys.public_key,
        previous_until=webhook.previous_until,
        created_by=webhook.created_by,
        created_at=webhook.created_at,
        failing_since=webhook.failing_since,
        disabled_at=webhook.disabled_at,
        disabled_because=webhook.disabled_because,
        altered=keyed.altered,
    )


def _delivery(sent: Sent) -> Delivery:
    return Delivery(
        delivery=sent.id,
        message=sent.message,
        type=sent.type,
        log="" if sent.log_id is None else str(sent.log_id),
        position=sent.position,
        deal=sent.deal,
        at=sent.at,
        outcome=sent.outcome,
        attempts=sent.attempts,
        status=sent.status,
        reason=sent.reason,
        next_attempt_at=sent.due_at if sent.outcome == "waiting" else None,
        ended_at=sent.ended_at,
    )
