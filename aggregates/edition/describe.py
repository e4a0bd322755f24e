"""What happened to an edition, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.edition.events import EditionEvent, EditionOpened, ListsDecided, PolicyChanged
from aggregates.telling import Names, Telling, fact
from aggregates.vocabulary import Language


def describe(event: EditionEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who = t.name(event.by)
    match event:
        case EditionOpened():
            name, zone = fact(event.name), fact(event.zone)
            first, last = fact(event.first_day), fact(event.last_day)
            return t.say(
                en=f"{who} opened the edition {name}, from {first} to {last} ({zone}).",
                zh=f"{who}开启{name}这一届，会期自{first}至{last}（{zone}）。",
            )
        case PolicyChanged():
            why = t.closing(event.reason)
            return t.say(
                en=f"{who} changed the policy for deals that are opened from now on: {why}",
                zh=f"{who}修改此后新开交易适用的规则：{why}",
            )
        case ListsDecided():
            number, why = fact(str(event.number)), t.closing(event.reason)
            return t.say(
                en=f"{who} decided the lists by which deals are counted (No. {number}): {why}",
                zh=f"{who}确定统计交易所用的清单（第{number}版）：{why}",
            )
        case _:
            assert_never(event)
