"""What stands in a form before anybody has written in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from aggregates.deal.state import Progress
from api.web.deals.acts.act import Act, Field
from api.web.deals.deadlines import by_clock
from api.web.deals.room import Room
from api.web.visit import Visit

AHEAD: Final = timedelta(days=14)
"""So far ahead a deadline is proposed."""


def defaults_for(visit: Visit, room: Room, act: Act) -> Mapping[str, str]:
    """Return what each field begins with, by its name; what the state says, it cites."""
    found = {
        name: value for field in act.fields for name, value in _begins(visit, room, field) if value
    }
    if act.id == "correct_classification" and (before := room.deal.classification):
        found |= {
            "direction": before.direction.value,
            "mode": before.mode,
            "industry": before.industry,
            "origin": before.origin,
            "destination": before.destination,
        }
    return found


def _begins(visit: Visit, room: Room, field: Field) -> Iterator[tuple[str, str]]:
    wanted = visit.form.text("instrument") or visit.query("instrument") or room.deal.leading
    instrument = next((one for one in room.deal.instruments if one.id == wanted), None)
    match field.asks:
        case "instrument":
            yield field.name, wanted
        case "executed" if instrument is not None and instrument.progress is Progress.EXECUTED:
            yield field.name, wanted
        case "terms" if instrument is not None:
            yield field.name, instrument.locked_sha256 or instrument.executed_sha256
        case "number" if room.matrix is not None and room.matrix.offer is not None:
            yield field.name, str(room.matrix.offer.number)
        case "deadline":
            later = (
                max(visit.at, room.deal.expires_at.at) if field.name == "expires_at" else visit.at
            )
            yield field.name, by_clock(later + AHEAD, visit.formats.zone)
        case "money":
            yield f"{field.name}-currency", _currency(room)
        case _:
            return


def _currency(room: Room) -> str:
    frame = room.matrix.frame if room.matrix else None
    amount = frame.values.get("amount") if frame else None
    return str(getattr(amount, "currency", "CNY"))
