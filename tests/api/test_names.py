"""What a listener calls the ids in events."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from playing import Shown, Theatre
from plots import LETTER, OPENED, TABLED, given_plot

from aggregates.deal import DEAL
from aggregates.deal.parties.events import DealOpened
from aggregates.deal.terms.current import titles_of
from aggregates.project import PROJECT
from api.contracts.people import Registered
from api.installation import running
from api.names import ERASED, Names, short_name, titled
from ledger.sources import One

BOTH = "Minhai Energy Investment Group Co., Ltd. 闽海能源投资集团有限公司"


@pytest.mark.parametrize(
    ("legal_name", "english", "chinese"),
    [
        (BOTH, "Minhai Energy Investment Group Co., Ltd.", "闽海能源投资集团有限公司"),
        ("Brandgans Rotortechnik GmbH", *["Brandgans Rotortechnik GmbH"] * 2),
        ("Aster（中国）有限公司", *["Aster（中国）有限公司"] * 2),
        ("阿斯特 Aster GmbH", *["阿斯特 Aster GmbH"] * 2),
    ],
)
def test_a_name_that_is_written_twice_is_told_once(
    legal_name: str, english: str, chinese: str
) -> None:
    assert (short_name(legal_name, "en"), short_name(legal_name, "zh")) == (english, chinese)


def test_a_title_is_told_in_the_listeners_language_or_any() -> None:
    title = {"pl": "Umowa", "zh-Hans": "合同"}
    assert (titled(title, "zh"), titled(title, "en")) == ("合同", "Umowa")
    assert titled({**title, "en": "Agreement"}, "en") == "Agreement"


def test_ids_that_nobody_knows_keep_their_own_name(shown: Shown) -> None:
    with running(shown.settings) as installation:
        names = Names(Registered(installation), installation.book_of(shown.deal), "en")
        for unknown in ("capital", "01000000-0000-7000-8000-000000000000", "x" * 5000):
            assert names.get(unknown, "?") == "?"
        assert len(names) == 0


def test_a_person_who_was_erased_is_called_so(theatre: Theatre) -> None:
    with theatre.player(given_plot(*OPENED, *LETTER), Path()) as player:
        list(player.play())
        room, somebody = player.ledger.room, player.cast.id("jana-ruehl")
        names = Names(room.registered, room.book, "en")
        assert names[somebody] == "Jana RUEHL"
        keys = player.installation.keys
        keys.destroy(keys.person_key(somebody).kid)
        assert Names(room.registered, room.book, "en")[somebody] == ERASED


def test_whom_events_name_is_looked_up_at_once_and_called_as_one_by_one(theatre: Theatre) -> None:
    with theatre.player(given_plot(*OPENED, *LETTER), Path()) as player:
        list(player.play())
        room, somebody = player.ledger.room, player.cast.id("jana-ruehl")
        events = [one.event for one in room.book.events(One(DEAL, player.stage.deal().id))]
        keys = player.installation.keys
        keys.destroy(keys.person_key(somebody).kid)
        names, one_by_one = (Names(room.registered, room.book, "en") for _ in range(2))
        deal = player.stage.deal()
        for identifier in (*deal.parties.principals, somebody, deal.project):
            one_by_one.get(identifier)
        names.look_up(events)
        assert {*deal.parties.principals, deal.project} <= {*names}
        assert dict(names) == {identifier: one_by_one[identifier] for identifier in names}
        assert (somebody in {*names}, names[somebody]) == (False, ERASED)


def test_a_project_is_called_in_the_listeners_language(theatre: Theatre) -> None:
    with theatre.player(given_plot(*OPENED), Path()) as player:
        list(player.play())
        room, deal = player.ledger.room, player.stage.deal()
        (*_, card) = room.book.state(One(PROJECT, deal.project)).cards
        titles = {tag: f"“{text.title}”" for tag, text in card.texts.items()}
        assert {"en", "zh-Hans"} <= {*titles}
        for language, tag in (("en", "en"), ("zh", "zh-Hans")):
            names, at_once = (Names(room.registered, room.book, language) for _ in range(2))
            assert names[deal.project] == titles[tag]
            at_once.look_up([one.event for one in room.book.events(One(DEAL, deal.id))])
            assert at_once[deal.project] == titles[tag]


def test_a_deal_is_called_by_its_table_and_before_that_as_the_catalogue_calls_it(
    theatre: Theatre,
) -> None:
    with theatre.player(given_plot(*OPENED, *LETTER, *TABLED), Path()) as player:
        list(player.play())
        room, deal = player.ledger.room, player.stage.deal()
        (*_, card) = room.book.state(One(PROJECT, deal.project)).cards
        opened, *later = [one.event for one in room.book.events(One(DEAL, deal.id))]
        assert isinstance(opened, DealOpened)
        table = titles_of(deal.instruments[deal.leading])
        for language, tag in (("en", "en"), ("zh", "zh-Hans")):
            named_so, otherwise, tabled = (
                Names(room.registered, room.book, language) for _ in range(3)
            )
            named_so.learn(replace(opened, title=card.texts["en"].title))
            assert named_so[deal.id] == f"“{card.texts[tag].title}”"
            otherwise.learn(replace(opened, title="Cable"))
            assert (otherwise[deal.id], deal.id in {*otherwise}) == ("“Cable”", True)
            tabled.call_deal(deal)
            for event in (opened, *later):
                tabled.learn(event)
            assert tabled[deal.id] == f"“{table[tag]}”"


def test_the_id_of_something_else_keeps_nobody_from_being_found(theatre: Theatre) -> None:
    with theatre.player(given_plot(*OPENED, *LETTER), Path()) as player:
        list(player.play())
        registered, somebody = player.ledger.room.registered, player.cast.id("jana-ruehl")
        (body, *_) = registered.people([somebody])[somebody].posts
        assert [*registered.people([somebody, body.organisation])] == [somebody]
        assert [*registered.organisations([somebody, body.organisation])] == [body.organisation]
