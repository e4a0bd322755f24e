"""Lists, searches and inboxes: what is asked for is found, in order, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from databases import prepared
from envelopes import NOBODYS
from msgspec.structs import replace
from people import NOON
from shelf import ALL, LOG_ID, Shelf, named, shared, stream_of
from walks import walks

from aggregates.deal.parties.events import DealOpened, Direction
from aggregates.project import PROJECT
from aggregates.project.events import ProjectListed
from aggregates.project.state import Project
from aggregates.side import SIDE
from aggregates.side.events import CommentMade
from aggregates.side.state import Side
from ledger.embedded import Server
from ledger.following import Happened
from projections.batch import Batch, Moved, Step
from projections.reader import Reader
from projections.views.deals import DealRow, Filter, Order, Place, list_deals
from projections.views.inbox import TurnPlace, list_fallen, list_turns
from projections.views.search import FoundPlace, search_deals
from projections.views.timeline import About, list_timeline

LINGHAI = Reader(person="lin-yue", organisation="linghai")
ANDES = Reader(person="rojas", organisation="andes")
LISTS = Reader(person="organiser", organisation="bay-fair", sees="lists")
DEALS = [f"deal-{number}" for number in range(5)]
TITLES = [
    "Offshore wind blades",
    "海上风电叶片合资项目 海风",
    "Grain terminal",
    "Wind and grain",
    "\uff26\uff35\uff2c\uff2c width Ångström plant",
]
LISTED = ProjectListed(
    at=NOON,
    project="project-1",
    title="Harbour Quarter 港区",
    owner="linghai",
    sponsor="fair",
    industry="2610",
    destination="PE-CAL",
    amount=None,
    by="official",
)
NOTE = CommentMade(
    at=NOON,
    comment="note-1",
    deal="deal-0",
    principal="linghai",
    instrument="",
    clause="",
    text="We could go lower.",
    by="lin-yue",
)


@pytest.fixture(scope="module")
def shelf(postgres: Server) -> Shelf:
    """Give five deals, a project and a note of one side."""
    made = Shelf(prepared(postgres, "lists"))
    ways = list(Direction)
    deals = {}
    for number, (deal, title) in enumerate(zip(DEALS, TITLES, strict=True)):
        first, *rest = named(walks(1)[number], deal, ways[number % 3])
        assert isinstance(first, DealOpened)
        deals[deal] = [replace(first, title=title), *rest]
    made.put(shared(deals))
    made.write(beside(PROJECT.name, Project(), Project(listing=LISTED), LISTED, 9001))
    made.write(beside(SIDE.name, Side(), Side(comments={"note-1": NOTE}), NOTE, 9002))
    return made


def beside(
    kind: str, before: object, after: object, event: ProjectListed | CommentMade, at: int
) -> Batch:
    """Return a batch of one event of another stream than a deal's."""
    stream = stream_of(f"{kind}-{at}")
    happened = Happened(stream, at, 1, "", b"", NOBODYS, 0)
    step = Step(happened, event, before, after)
    return Batch(LOG_ID, at, at, {kind: [Moved(stream, event, [step])]})


def listed(shelf: Shelf, which: Filter, reader: Reader = ALL) -> list[str]:
    """Return the deals of a list, sorted."""
    found = shelf.ask(reader, lambda c: list_deals(c, reader, which))
    return sorted(row.deal for row in found)


def everything(shelf: Shelf) -> list[DealRow]:
    """Return every deal, as one page."""
    return list(shelf.ask(ALL, lambda c: list_deals(c, ALL, limit=100)))


@pytest.mark.parametrize(
    ("which", "field", "value"),
    [
        (Filter(tier="contract"), "tier", "contract"),
        (Filter(kind="agreement"), "kind", "agreement"),
        (Filter(project="project-1"), "project", "project-1"),
        (Filter(direction="inbound"), "direction", "inbound"),
        (Filter(edition="edition-1"), "edition", "edition-1"),
    ],
)
def test_a_list_has_the_deals_that_are_so(
    shelf: Shelf, which: Filter, field: str, value: str
) -> None:
    expected = sorted(row.deal for row in everything(shelf) if getattr(row, field) == value)
    assert expected
    assert listed(shelf, which) == expected


def test_a_list_has_the_deals_of_some_stages_and_of_a_country(shelf: Shelf) -> None:
    stages = {row.deal: row.stage for row in everything(shelf)}
    some = tuple(set(stages.values()))[:2]
    assert listed(shelf, Filter(stages=some)) == sorted(d for d in stages if stages[d] in some)
    polish = [r.deal for r in everything(shelf) if "PL" in {side.country for side in r.parties}]
    assert listed(shelf, Filter(country="PL")) == sorted(polish)
    assert listed(shelf, Filter(country="XX")) == []


@pytest.mark.parametrize("order", ["opened", "moved"])
def test_pages_put_together_are_the_list(shelf: Shelf, order: Order) -> None:
    whole = shelf.ask(ALL, lambda c: list_deals(c, ALL, order=order))
    found: list[DealRow] = []
    place: Place | None = None
    while page := shelf.ask(
        ALL, lambda c, p=place: list_deals(c, ALL, order=order, after=p, limit=2)
    ):
        found += page
        last = page[-1]
        place = Place(last.opened_at if order == "opened" else last.moved_at, last.deal)
    assert [row.deal for row in found] == [row.deal for row in whole]
    assert len(whole) == len(DEALS)


