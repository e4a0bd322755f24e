"""Each register's view, followed in batches of any size, is what replaying its streams gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from databases import Database, prepared
from envelopes import NOBODYS
from msgspec.structs import replace
from samples import SAMPLES
from shelf import ALL, LOG_ID, Placed, Shelf, courses, named, shared, stream_of
from walks import walks

from aggregates.admission import ADMISSION
from aggregates.aggregate import Aggregate
from aggregates.deal import DEAL
from aggregates.deal.access.events import AccessGranted, Scope
from aggregates.deal.access.state import scopes_granted
from aggregates.deal.parties.events import ParticipantAdded, ParticipantRole
from aggregates.deal.signing.state import Signing
from aggregates.deal.state import Deal
from aggregates.edition import EDITION
from aggregates.mandate import MANDATE
from aggregates.organisation import ORGANISATION
from aggregates.person import PERSON
from aggregates.project import PROJECT
from aggregates.rates import RATES
from aggregates.vocabulary import Event
from ledger.embedded import Server
from ledger.following import Happened
from projections.batch import Batch, Moved, Step
from projections.reader import Reader
from projections.views import feed
from projections.views.catalogue import ProjectFilter, list_projects
from projections.views.feed import FeedPlace, list_feed
from projections.views.mandates import MandateFilter, list_mandates
from projections.views.organisations import OrganisationPlace, list_organisations
from projections.views.papers import find_paper

LOG = str(LOG_ID)
SIZES = (1, 3, 100)
LINGHAI = Reader(person="lin-yue", organisation="linghai")
ANDES = Reader(person="rojas", organisation="andes")
KINDS = (ORGANISATION, PERSON, PROJECT, MANDATE, ADMISSION, EDITION, RATES)
"""The registers whose samples are streams, the events in the order of their times."""


class Register(msgspec.Struct, frozen=True):
    """A stream of a register."""

    aggregate: Aggregate[Any, Any]
    key: str
    events: tuple[Event, ...]

    @property
    def state(self) -> Any:
        """What replaying it comes to."""
        state = self.aggregate.initial
        for event in self.events:
            state = self.aggregate.evolve(state, event)
        return state


def registers() -> list[Register]:
    """Return streams of each kind: as the samples are, and others with some of it left out."""
    found = []
    for aggregate in KINDS:
        events = [one for one in SAMPLES.values() if isinstance(one, aggregate.events)]
        events.sort(key=lambda one: one.at)
        found.append(Register(aggregate, f"{aggregate.name}-0", tuple(events)))
        first = _renamed(events[0])
        found.append(Register(aggregate, f"{aggregate.name}-1", (first,)))
    return found


def _renamed(event: Event) -> Event:
    """Return the first event of another stream of the same kind."""
    names = {"organisation", "person", "project", "mandate", "legal_name", "title", "owner"}
    changes = {
        name: f"{value} II"
        for name in names & set(event.__struct_fields__)
        if isinstance(value := getattr(event, name), str)
    }
    return replace(event, **changes)


def batches(streams: Sequence[Register], size: int) -> Iterator[Batch]:
    """Yield the streams, which take turns in one log, cut into batches."""
    longest = max(len(one.events) for one in streams)
    turns = [(one, n) for n in range(longest) for one in streams if n < len(one.events)]
    states = {one.key: one.aggregate.initial for one in streams}
    for start in range(0, len(turns), size):
        steps: dict[str, list[Step[Any]]] = {}
        for position, (one, n) in enumerate(turns[start : start + size], start=start + 1):
            before, event = states[one.key], one.events[n]
            after = states[one.key] = one.aggregate.evolve(before, event)
            happened = Happened(stream_of(one.key), position, n + 1, "", b"", NOBODYS, 0)
            step = Step(happened, event, before, after)
            steps.setdefault(one.key, []).append(step)
        moved: dict[str, list[Moved[object]]] = {}
        for one in streams:
            if one.key in steps:
                found = Moved(stream_of(one.key), one.events[0], steps[one.key])
                moved.setdefault(one.aggregate.name, []).append(found)
        yield Batch(LOG_ID, start + 1, min(start + size, len(turns)), moved)


@pytest.fixture(scope="module", params=SIZES)
def shelf(postgres: Server, request: pytest.FixtureRequest) -> Shelf:
    """Give the registers, followed in batches of a size."""
    found: Database = prepared(postgres, f"registers_{request.param}")
    made = Shelf(found)
    made.empty()
    for batch in batches(registers(), request.param):
        made.write(batch)
    return made


def states(aggregate: Aggregate[Any, Any]) -> list[Any]:
    return [one.state for one in registers() if one.aggregate is aggregate]


def test_organisations_are_as_their_streams_say(shelf: Shelf) -> None:
    found = shelf.ask(LINGHAI, list_organisations)
    told = {
        (one.organisation, one.legal_name, one.country, one.registration, one.verified)
        for one in found
    }
    assert told == {
        (r.organisation, r.legal_name, r.country, r.registration, bool(state.verified_by))
        for state in states(ORGANISATION)
        for r in [state.registered]
    }
    assert {one.verified for one in found} == {True, False}


def test_organisations_are_found_by_name_country_and_page(shelf: Shelf) -> None:
    first, second = shelf.ask(LINGHAI, list_organisations)
    assert first.folded < second.folded
    place = OrganisationPlace(first.folded, first.organisation)
    assert shelf.ask(LINGHAI, lambda c: list_organisations(c, after=place)) == [second]
    assert shelf.ask(LINGHAI, lambda c: list_organisations(c, text=" ii")) == [second]
    assert shelf.ask(LINGHAI, lambda c: list_organisations(c, country="XX")) == []
    verified = shelf.ask(LINGHAI, lambda c: list_organisations(c, verified=True))
    assert [one.organisation for one in verified] == [first.organisation]


def test_the_catalogue_is_as_its_streams_say(shelf: Shelf) -> None:
    everything = ProjectFilter(withdrawn=True)
    found = shelf.ask(LINGHAI, lambda c: list_projects(c, LOG, everything))
    told = {(one.project, one.title, one.withdrawn, one.amount) for one in found}
    assert told == {
        (
            state.listing.project,
            state.cards[-1].title,
            bool(state.withdrawn),
            Decimal(state.cards[-1].amount.amount),
        )
        for state in states(PROJECT)
    }
    assert {"en", "zh-Hans"} in [set(one.texts) for one in found]


def test_withdrawn_projects_and_those_of_others_are_left_out(shelf: Shelf) -> None:
    standing = [state.listing for state in states(PROJECT) if not state.withdrawn]
    found = shelf.ask(LINGHAI, lambda c: list_projects(c, LOG))
    assert [one.project for one in found] == [one.project for one in standing]
    which = ProjectFilter(owner="nobody", withdrawn=True)
    assert shelf.ask(LINGHAI, lambda c: list_projects(c, LOG, which)) == []
    assert shelf.ask(LINGHAI, lambda c: list_projects(c, "another")) == []


def test_mandates_are_as_their_streams_say_and_told_to_their_own(shelf: Shelf) -> None:
    everything = shelf.ask(ALL, lambda c: list_mandates(c, ALL, LOG))
    told = {(one.mandate, one.organisation, one.person, one.joint) for one in everything}
    expected = {(one.id, one.organisation, one.person, one.joint) for one in states(MANDATE)}
    assert told == expected
    own = shelf.ask(LINGHAI, lambda c: list_mandates(c, LINGHAI, LOG))
    assert [(one.mandate, one.state) for one in own] == [("M-1", "revoked")]
    which = MandateFilter(state="recorded")
    recorded = shelf.ask(ALL, lambda c: list_mandates(c, ALL, LOG, which))
    assert [one.mandate for one in recorded] == ["M-1 II"]


def test_posts_are_as_their_streams_say(shelf: Shelf) -> None:
    expected = {
        (str(stream_of(one.key)), post.organisation, role.value, one.state.registered.person)
        for one in registers()
        if one.aggregate is PERSON
        for post in one.state.posts
        for role in post.roles
    }
    assert set(shelf.rows()["posts"]) == expected


def test_what_is_public_is_in_the_feed_once_and_nothing_else(shelf: Shelf) -> None:
    public = {aggregate.name for aggregate, _ in feed.PUBLIC}
    expected = sum(len(one.events) for one in registers() if one.aggregate.name in public)
    found = shelf.ask(LINGHAI, lambda c: list_feed(c, LINGHAI, LOG, until=10**6))
    assert len(found) == expected
    assert [one.position for one in found] == sorted({one.position for one in found})
    assert {one.type.partition(".")[0] for one in found} == public
    assert {one.deal for one in found} == {""}


def deals() -> list[Placed]:
    """Return deals of which some have come to papers, at the end of which one has a reader more."""
    found = {f"deal-{n}": named(walk, f"deal-{n}") for n, walk in enumerate(walks(3)[:6])}
    at = found["deal-0"][-1].at + timedelta(minutes=1)
    side = {"at": at, "principal": "linghai", "by": "lin-yue"}
    found["deal-0"] += [
        ParticipantAdded(organisation="bank", role=ParticipantRole.LENDER, **side),
        AccessGranted(organisation="bank", scopes=(Scope.TIMELINE,), **side),
    ]
    return shared(found)


def histories() -> Iterator[tuple[Placed, Deal]]:
    """Yield each event with the state of its deal after it."""
    known: dict[str, Deal] = {}
    for one in deals():
        known[one.deal] = DEAL.evolve(known.get(one.deal, DEAL.initial), one.event)
        yield one, known[one.deal]


def sees(deal: Deal, organisation: str) -> bool:
    """Return whether an organisation sees the timeline of a deal, by the rules alone."""
    granted = organisation in deal.parties.participants and Scope.TIMELINE in scopes_granted(
        deal.access, organisation
    )
    return granted or organisation in {deal.sponsor, *deal.parties.principals}


def files(signing: Signing) -> set[str]:
    """Return the digests of what there is of a paper: revisions, and the scan of one."""
    scan = {signing.paper.scan_sha256} if signing.paper else set()
    return {signing.base_pdf_sha256, signing.pdf_sha256} | scan


@pytest.fixture(scope="module", params=SIZES)
def walked(postgres: Server, request: pytest.FixtureRequest) -> Shelf:
    """Give the deals, followed in batches of a size."""
    found: Database = prepared(postgres, f"walked_{request.param}")
    made = Shelf(found)
    made.put(deals(), request.param)
    return made


def test_every_revision_of_every_paper_is_found(walked: Shelf) -> None:
    expected = {
        (digest, one.deal, instrument.id)
        for one, deal in histories()
        for instrument in deal.instruments.values()
        if instrument.signing is not None
        for digest in files(instrument.signing)
    }
    assert expected
    assert {row[:3] for row in walked.rows()["papers"]} == expected
    for digest, _, _ in expected:
        found = walked.ask(ALL, lambda c, digest=digest: find_paper(c, digest))
        assert found is not None
        assert (found.sha256, found.deal, found.instrument) in expected
    assert walked.ask(ALL, lambda c: find_paper(c, "00" * 32)) is None


@pytest.mark.parametrize("organisation", ["linghai", "andes", "wisla", "bank", "stranger"])
def test_the_feed_shows_what_one_sees_from_when_one_sees_it(
    walked: Shelf, organisation: str
) -> None:
    since: dict[str, int] = {}
    for one, deal in histories():
        if not sees(deal, organisation):
            since.pop(one.deal, None)
        else:
            since.setdefault(one.deal, one.position)
    expected = sorted(
        (max(one.position, since[one.deal]), one.position) for one in deals() if one.deal in since
    )
    reader = Reader(person="somebody", organisation=organisation)
    found = walked.ask(reader, lambda c: list_feed(c, reader, LOG, until=10**6, limit=10**4))
    assert [(one.shown, one.position) for one in found] == expected
    assert bool(expected) is (organisation != "stranger")


def test_pages_of_the_feed_put_together_are_the_whole(walked: Shelf) -> None:
    whole = walked.ask(ANDES, lambda c: list_feed(c, ANDES, LOG, until=10**6, limit=10**4))
    paged, place = [], None
    for _ in range(len(whole)):
        page = walked.ask(
            ANDES, lambda c, p=place: list_feed(c, ANDES, LOG, until=10**6, place=p, limit=40)
        )
        if not page:
            break
        paged += page
        place = FeedPlace(page[-1].shown, page[-1].position)
    assert paged == list(whole)
    assert len(courses(deals())) == 6
