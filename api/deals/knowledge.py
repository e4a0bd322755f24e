"""Who knew what when: the wordings and papers of a deal, and since when somebody could see each.

It follows from the deal's own events: who was in it at each of them, and what was open to them by
the table of policies, as it is applied when something is read. What somebody cited by its digest,
they had before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Final, Literal, TypeAlias, cast

import msgspec

from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.current import table_of
from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import (
    ClauseId,
    InstrumentId,
    Language,
    OrganisationId,
    PersonId,
    Role,
    Sha256,
)
from api.deals.course import Course
from api.deals.shown import shown_to_invited
from api.http.acting import Acting
from api.http.policy import can
from api.http.related import related
from ledger.instants import instant_of
from ledger.recorded import Recorded

What: TypeAlias = Literal["wording", "paper", "annex"]
_SEES_TERMS: Final = "read_history"
_SEES_PAPERS: Final = "list_annexes"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something that one can know: a wording of a row, a revision of a paper, an annex.

    It came with the event at ``position``. ``row`` and ``number`` are of wordings: the frame or a
    clause, and which version of it; ``titles`` is the clause's heading by language, ``title`` in
    the first. ``sha256`` is what an acceptance cites, or the file's digest.
    """

    what: What
    instrument: InstrumentId
    row: ClauseId
    number: int
    sha256: Sha256
    title: str
    titles: Mapping[Language, str] = {}
    position: int
    at: datetime


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An item, and since when an organisation could see it: the event from which on it was open.

    ``cited_position`` is of the first event by which its people wrote it, or cited its digest: then
    they had it before them. None where it never was so.
    """

    item: Item
    open_since: datetime | None
    open_position: int | None
    cited_at: datetime | None
    cited_position: int | None
    cited_by: PersonId


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """From which event on an organisation stood so to the deal; ``relations`` as policies name it.

    ``terms`` and ``papers``: whether they were open to it.
    """

    position: int
    at: datetime
    relations: tuple[str, ...]
    terms: bool
    papers: bool


class Knowing(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation could know of a deal up to a moment: where it stood, and every item."""

    organisation: OrganisationId
    windows: tuple[Window, ...]
    known: tuple[Known, ...]


class _Sight(msgspec.Struct, frozen=True):
    """What is open to an organisation after an event."""

    relations: tuple[str, ...]
    terms: bool
    papers: bool
    shown: frozenset[InstrumentId]

    def sees(self, item: Item) -> bool:
        if self.terms if item.what == "wording" else self.papers:
            return True
        return item.instrument in self.shown


def knowing(course: Course, organisation: OrganisationId, person: PersonId = "") -> Knowing:
    """Return what ``organisation`` could know at the end of ``course``; cited by ``person``."""
    states = _states(course)
    sights = [_sight(state, organisation) for state in states]
    own = [one for one in course.recorded if _is_by(one, organisation, person)]
    said = [(one, msgspec.json.encode(one.event)) for one in own]
    items = [*_items(course, states)]
    return Knowing(
        organisation=organisation,
        windows=tuple(_windows(course, sights)),
        known=tuple(_known(course, item, sights, said) for item in items),
    )


def _states(course: Course) -> Sequence[Deal]:
    events = (cast("DealEvent", one.event) for one in course.recorded)
    return [*accumulate(events, evolve, initial=Deal())][1:]


def _sight(deal: Deal, organisation: OrganisationId) -> _Sight:
    acting = Acting(person="", organisation=organisation, role=Role.LEAD, method="", credential="")
    found = related(deal, acting)
    invited = frozenset(one.id for one in shown_to_invited(deal)) if found else frozenset[str]()
    return _Sight(
        relations=tuple(sorted(one.value for one in found)),
        terms=can(acting, _SEES_TERMS, found),
        papers=can(acting, _SEES_PAPERS, found),
        shown=invited,
    )


def _is_by(one: Recorded, organisation: OrganisationId, person: PersonId) -> bool:
    if person:
        return one.meta.actor == person
    return one.meta.on_behalf_of == organisation


def _windows(course: Course, sights: Sequence[_Sight]) -> Iterator[Window]:
    before: _Sight | None = None
    for one, sight in zip(course.recorded, sights, strict=True):
        if before is None or _standing(before) != _standing(sight):
            yield Window(
                position=one.position,
                at=instant_of(one.recorded_at),
                relations=sight.relations,
                terms=sight.terms,
                papers=sight.papers,
            )
        before = sight


def _standing(sight: _Sight) -> tuple[object, ...]:
    return sight.relations, sight.terms, sight.papers


def _known(
    course: Course,
    item: Item,
    sights: Sequence[_Sight],
    said: Sequence[tuple[Recorded, bytes]],
) -> Known:
    opened = next(
        (
            one
            for one, sight in zip(course.recorded, sights, strict=True)
            if one.position >= item.position and sight.sees(item)
        ),
        None,
    )
    wanted = f'"{item.sha256}"'.encode()
    cited = next(
        (
            one
            for one, text in said
            if one.position == item.position or (one.position > item.position and wanted in text)
        ),
        None,
    )
    return Known(
        item=item,
        open_since=None if opened is None else instant_of(opened.recorded_at),
        open_position=None if opened is None else opened.position,
        cited_at=None if cited is None else instant_of(cited.recorded_at),
        cited_position=None if cited is None else cited.position,
        cited_by="" if cited is None else cited.meta.actor,
    )


def _items(course: Course, states: Sequence[Deal]) -> Iterator[Item]:
    """Yield what there was to know, in the order in which it came."""
    before, counts, files = Deal(), dict[tuple[InstrumentId, ClauseId], list[Sha256]](), set[str]()
    for one, deal in zip(course.recorded, states, strict=True):
        for instrument in deal.instruments.values():
            was = before.instruments.get(instrument.id)
            if was is instrument:
                continue
            yield from _wordings(one, deal, instrument, was, counts)
            yield from _papers(one, instrument, files)
        before = deal


def _wordings(
    one: Recorded,
    deal: Deal,
    instrument: Instrument,
    was: Instrument | None,
    counts: dict[tuple[InstrumentId, ClauseId], list[Sha256]],
) -> Iterator[Item]:
    matrix = instrument.matrix
    if matrix.frame is None or (was is not None and was.matrix is matrix):
        return
    for row, digest in table_of(deal, instrument).digests.items():
        known = counts.setdefault((instrument.id, row), [])
        if known and known[-1] == digest:
            continue
        known.append(digest)
        titles = {} if row == FRAME else matrix.clauses[row].texts
        yield Item(
            what="wording",
            instrument=instrument.id,
            row=row,
            number=len(known),
            sha256=digest,
            title=next((text.title for text in titles.values()), ""),
            titles={tag: text.title for tag, text in titles.items()},
            position=one.position,
            at=instant_of(one.recorded_at),
        )


def _papers(one: Recorded, instrument: Instrument, files: set[str]) -> Iterator[Item]:
    signing, frame = instrument.signing, instrument.matrix.frame
    found: Mapping[What, tuple[Sha256, ...]] = {
        "annex": () if frame is None else tuple(frame.annexes),
        "paper": () if signing is None else (signing.base_pdf_sha256, signing.pdf_sha256),
    }
    for what, digests in found.items():
        for digest in dict.fromkeys(digests):
            if digest in files:
                continue
            files.add(digest)
            yield Item(
                what=what,
                instrument=instrument.id,
                row="",
                number=0,
                sha256=digest,
                title="",
                position=one.position,
                at=instant_of(one.recorded_at),
            )
