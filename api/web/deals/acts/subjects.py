"""What an act is about, told by the deal itself: never by the address that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Final, TypeAlias

from aggregates.deal.performance.schedule import Contribution
from aggregates.vocabulary import Wording
from api.deals.standing import DealStanding
from api.web.catalogues import N_
from api.web.deals.matters import matter_called
from api.web.deals.room import Room
from api.web.visit import Visit
from api.web.words import KINDS

Told: TypeAlias = tuple[str, str]
"""What it is called, and what it is."""


def subjects_of(visit: Visit, room: Room, said: Mapping[str, str]) -> Iterator[Told]:
    """Yield what each id in ``said`` names in the deal; what names nothing is left out."""
    for name, (label, tell) in _TELLING.items():
        if (value := said.get(name)) and (told := tell(visit, room, value)):
            yield visit.told(label), told


def item_told(visit: Visit, deal: DealStanding, item: str) -> str:
    """Return what a condition, a contribution or a milestone of the schedule is called."""
    done = deal.inside.done if deal.inside else None
    schedule = (done.schedule or (done.proposal and done.proposal.schedule)) if done else None
    found = [one for one in schedule.items() if one.id == item] if schedule else []
    if not found:
        return ""
    one = found[0]
    if isinstance(one, Contribution):
        return f"{one.amount.currency} {visit.formats.number(one.amount.amount)}"
    return text_in(one.title, visit.tongue.tag)


def text_in(wording: Wording, language: str) -> str:
    """Return a text in a language, else in any that it has."""
    texts = wording.texts
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def word(visit: Visit, code: str | Enum) -> str:
    """Return what a code is called in the reader's language."""
    return matter_called(visit.tongue, code)


def _approval(visit: Visit, room: Room, value: str) -> str:
    for one in room.deal.instruments:
        if found := one.approvals.get(value):
            return f"{word(visit, found.kind)}, {visit.told(KINDS[one.kind.value])}"
    return ""


def _filing(visit: Visit, room: Room, value: str) -> str:
    found = room.deal.inside.filings.get(value) if room.deal.inside else None
    return f"{word(visit, found.kind)}, {found.authority}" if found else ""


def _item(visit: Visit, room: Room, value: str) -> str:
    return item_told(visit, room.deal, value)


def _report(visit: Visit, room: Room, value: str) -> str:
    found = room.deal.inside.done.reports.get(value) if room.deal.inside else None
    if found is None:
        return ""
    amount = visit.formats.number(found.amount)
    return f"{item_told(visit, room.deal, found.obligation)} ({amount})"


def _notice(visit: Visit, room: Room, value: str) -> str:
    found = room.deal.inside.notices.get(value) if room.deal.inside else None
    return f"{word(visit, found.ground.value)}: {found.reason}" if found else ""


def _dispute(visit: Visit, room: Room, value: str) -> str:
    found = room.deal.inside.disputes.get(value) if room.deal.inside else None
    return f"{word(visit, found.recorded.kind)}, {found.recorded.authority}" if found else ""


def _decision(visit: Visit, room: Room, value: str) -> str:
    found = room.deal.inside.suspensions.get(value) if room.deal.inside else None
    return f"{word(visit, found.recorded.kind)}, {found.recorded.authority}" if found else ""


def _clause(visit: Visit, room: Room, value: str) -> str:
    for one in room.matrix.rows if room.matrix else ():
        if one.row == value and one.clause:
            titles = {tag: text.title for tag, text in one.clause.texts.items()}
            return text_in(Wording(texts=titles), visit.tongue.tag)
    return ""


def _seat(_: Visit, room: Room, value: str) -> str:
    names = {side.id: side.name for side in room.sides}
    for one in room.deal.instruments:
        for place in one.signing.seats if one.signing else ():
            if place.seat.field == value:
                return names.get(place.seat.of, value)
    return ""


def _language(visit: Visit, _: Room, value: str) -> str:
    return visit.formats.language(value)


_TELLING: Final[Mapping[str, tuple[str, Callable[[Visit, Room, str], str]]]] = {
    "approval": (N_("Approval"), _approval),
    "filing": (N_("Filing"), _filing),
    "condition": (N_("Condition"), _item),
    "obligation": (N_("Obligation"), _item),
    "report": (N_("Report"), _report),
    "notice": (N_("Notice"), _notice),
    "dispute": (N_("Dispute"), _dispute),
    "decision": (N_("Decision"), _decision),
    "field": (N_("Seat"), _seat),
    "clause": (N_("Clause"), _clause),
    "language": (N_("Language"), _language),
}
"""The name of a field -> what it is called, and how what it names is told."""
