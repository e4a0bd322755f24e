"""Messages to endpoints: what is told, to whom, how often, and when it is given up."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import LiteralString

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from plots import LETTER, LIN, LOCKED, OPENED, TABLED, move
from projecting import House
from receiving import Endpoint, Received, receiving
from standardwebhooks import Webhook, WebhookVerificationError
from telling import Desk, desk_of

from api.refusals import ApiError
from api.storage.deliveries import OF_ONE, claim_deliveries
from api.storage.tasks import Claim
from api.webhooks import endpoints
from api.webhooks.endpoints import WEBHOOKS_MAX, Page

Plays = Callable[..., House]
TABLE = (*OPENED, *LETTER, *TABLED)
SECRETLY = move("comment", LIN, audience="own_side", text="We could go lower.")


@contextmanager
def told(house: House, *kinds: str) -> Iterator[tuple[Desk, Endpoint]]:
    """Give a desk whose one endpoint is to be told of everything that happened."""
    with desk_of(house) as desk, receiving() as endpoint:
        desk.registers(endpoint.url, *kinds)
        desk.tells()
        yield desk, endpoint


def verified(received: Received, secret: str) -> None:
    """The signature named ``v1`` is right."""
    Webhook(secret).verify(received.body, received.headers)


def verified_with(received: Received, public_key: str) -> None:
    """One of the signatures named ``v1a`` is right."""
    key = Ed25519PublicKey.from_public_bytes(b64decode(public_key.removeprefix("whpk_")))
    head = received.headers
    signed = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + received.body
    found = [one.partition(",") for one in head["webhook-signature"].split(" ")]
    for signature in (b64decode(value) for version, _, value in found if version == "v1a"):
        try:
            key.verify(signature, signed)
        except InvalidSignature:
            continue
        return
    raise WebhookVerificationError


def test_a_message_says_that_something_happened_and_none_of_what(house_of: Plays) -> None:
    house = house_of(*LOCKED)
    with desk_of(house) as desk, receiving() as endpoint:
        keyed = desk.registers(endpoint.url, "deal.offer_tabled.v1")
        desk.tells()
        desk.sends()
        assert desk.outcomes() == [("delivered", 1, 204, "")]
    (received,) = endpoint.received
    data = {"log": str(house.logs[1]), "deal": house.deal}
    assert received.told["type"] == "deal.offer_tabled.v1"
    assert set(received.told) == {"type", "timestamp", "data"}
    assert received.told["data"] == {**data, "position": received.told["data"]["position"]}
    assert endpoint.ids == [f"{data['log']}:{received.told['data']['position']}"]
    verified(received, keyed.keys.secret)
    verified_with(received, keyed.keys.public_key)


def test_a_message_is_sent_once_however_many_send(house_of: Plays) -> None:
    with told(house_of(*LOCKED)) as (desk, endpoint):
        desk.again()
        desk.tells()
        for worker in ("w1", "w2", "w1"):
            desk.sends(worker)
        assert len(endpoint.ids) == len(set(endpoint.ids)) == len(desk.outcomes()) > 3
        assert {row[0] for row in desk.outcomes()} == {"delivered"}


def test_what_a_worker_had_that_died_is_sent_after_all_under_the_same_id(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        claim = Claim(worker="dead", at=desk.at, until=desk.later(minutes=2), most=9)
        with desk.accounts.operations.transaction() as connection:
            (due,) = claim_deliveries(connection, claim)
        desk.later(minutes=-1)
        desk.sends()
        assert endpoint.ids == []
        desk.later(minutes=1)
        desk.sends()
        assert (endpoint.ids, desk.outcomes()[0][:2]) == ([due.message], ("delivered", 2))


def test_who_is_not_in_the_deal_is_told_nothing(house_of: Plays) -> None:
    house = house_of(*OPENED[:2])
    with desk_of(house) as desk, receiving() as endpoint:
        query = "SELECT organisation, person FROM projections.posts WHERE role = 'lead'"
        others = [row for row in house.query(query) if row[0] not in desk.leads()]
        for organisation, person in others:
            who = desk.speaking()
            actor = type(who.by)(
                person=str(person), organisation=str(organisation), role=who.by.role
            )
            speaking = type(who)(by=actor, organisation=actor.organisation, visitor=who.visitor)
            desk.registers(endpoint.url, "deal.opened.v1", who=speaking)
        desk.tells()
        desk.sends()
        assert (bool(others), endpoint.ids, desk.outcomes()) == (True, [], [])


def test_what_one_side_says_to_its_own_is_told_to_that_side_alone(house_of: Plays) -> None:
    with desk_of(house_of(*OPENED, SECRETLY)) as desk, receiving() as endpoint:
        ours = [desk.registers(endpoint.url, "side.comment_made.v1", who=desk.speaking(n))
                for n in (0, 1)]  # fmt: skip
        desk.tells()
        desk.sends()
        query = """
            SELECT w.organisation FROM operations.webhook_deliveries AS d
            JOIN operations.webhooks AS w ON w.id = d.webhook
        """
        told_of = {str(row[0]) for row in desk.house.query(query)}
        said = "SELECT DISTINCT organisation FROM projections.side_notes"
        assert told_of == {str(row[0]) for row in desk.house.query(said)}
        assert (len(ours), endpoint.types) == (2, ["side.comment_made.v1"])


def test_what_may_be_seen_no_longer_is_withheld(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        desk.house.query("DELETE FROM projections.deal_readers")
        desk.sends()
        assert (endpoint.ids, desk.outcomes()) == ([], [("withheld", 1, 0, "not_seen")])


def test_a_message_that_fails_is_tried_ever_later_and_then_given_up(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        endpoint.status, begun, waits = 500, desk.at, list[timedelta]()
        for _ in range(30):
            desk.sends()
            (due,) = desk.house.query("SELECT due_at, outcome FROM operations.webhook_deliveries")
            if due[1] == "given_up":
                break
            waits.append(due[0] - desk.at)
            desk.at = due[0]
        assert desk.outcomes() == [("given_up", len(waits) + 1, 500, "status")]
        assert timedelta(seconds=4) <= waits[0] <= timedelta(seconds=6)
        assert all(one < other for one, other in pairwise(waits[:6]))
        assert timedelta(days=2) < desk.at - begun <= timedelta(days=3)
        assert len(endpoint.ids) == len(waits) + 1
        assert 10 <= len(endpoint.ids) <= 14  # waits differ from message to message


def test_who_says_when_to_come_back_is_left_alone_until_then(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        endpoint.status, endpoint.retry_after = 503, "3600"
        desk.sends()
        desk.later(minutes=59)
        desk.sends()
        assert (len(endpoint.ids), desk.outcomes()) == (1, [("waiting", 1, 503, "status")])
        endpoint.status = 204
        desk.later(minutes=14)
        desk.sends()
        assert desk.outcomes() == [("delivered", 2, 204, "")]


def test_who_fails_for_days_is_disabled_and_told_so_by_mail(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        endpoint.status = 503
        desk.sends()
        desk.later(days=3)
        desk.sends()
        who = desk.speaking()
        (keyed,) = endpoints.registered(desk.accounts, who)
        assert keyed.webhook.disabled_because == "failing"
        assert ("webhook_disabled", who.by.person) in desk.mails()
        endpoint.status = 204
        endpoints.enable(desk.accounts, who, keyed.webhook.id)
        (one,) = endpoints.deliveries(desk.accounts, who, keyed.webhook.id, Page(limit=5))
        endpoints.replay_one(desk.accounts, who, keyed.webhook.id, one.id)
        desk.sends()
        assert desk.outcomes() == [("delivered", 1, 204, "")]


def test_an_endpoint_that_says_that_it_is_gone_is_disabled_at_once(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        endpoint.status = 410
        desk.sends()
        (keyed,) = endpoints.registered(desk.accounts, desk.speaking())
        assert (keyed.webhook.disabled_because, desk.outcomes()[0][0]) == ("gone", "given_up")


def test_a_redirect_is_a_failure(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint), receiving() as other:
        endpoint.status, endpoint.moved_to = 301, other.url
        desk.sends()
        assert (desk.outcomes(), other.ids) == ([("waiting", 1, 301, "redirect")], [])


def test_after_a_rotation_both_secrets_count_for_a_while(house_of: Plays) -> None:
    with desk_of(house_of(*TABLE)) as desk, receiving() as endpoint:
        who, before = desk.speaking(), desk.registers(endpoint.url)
        webhook = before.webhook.id
        after = endpoints.rotate(desk.accounts, who, webhook, timedelta(hours=1))
        for hours in (0, 2):
            desk.later(hours=hours)
            endpoints.ping(desk.accounts, who, webhook)
            desk.sends()
        during, later = endpoint.received
        verified_with(during, before.keys.public_key)
        verified_with(during, after.keys.public_key)
        verified(during, before.keys.secret)
        verified_with(later, after.keys.public_key)
        with pytest.raises(WebhookVerificationError):
            verified_with(later, before.keys.public_key)


def test_a_range_is_sent_again_also_what_never_was(house_of: Plays) -> None:
    house = house_of(*LOCKED)
    with desk_of(house) as desk, receiving() as endpoint:
        desk.tells()
        who, webhook = desk.speaking(), desk.registers(endpoint.url).webhook.id
        whole, log = (1, 10**9), str(house.logs[1])
        count, more = endpoints.replay_range(desk.accounts, who, webhook, log, whole)
        desk.sends()
        assert (count, more) == (len(endpoint.ids), None)
        assert set(endpoint.types) >= {"deal.offer_tabled.v1", "deal.terms_locked.v1"}
        first = int(endpoint.ids[0].rpartition(":")[2])
        assert endpoints.replay_range(desk.accounts, who, webhook, log, (first, first)) == (1, None)
        assert endpoints.replay_range(desk.accounts, who, webhook, "nowhere", whole) == (0, None)
        desk.sends()
        assert endpoint.ids.count(endpoint.ids[0]) == 2


def test_nothing_is_sent_where_it_is_disabled(house_of: Plays) -> None:
    with told(house_of(*TABLE)) as (desk, endpoint):
        who = desk.speaking()
        (keyed,) = endpoints.registered(desk.accounts, who)
        endpoints.disable(desk.accounts, who, keyed.webhook.id)
        desk.sends()
        assert endpoint.ids == []
        with pytest.raises(ApiError, match="webhook_disabled"):
            endpoints.ping(desk.accounts, who, keyed.webhook.id)
        endpoints.enable(desk.accounts, who, keyed.webhook.id)
        desk.sends()
        assert endpoint.ids != []
        endpoints.remove(desk.accounts, who, keyed.webhook.id)
        assert desk.outcomes() == []


def test_a_slow_endpoint_keeps_no_other_waiting(house_of: Plays) -> None:
    with told(house_of(*LOCKED)) as (desk, _), receiving() as other:
        theirs = desk.speaking(1)
        keyed = desk.registers(other.url, who=theirs)
        endpoints.ping(desk.accounts, theirs, keyed.webhook.id)
        claim = Claim(worker="w", at=desk.at, until=desk.at + timedelta(minutes=2), most=16)
        with desk.accounts.operations.transaction() as connection:
            claimed = claim_deliveries(connection, claim)
        assert [due.url for due in claimed].count(other.url) == 1
        assert len(claimed) == 1 + OF_ONE < len(desk.outcomes())


def test_an_organisation_has_so_many_endpoints_and_no_more(house_of: Plays) -> None:
    with desk_of(house_of(*OPENED)) as desk:
        for number in range(WEBHOOKS_MAX):
            desk.registers(f"https://hooks.example.org/{number}")
        with pytest.raises(ApiError, match="webhooks_too_many"):
            desk.registers("https://hooks.example.org/more")


@pytest.mark.parametrize(
    "changed",
    [
        "url = 'https://elsewhere.example.org/'",
        "kinds = kinds || '{deal.opened.v1}'",
        "organisation = organisation || '-x'",
        "created_by = 'somebody'",
        "previous_until = now() + interval '9 days'",
        "secret_number = 2",
        "mac = ''",
    ],
)
def test_nothing_is_sent_where_only_the_database_says_so(
    house_of: Plays, changed: LiteralString
) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        desk.house.query(f"UPDATE operations.webhooks SET {changed}")  # noqa: S608 - ours
        desk.sends()
        assert endpoint.ids == []
        assert desk.outcomes() == [("withheld", 1, 0, "altered")]
        assert desk.house.query("SELECT disabled_because FROM operations.webhooks") == [
            ("altered",)
        ]
        logged = "SELECT count(*) FROM operations.security_log WHERE what = 'webhook_altered'"
        assert desk.house.query(logged)[0][0] >= 1


def test_what_was_written_by_somebody_else_is_told_to_its_organisation(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        desk.house.query("UPDATE operations.webhooks SET url = url || 'x'")
        who, accounts = desk.speaking(), desk.accounts
        (kept,) = endpoints.registered(accounts, who)
        assert kept.altered
        webhook = kept.webhook.id
        for ask in (
            lambda: endpoints.ping(accounts, who, webhook),
            lambda: endpoints.rotate(accounts, who, webhook, timedelta()),
            lambda: endpoints.replay_range(accounts, who, webhook, "x", (1, 2)),
        ):
            with pytest.raises(ApiError, match="webhook_altered"):
                ask()
        endpoints.disable(accounts, who, webhook)
        with pytest.raises(ApiError, match="webhook_altered"):
            endpoints.enable(accounts, who, webhook)
        endpoints.remove(accounts, who, webhook)
        assert (endpoints.registered(accounts, who), endpoint.ids) == ([], [])


def test_an_endpoint_whose_secret_was_changed_is_as_we_have_written_it(house_of: Plays) -> None:
    with told(house_of(*TABLE), "deal.offer_tabled.v1") as (desk, endpoint):
        who, accounts = desk.speaking(), desk.accounts
        (kept,) = endpoints.registered(accounts, who)
        endpoints.rotate(accounts, who, kept.webhook.id, timedelta(hours=1))
        assert not endpoints.registered(accounts, who)[0].altered
        desk.sends()
        assert len(endpoint.ids) == 1
