"""The endpoints of an organisation: registered, rotated, tried, disabled, by who speaks for it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.catalogue import EVENTS
from aggregates.vocabulary import Actor, OrganisationId
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound, is_bound
from api.accounts.security import Note, What, note
from api.accounts.vouching import require_speaks_for
from api.refusals import ApiError
from api.storage import deliveries as sent
from api.storage import webhooks as storage
from api.storage.deliveries import Again, Outcome, Sent
from api.storage.operations import Transaction
from api.storage.webhooks import Webhook
from api.webhooks.address import target_of
from api.webhooks.signing import PING, SigningKeys, signing_keys

WEBHOOKS_MAX: Final = 10
"""How many endpoints an organisation may have."""
AGAIN_MAX: Final = 1000
"""How many messages one call sends again."""
OVERLAP_MAX: Final = timedelta(days=7)
KINDS: Final = frozenset(name for name in EVENTS if name.startswith(("deal.", "side.")))
"""What an endpoint can be told of: what happens to deals, and what a side says among its own."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Where to tell of what."""

    url: str
    kinds: tuple[str, ...]
    insecure_loopback: bool = False


class Keyed(msgspec.Struct, frozen=True):
    """An endpoint, with the keys that sign what goes there now.

    ``altered``: its row is not as we have written it, and nothing goes there.
    """

    webhook: Webhook
    keys: SigningKeys
    altered: bool = False


