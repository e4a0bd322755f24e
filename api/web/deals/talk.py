"""What was said about a deal, as it is shown: comments, questions with their answers, own notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from api.errors import CODED_ERRORS
from api.routes.deals_discussion import Note
from api.routes.deals_history import HistoricEvent
from api.web.deals.reading import history_of, names_of, organisations_of
from api.web.deals.room import Room, as_of
from api.web.visit import Visit


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was said, on ``about`` (a clause) or the whole deal.

    ``kind`` is ``comment``, ``question`` or ``answer``, or ``note`` for one's own side only.
    """

    id: str
    kind: str
    text: str
    who: str
    organisation: str
    called: str
    clause: str
    at: datetime
    answers: tuple[Said, ...] = ()


_KINDS = {
    "deal.comment_made.v1": ("comment", "comment"),
    "deal.question_asked.v1": ("question", "question"),
    "deal.question_answered.v1": ("answer", "question"),
}
"""The type of an event -> what kind of word it is, and the field with its id."""


async def talk_in(visit: Visit, room: Room) -> Sequence[Said]:
    """Return what was said, the latest first; of notes, those of the reader's own side.

    Raises:
        CodedError: as ``read_history``.
    """
    history = await history_of(visit, room.deal.id) if room.deal.inside else []
    spoken = [one for one in history if str(one.event["type"]) in _KINDS]
    shown = [one for one in spoken if not room.at or one.position <= room.at]
    notes = await _notes(visit, room)
    people = await names_of(
        visit, {str(one.event["by"]) for one in shown} | {one.by for one in notes}
    )
    of = {str(one.event["organisation"]) for one in shown}
    called = await organisations_of(visit, of)
    told = [_said(one, people, called) for one in shown]
    own = [_noted(one, people, visit.who.organisation) for one in notes]
    return sorted([*_threads(told), *own], key=lambda one: one.at, reverse=True)


async def _notes(visit: Visit, room: Room) -> Sequence[Note]:
    try:
        return await visit.read_every("read_own_notes", Note, as_of(room.at))
    except CODED_ERRORS as wrong:
        if wrong.code not in {"not_permitted", "deal_unknown"}:
            raise
        return ()


def _said(one: HistoricEvent, people: Mapping[str, str], called: Mapping[str, str]) -> Said:
    event = one.event
    kind, name = _KINDS[str(event["type"])]
    organisation = str(event["organisation"])
    return Said(
        id=str(event[name]),
        kind=kind,
        text=str(event["text"]),
        who=people[str(event["by"])],
        organisation=organisation,
        called=called[organisation],
        clause=str(event.get("clause", "")),
        at=msgspec.convert(event["at"], datetime),
    )


def _noted(note: Note, people: Mapping[str, str], organisation: str) -> Said:
    return Said(
        id=note.comment,
        kind="note",
        text=note.text,
        who=people[note.by],
        organisation=organisation,
        called="",
        clause=note.clause,
        at=note.at,
    )


def _threads(told: Sequence[Said]) -> Sequence[Said]:
    """Return comments and questions, each question with what was answered to it."""
    answers = [one for one in told if one.kind == "answer"]
    return [
        replace(one, answers=tuple(answer for answer in answers if answer.id == one.id))
        if one.kind == "question"
        else one
        for one in told
        if one.kind != "answer"
    ]
