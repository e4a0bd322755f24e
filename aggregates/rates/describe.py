"""What happened to the exchange rates, in sentences."""

from __future__ import annotations

from aggregates.rates.events import RatesEvent
from aggregates.telling import Names, Telling, fact, rate
from aggregates.vocabulary import Language, Rate


def describe(event: RatesEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who, rates = t.name(event.by), t.every(_rate(published, t) for published in event.rates)
    return t.say(en=f"{who} published {rates}.", zh=f"{who}公布汇率：{rates}。")


def _rate(published: Rate, t: Telling) -> str:
    told, day, source = rate(published), fact(published.day), fact(published.source)
    return t.pick(f"{told} ({day}, {source})", f"{told}（{day}，{source}）")