@pytest.mark.parametrize(
    ("question", "deals"),
    [
        ("wind", ["deal-0", "deal-3"]),
        ("WIND grain", ["deal-3"]),
        ("win", ["deal-0", "deal-3"]),
        ("风电", ["deal-1"]),
        ("叶", ["deal-1"]),
        ("电风", []),
        ("风叶", []),
        ("上风电叶片", ["deal-1"]),
        ("海风电", []),
        ("arbour", []),
        ("full ångström", ["deal-4"]),
        ("harbour", DEALS),
        ("港区 wind", ["deal-0", "deal-3"]),
        ("!? --", []),
        ("'; DROP TABLE projections.search", []),
    ],
)
def test_words_are_found_in_any_script(shelf: Shelf, question: str, deals: list[str]) -> None:
    found = shelf.ask(ALL, lambda c: search_deals(c, ALL, question))
    assert sorted(one.deal for one in found) == deals
    assert listed(shelf, Filter(text=question)) == deals


def test_a_deal_is_found_by_a_party_as_long_as_that_is_one(shelf: Shelf) -> None:
    found = shelf.ask(ALL, lambda c: search_deals(c, ALL, "linghai"))
    rows = everything(shelf)
    assert {one.deal for one in found} == {
        row.deal
        for row in rows
        if any(party.legal_name.startswith("Linghai") for party in row.parties)
    }


def test_a_clause_is_found_with_the_words_around_and_not_by_whoever_sees_lists_only(
    shelf: Shelf,
) -> None:
    found = shelf.ask(ALL, lambda c: search_deals(c, ALL, "Wording scope"))
    assert found
    assert {hit.place for one in found for hit in one.hits} == {"clause"}
    assert all(
        "scope" in hit.snippet or "Wording" in hit.snippet for one in found for hit in one.hits
    )
    assert shelf.ask(LISTS, lambda c: search_deals(c, LISTS, "Wording scope")) == []
    text = Filter(text="Wording scope")
    assert shelf.ask(LISTS, lambda c: list_deals(c, LISTS, text)) == []


def test_pages_of_a_search_put_together_are_the_whole(shelf: Shelf) -> None:
    whole = shelf.ask(ALL, lambda c: search_deals(c, ALL, "harbour"))
    first = shelf.ask(ALL, lambda c: search_deals(c, ALL, "harbour", limit=2))
    place = FoundPlace(first[-1].rank, first[-1].deal)
    rest = shelf.ask(ALL, lambda c: search_deals(c, ALL, "harbour", after=place))
    assert [*first, *rest] == list(whole)


def test_a_note_for_one_side_is_in_the_timeline_of_that_side_alone(shelf: Shelf) -> None:
    own = About(step="own_side")
    (note,) = shelf.ask(LINGHAI, lambda c: list_timeline(c, LINGHAI, "deal-0", own))
    assert (note.type, note.organisation, note.position) == (
        "side.comment_made.v1",
        "linghai",
        9002,
    )
    for other in (ANDES, ALL):
        assert shelf.ask(other, lambda c, r=other: list_timeline(c, r, "deal-0", own)) == []


def test_a_timeline_is_read_from_both_ends_and_as_of_a_position(shelf: Shelf) -> None:
    def ask(**how: Any) -> list[int]:
        found = shelf.ask(ALL, lambda c: list_timeline(c, ALL, "deal-0", **how))
        return [one.position for one in found]

    whole = ask(limit=500)
    assert ask(newest_first=True, limit=500) == whole[::-1]
    assert ask(after=whole[2], limit=3) == whole[3:6]
    assert ask(before=whole[9] + 1, limit=500) == whole[:10]


def test_a_timeline_has_what_is_about_a_clause_or_of_a_side(shelf: Shelf) -> None:
    found = shelf.ask(ALL, lambda c: list_timeline(c, ALL, "deal-0", About(organisation="andes")))
    assert found
    assert {one.organisation for one in found} == {"andes"}
    binding = shelf.ask(ALL, lambda c: list_timeline(c, ALL, "deal-0", About(step="binding")))
    assert {one.step for one in binding} == {"binding"}


def test_an_inbox_is_read_by_deadline_page_by_page(shelf: Shelf) -> None:
    whole = shelf.ask(LINGHAI, lambda c: list_turns(c, LINGHAI, whole_team=True))
    known = [one.deadline_at for one in whole if one.deadline_at is not None]
    assert known == sorted(known)
    assert {one.organisation for one in whole} == {"linghai"}
    first = whole[0]
    place = TurnPlace(first.deadline_at, first.deal, first.ordinal)
    rest = shelf.ask(LINGHAI, lambda c: list_turns(c, LINGHAI, whole_team=True, after=place))
    assert rest == whole[1:]


def test_an_inbox_shows_a_person_what_waits_on_them(shelf: Shelf) -> None:
    own = shelf.ask(LINGHAI, lambda c: list_turns(c, LINGHAI))
    assert {one.person for one in own} <= {"", "lin-yue"}
    leads = shelf.ask(LINGHAI, lambda c: list_turns(c, LINGHAI, role="lead"))
    assert {one.role for one in leads} <= {"", "lead"}
    of_one = shelf.ask(LINGHAI, lambda c: list_turns(c, LINGHAI, deal="deal-0", whole_team=True))
    assert {one.deal for one in of_one} <= {"deal-0"}


def test_what_fell_is_told_to_the_side_that_had_accepted_it(shelf: Shelf) -> None:
    for reader in (LINGHAI, ANDES):
        found = shelf.ask(reader, lambda c, r=reader: list_fallen(c, r))
        assert {one.organisation for one in found} <= {reader.organisation}