class Speaking(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks something for an organisation, and from where."""

    by: Actor
    organisation: OrganisationId
    visitor: Visitor


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a list of messages, beyond the one that happened at an instant and has an id."""

    outcome: Outcome | None = None
    after: tuple[datetime, str] | None = None
    limit: int


def register(accounts: Accounts, who: Speaking, wanted: Wanted) -> Keyed:
    """Register an endpoint.

    Raises:
        ApiError: ``not_administrator``, ``webhook_url_refused``, ``event_kind_unlisted``,
            ``webhooks_too_many``.
    """
    target_of(wanted.url, insecure_loopback=wanted.insecure_loopback)
    for kind in wanted.kinds or ("",):
        if kind not in KINDS:
            raise ApiError("event_kind_unlisted", kind=kind[:100])
    at = accounts.clock()
    webhook = Webhook(
        id=ids.new_id(at),
        organisation=who.organisation,
        url=wanted.url,
        kinds=sorted(set(wanted.kinds)),
        secret_number=1,
        previous_until=None,
        created_by=who.by.person,
        created_at=at,
    )
    with _speaking(accounts, who) as connection:
        if len(storage.webhooks_of(connection, who.organisation)) >= WEBHOOKS_MAX:
            raise ApiError("webhooks_too_many", most=WEBHOOKS_MAX)
        storage.put_webhook(connection, bound(accounts.secrets, webhook))
        _note(connection, accounts, who, "webhook_registered", webhook.id)
    return _keyed(accounts, bound(accounts.secrets, webhook))


def registered(accounts: Accounts, who: Speaking) -> Sequence[Keyed]:
    """Return the endpoints of an organisation, the first registered first.

    Raises:
        ApiError: ``not_administrator``.
    """
    with _speaking(accounts, who) as connection:
        found = storage.webhooks_of(connection, who.organisation)
    return [_keyed(accounts, webhook) for webhook in found]


def rotate(accounts: Accounts, who: Speaking, webhook: str, overlap: timedelta) -> Keyed:
    """Give an endpoint a new secret; messages are signed with the one before as well for a while.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``, ``webhook_altered``,
            ``validity_malformed``.
    """
    if not timedelta(0) <= overlap <= OVERLAP_MAX:
        raise ApiError("validity_malformed")
    with _speaking(accounts, who) as connection:
        found = _unaltered(accounts, _found(connection, who, webhook))
        number, until = found.secret_number + 1, accounts.clock() + overlap
        changed = replace(found, secret_number=number, previous_until=until)
        storage.rotate_secret(connection, bound(accounts.secrets, changed))
        _note(connection, accounts, who, "webhook_rotated", webhook)
    return _keyed(accounts, bound(accounts.secrets, changed))


def disable(accounts: Accounts, who: Speaking, webhook: str) -> None:
    """Send nothing there until it is enabled again.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``.
    """
    with _speaking(accounts, who) as connection:
        _found(connection, who, webhook)
        if storage.disable_webhook(connection, webhook, accounts.clock(), "asked"):
            _note(connection, accounts, who, "webhook_disabled", webhook)


def enable(accounts: Accounts, who: Speaking, webhook: str) -> None:
    """Send there again, first what still waits; what happened meanwhile, only when it is asked for.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``, ``webhook_altered``.
    """
    with _speaking(accounts, who) as connection:
        if _unaltered(accounts, _found(connection, who, webhook)).disabled_at is not None:
            storage.enable_webhook(connection, webhook, accounts.clock())
            _note(connection, accounts, who, "webhook_enabled", webhook)


def remove(accounts: Accounts, who: Speaking, webhook: str) -> None:
    """Forget an endpoint, with the list of what was sent there.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``.
    """
    with _speaking(accounts, who) as connection:
        _found(connection, who, webhook)
        storage.remove_webhook(connection, webhook)
        _note(connection, accounts, who, "webhook_removed", webhook)


def ping(accounts: Accounts, who: Speaking, webhook: str) -> Sent:
    """Have a message sent that tells of nothing.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``, ``webhook_disabled``,
            ``webhook_altered``.
    """
    at = accounts.clock()
    with _speaking(accounts, who) as connection:
        _enabled(accounts, _found(connection, who, webhook))
        delivery = ids.new_id(at)
        sent.put_ping(connection, webhook, delivery, PING, at)
        return _delivery(connection, webhook, delivery)


def deliveries(accounts: Accounts, who: Speaking, webhook: str, page: Page) -> Sequence[Sent]:
    """Return what was sent to an endpoint or waits to be, what happened last first.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``.
    """
    with _speaking(accounts, who) as connection:
        _found(connection, who, webhook)
        return sent.deliveries_of(connection, webhook, page.outcome, page.after, page.limit)


def replay_one(accounts: Accounts, who: Speaking, webhook: str, delivery: str) -> Sent:
    """Send one message again, under the id that it had.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``, ``webhook_disabled``,
            ``webhook_altered``, ``delivery_unlisted``.
    """
    with _speaking(accounts, who) as connection:
        _enabled(accounts, _found(connection, who, webhook))
        sent.send_again(connection, webhook, delivery, accounts.clock())
        return _delivery(connection, webhook, delivery)


def replay_range(
    accounts: Accounts, who: Speaking, webhook: str, log: str, span: tuple[int, int]
) -> tuple[int, int | None]:
    """Send again what happened from one position to another, as far as it may be seen now.

    Return how many messages that are, and from which position to go on if there may be more.

    Raises:
        ApiError: ``not_administrator``, ``webhook_unlisted``, ``webhook_disabled``,
            ``webhook_altered``.
    """
    again = Again(
        organisation=who.organisation,
        webhook=webhook,
        log=log,
        first=span[0],
        last=span[1],
        most=AGAIN_MAX,
    )
    with _speaking(accounts, who) as connection:
        _enabled(accounts, _found(connection, who, webhook))
        positions = sent.tell_again(connection, again, accounts.clock())
    more = len(positions) == AGAIN_MAX and positions[-1] < again.last
    return len(positions), positions[-1] + 1 if more else None


@contextmanager
def _speaking(accounts: Accounts, who: Speaking) -> Generator[Transaction, None, None]:
    with accounts.operations.transaction() as connection:
        require_speaks_for(connection, accounts, who.by, who.organisation)
        yield connection


def _found(connection: Transaction, who: Speaking, webhook: str) -> Webhook:
    found = storage.webhook_of(connection, who.organisation, webhook)
    if found is None:
        raise ApiError("webhook_unlisted")
    return found


def _unaltered(accounts: Accounts, webhook: Webhook) -> Webhook:
    if not is_bound(accounts.secrets, webhook):
        raise ApiError("webhook_altered")
    return webhook


def _enabled(accounts: Accounts, webhook: Webhook) -> None:
    if _unaltered(accounts, webhook).disabled_at is not None:
        raise ApiError("webhook_disabled")


def _delivery(connection: Transaction, webhook: str, delivery: str) -> Sent:
    found = sent.delivery_of(connection, webhook, delivery)
    if found is None:
        raise ApiError("delivery_unlisted")
    return found


def _keyed(accounts: Accounts, webhook: Webhook) -> Keyed:
    keys = signing_keys(accounts.secrets, webhook.id, webhook.secret_number)
    return Keyed(webhook, keys, altered=not is_bound(accounts.secrets, webhook))


def _note(
    connection: Transaction, accounts: Accounts, who: Speaking, what: What, webhook: str
) -> None:
    entry = Note(
        what=what,
        person=who.by.person,
        organisation=who.organisation,
        visitor=who.visitor,
        facts={"webhook": webhook},
    )
    note(connection, accounts, entry)
