"""Whoever is asked to do something hears of it by mail: once, with a link, and no more."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from plots import APPROVED, HE, LETTER, LIN, LOCKED, OPENED, SIGNING, TABLED, TRANSLATED, move
from projecting import House
from telling import Desk, desk_of

from api.mail.messages import Letter, composed
from api.mail.sending import Content
from api.work.telling import TRIES_MAX

Plays = Callable[..., House]
JANA_WRITES_FROM = "j.ruehl@aster.example.org"
ASKED = (*LOCKED, move("request_approval", LIN, approval="board", kind="board", approver=HE))


def written(desk: Desk, kind: str) -> list[Content]:
    """Return what people are written of one kind."""
    query = "SELECT person, sealed FROM operations.mails WHERE kind = %s ORDER BY person"
    opened = desk.accounts.secrets.open
    return [
        msgspec.json.decode(opened(str(person), "mails", bytes(sealed)), type=Content)  # type: ignore[arg-type] - bytes
        for person, sealed in desk.house.query(query, [kind])
    ]


@pytest.mark.parametrize(
    ("moves", "kind", "count"),
    [
        (OPENED[:2], "deal_invited", 1),
        ((*OPENED, *LETTER[:2]), "signature_asked", 1),
        (ASKED, "approval_asked", 1),
        (SIGNING, "signature_asked", 2),
        ((*OPENED, *LETTER, *TABLED, *TRANSLATED[:2]), "translation_asked", 1),
    ],
)
def test_whose_turn_it_is_hears_of_it_once(
    house_of: Plays, moves: tuple[str, ...], kind: str, count: int
) -> None:
    house = house_of(*moves)
    with desk_of(house) as desk:
        desk.house.query("UPDATE projections.timeline SET actor = 'somebody'")
        desk.tells()
        found = written(desk, kind)
        assert len(found) == count
        assert {one.link for one in found} == {f"{desk.accounts.place.origin}/deals/{house.deal}"}
        desk.again()
        desk.tells()
        assert len(written(desk, kind)) == count


def test_what_is_done_already_is_asked_of_nobody(house_of: Plays) -> None:
    with desk_of(house_of(*APPROVED)) as desk:
        desk.tells()
        assert desk.mails() == []


def test_a_task_is_done_when_its_messages_are_there(house_of: Plays) -> None:
    with desk_of(house_of(*ASKED)) as desk:
        desk.tells()
        query = "SELECT count(*) FROM projections.tasks WHERE kind = 'delivery' AND done_at IS NULL"
        assert desk.house.query(query) == [(0,)]


def test_a_task_that_fails_is_put_off_and_at_last_given_up(house_of: Plays) -> None:
    with desk_of(house_of(*ASKED)) as desk:
        desk.house.query("ALTER TABLE operations.mails ADD CONSTRAINT shut CHECK (false) NOT VALID")
        desk.tells()
        waiting = "SELECT attempts, last_error FROM projections.tasks WHERE last_error IS NOT NULL"
        assert desk.house.query(waiting) == [(1, "unavailable")]
        desk.house.query(
            "UPDATE projections.tasks SET attempts = %s WHERE attempts = 1", [TRIES_MAX]
        )
        desk.later(hours=2)
        desk.tells()
        given_up = "SELECT count(*) FROM projections.tasks WHERE gave_up_at IS NOT NULL"
        assert desk.house.query(given_up) == [(1,)]
        tallied = "SELECT label, code, count FROM operations.tallies WHERE what = 'told'"
        assert desk.house.query(tallied) == [("given_up", "unavailable", 1)]


def test_a_task_that_failed_is_done_when_it_can_be(house_of: Plays) -> None:
    with desk_of(house_of(*ASKED)) as desk:
        desk.house.query("ALTER TABLE operations.mails ADD CONSTRAINT shut CHECK (false) NOT VALID")
        desk.tells()
        desk.house.query("ALTER TABLE operations.mails DROP CONSTRAINT shut")
        desk.tells()
        assert desk.mails() == []
        desk.later(minutes=1)
        desk.tells()
        assert [kind for kind, _ in desk.mails()] == ["approval_asked"]


def test_who_did_it_themselves_is_not_told(house_of: Plays) -> None:
    with desk_of(house_of(*SIGNING)) as desk:
        desk.tells()
        assert [one.address for one in written(desk, "signature_asked")] == [JANA_WRITES_FROM]


@pytest.mark.parametrize(
    "kind",
    [
        *("deal_invited", "approval_asked", "signature_asked", "translation_asked"),
        *("deadline_near", "webhook_disabled"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_message_says_where_to_look_and_nothing_else(kind: str, language: str) -> None:
    letter = msgspec.convert(
        {
            "id": "m1",
            "kind": kind,
            "language": language,
            "address": "ana@example.org",
            "link": "https://fair.example.org/deals/d1",
            "until": "2026-09-08T01:30:00Z",
        },
        Letter,
    )
    assert letter.until is not None
    message = composed(letter, "fair@example.org", letter.until)
    assert letter.link in message.get_content()
    assert ("2026-09-08 01:30Z" in message.get_content()) == (kind == "deadline_near")
    assert message["subject"]
