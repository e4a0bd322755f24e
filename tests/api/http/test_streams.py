"""The feed as a stream: what one may see, as it happens; resumed without a gap; ended cleanly."""

from __future__ import annotations

from contextlib import ExitStack, closing
from time import monotonic
from typing import Any

import pytest
from http_deal import Negotiation
from http_fair import Fair, Person
from listening import Heard, Listener, beside, listening
from waiting import until

from aggregates.vocabulary import Role
from api.streams.streams import PER_PERSON


@pytest.fixture(scope="module")
def ours(followed: Fair) -> Negotiation:
    """Give a deal whose letter of intent is executed."""
    return Negotiation(followed).open().engage()


@pytest.fixture(scope="module")
def theirs(followed: Fair) -> Negotiation:
    """Give a deal of others, as far."""
    return Negotiation(followed).open().engage()


def polled(who: Person, after: int = 0) -> list[dict[str, Any]]:
    """Return what the pages of the feed tell."""
    fair = who.fair
    query = f"edition={fair.edition}&after={after}&limit=200&sentences=false"
    body = who.get(f"/events?{query}&after_position={fair.book.head()}").then().body
    assert not body["more"]
    return [{key: one[key] for key in ("position", "deal", "type")} for one in body["items"]]


def says(negotiation: Negotiation, who: Person, text: str = "And now?") -> int:
    """Say something at the table, and return its position."""
    return int(negotiation.does("comment", who, text=text).then().body["positions"][0])


def until_heard(heard: Heard, position: int) -> None:
    until(lambda: position in heard.positions)


def test_a_stream_tells_what_the_pages_tell_and_goes_on(ours: Negotiation) -> None:
    with listening(ours.lin) as heard:
        position = says(ours, ours.ana)
        until_heard(heard, position)
    assert heard.messages == polled(ours.lin)
    assert heard.ids[-1] >= position
    assert heard.ids == sorted(heard.ids)


def test_two_who_listen_hear_the_same_each_once(ours: Negotiation) -> None:
    after = ours.fair.book.head()
    with listening(ours.lin, after) as one, listening(ours.ana, after) as other:
        positions = [says(ours, who) for who in (ours.lin, ours.ana, ours.lin)]
        until_heard(one, positions[-1])
        until_heard(other, positions[-1])
    assert one.positions == other.positions == positions
    assert set(one.types) == {"deal.comment_made.v1"}


def test_a_message_has_a_position_a_deal_and_a_type_and_no_more(ours: Negotiation) -> None:
    with listening(ours.lin) as heard:
        until_heard(heard, says(ours, ours.lin, "Some quantity, and not a word of it outside."))
    assert {frozenset(one) for one in heard.messages} == {frozenset({"position", "deal", "type"})}
    assert not any("quantity" in line for line in heard.lines)


def test_who_comes_back_misses_nothing_and_hears_nothing_twice(ours: Negotiation) -> None:
    after = ours.fair.book.head()
    with listening(ours.lin, after) as before:
        first = says(ours, ours.ana)
        until_heard(before, first)
    between = [says(ours, ours.ana) for _ in range(3)]
    with listening(ours.lin, last_event_id=str(before.ids[-1])) as resumed:
        last = says(ours, ours.ana)
        until_heard(resumed, last)
    assert [*before.positions, *resumed.positions] == [first, *between, last]


def test_more_than_a_page_is_told_whole_and_in_order(ours: Negotiation) -> None:
    after = ours.fair.book.head()
    with listening(ours.lin, after) as live:
        positions = [says(ours, ours.lin, f"{number}") for number in range(30)]
        until_heard(live, positions[-1])
    with listening(ours.lin, after) as late:
        until_heard(late, positions[-1])
    assert live.positions == late.positions == positions


def test_the_deals_of_others_are_not_heard_of(ours: Negotiation, theirs: Negotiation) -> None:
    after, official = ours.fair.book.head(), ours.fair.person(Role.OFFICIAL)
    with ExitStack() as all_of_them:
        lin, ana, other = (
            all_of_them.enter_context(listening(who, after))
            for who in (ours.lin, theirs.ana, official)
        )
        mine, yours = says(ours, ours.lin), says(theirs, theirs.ana)
        until_heard(other, yours)
        until_heard(lin, mine)
        until_heard(ana, yours)
    assert (lin.positions, ana.positions, other.positions) == ([mine], [yours], [mine, yours])


def test_a_note_for_ones_own_side_is_heard_by_that_side(ours: Negotiation) -> None:
    after = ours.fair.book.head()
    with listening(ours.lin, after) as lin, listening(ours.ana, after) as ana:
        done = ours.does("comment_to_own_side", ours.lin, text="We go to 470.").then()
        secret, public = int(done.body["positions"][0]), says(ours, ours.lin)
        until_heard(lin, public)
        until_heard(ana, public)
    assert (lin.positions, ana.positions) == ([secret, public], [public])


