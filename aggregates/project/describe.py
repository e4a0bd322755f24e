"""What happened to a project, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.project.card import described_card
from aggregates.project.events import (
    ProjectDescribed,
    ProjectEvent,
    ProjectListed,
    ProjectWithdrawn,
)
from aggregates.telling import Names, Telling, fact, money, quoted
from aggregates.vocabulary import Language


def describe(event: ProjectEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    match event:
        case ProjectListed():
            return _listed(event, t)
        case ProjectDescribed():
            return _described(event, t)
        case ProjectWithdrawn():
            who, why = t.name(event.by), t.closing(event.reason)
            return t.say(
                en=f"{who} withdrew the project from the catalogue: {why}",
                zh=f"{who}将该项目撤出目录：{why}",
            )
        case _:
            assert_never(event)


def _listed(event: ProjectListed, t: Telling) -> str:
    who, owner, title = t.name(event.by), t.name(event.owner), quoted(event.title)
    place, amount, sponsor = fact(event.destination), _amount(event, t), _sponsor(event, t)
    return t.say(
        en=f"{who} listed the project {title} of {owner} in {place}{amount}{sponsor}.",
        zh=f"{who}将{owner}的项目{title}（{place}）列入目录{amount}{sponsor}。",
    )


def _described(event: ProjectDescribed, t: Telling) -> str:
    who, title = t.name(event.by), quoted(described_card(event).title)
    place, amount, tongues = fact(event.destination), _amount(event, t), len(event.texts)
    return t.say(
        en=f"{who} described the project {title} in {place}{amount}, in {tongues} languages."
        if tongues > 1
        else f"{who} described the project {title} in {place}{amount}, in one language.",
        zh=f"{who}以 {tongues} 种语言说明项目{title}（{place}）{amount}。",
    )


def _amount(event: ProjectListed | ProjectDescribed, t: Telling) -> str:
    if event.amount is None:
        return ""
    amount = money(event.amount)
    return t.pick(f", seeking {amount}", f"，拟引资{amount}")


def _sponsor(event: ProjectListed, t: Telling) -> str:
    if not event.sponsor:
        return ""
    sponsor = t.name(event.sponsor)
    return t.pick(f", sponsored by {sponsor}", f"，主办方为{sponsor}")
