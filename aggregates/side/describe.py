"""What was said within one side of a deal, in sentences."""

from __future__ import annotations

from aggregates.deal.telling import DealTelling
from aggregates.side.events import SideEvent
from aggregates.telling import Names
from aggregates.vocabulary import Language


def describe(event: SideEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = DealTelling(language, names)
    who, side, text = t.name(event.by), t.name(event.principal), t.closing(event.text)
    place = t.place(event.instrument, event.clause)
    return t.say(
        en=f"{who} commented on {place}, for {side} only: {text}",
        zh=f"{who}就{place}发表意见，仅{side}内部可见：{text}",
    )