def test_who_comes_to_see_a_deal_later_hears_all_of_it_then(followed: Fair) -> None:
    negotiation, late = Negotiation(followed).open(), followed.person(Role.LAWYER)
    after = followed.book.head()
    with listening(late, after) as heard:
        body = {"organisation": late.actor.organisation, "role": "adviser"}
        negotiation.does("add_participant", negotiation.lin, **body).then()
        granted = {"organisation": late.actor.organisation, "scopes": ["timeline"]}
        done = negotiation.does("grant_access", negotiation.lin, **granted).then()
        until_heard(heard, done.body["positions"][0])
    timeline = negotiation.reads(late, "/timeline?limit=200").then().body["items"]
    assert heard.positions == [one["position"] for one in timeline]
    assert [one for one in heard.ids if one > after] == [heard.positions[-1]]  # all of it or none


def test_a_person_has_so_many_streams_and_no_more(ours: Negotiation) -> None:
    with ExitStack() as windows:
        for _ in range(PER_PERSON):
            windows.enter_context(listening(ours.lin))
        said = ours.lin.get(path(ours.fair), accept="text/event-stream")
        said.then_refused(429, "too_many_requests")
        assert said.response.headers["retry-after"] == "30"
        windows.enter_context(listening(ours.ana))
    until(lambda: answers(ours.lin))


def path(fair: Fair) -> str:
    return f"/events?edition={fair.edition}"


def answers(who: Person) -> bool:
    """Return whether somebody is let in to listen."""
    url = f"/api/v1{path(who.fair)}"
    headers = {**who.cookie, "accept": "text/event-stream"}
    with who.fair.client.stream("GET", url, headers=headers) as response:
        return bool(response.status_code == 200)


def test_who_is_not_there_or_says_no_position_does_not_listen(followed: Fair) -> None:
    lin, stream = followed.person(), {"accept": "text/html, Text/Event-Stream;q=0.9"}
    for wrong in ("x", "-1", "1" * 19, "\u0661"):
        headers = {**stream, "last-event-id": wrong.encode()}
        said = lin.get(path(followed), **headers)  # type: ignore[arg-type] - bytes, as they are
        said.then_refused(422, "query_malformed")
    said = followed.said("GET", path(followed), headers=stream)
    said.then_refused(401, "not_signed_in")
    lin.get("/events?edition=x", **stream).then_refused(404, "edition_unlisted")


def test_a_position_that_is_yet_to_come_is_no_reason_to_miss_anything(ours: Negotiation) -> None:
    with listening(ours.lin, last_event_id="9" * 18) as heard:
        until_heard(heard, says(ours, ours.lin))


def test_a_server_that_stops_ends_every_stream_whole(ours: Negotiation) -> None:
    with ExitStack() as stopping, ExitStack() as windows:
        url = stopping.enter_context(beside(ours.fair))
        heard = [windows.enter_context(listening(ours.lin, url=url)) for _ in range(3)]
        position = says(ours, ours.ana)
        for one in heard:
            until_heard(one, position)
        begun = monotonic()
        stopping.close()
        assert monotonic() - begun < 5
        until(lambda: all(one.end for one in heard))
    assert {one.end for one in heard} == {"whole"}


def test_who_is_signed_out_hears_no_more(followed: Fair) -> None:
    lin = followed.person()
    with beside(followed, again_seconds=0.1) as url, listening(lin, url=url) as heard:
        followed.said("DELETE", "/session", headers=lin.cookie).then(204)
        until(lambda: heard.end == "whole")


def test_a_stream_ends_after_a_while_and_is_resumed(ours: Negotiation) -> None:
    with beside(ours.fair, life_seconds=0.3) as url:
        with listening(ours.lin, url=url) as heard:
            until(lambda: heard.end == "whole")
        between = says(ours, ours.ana)
        with listening(ours.lin, url=url, last_event_id=str(heard.ids[-1])) as resumed:
            until_heard(resumed, between)
    assert resumed.positions == [between]


def test_two_hundred_who_listen_all_hear(ours: Negotiation) -> None:
    after = ours.fair.book.head()
    with beside(ours.fair, per_person=200) as url, ExitStack() as windows:
        people = (ours.lin, ours.ana) * 100
        everybody = [
            windows.enter_context(closing(Listener(who, after, {}, url))) for who in people
        ]
        for one in everybody:
            assert one.response.readline().startswith(b"retry: 1000")
        position, begun = says(ours, ours.lin), monotonic()
        for one in everybody:
            while not (line := one.response.readline()).startswith(b"data: "):
                pass
            assert f'"position":{position},'.encode() in line
        assert monotonic() - begun < 10


def test_a_stream_is_logged_as_what_it_is(ours: Negotiation) -> None:
    with listening(ours.lin):
        pass
    until(lambda: '"operation":"follow_events"' in ours.fair.log.getvalue())
