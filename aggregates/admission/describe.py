"""What happened to an admission, in sentences."""

from __future__ import annotations

from aggregates.admission.events import AdmissionEvent
from aggregates.telling import Names, Telling, fact
from aggregates.vocabulary import Language


def describe(event: AdmissionEvent, language: Language, names: Names) -> str:
    """Return ``event`` as a timeline says it; who is not in ``names`` is called by their id."""
    t = Telling(language, names)
    who, name, number = t.name(event.by), fact(event.legal_name), fact(event.registration)
    country, position = fact(event.country), event.registry_position
    return t.say(
        en=f"{who} admitted {name} ({country}, {number}) to the edition, as the registry had it at"
        f" position {position}.",
        zh=f"{who}准许{name}（{country}，{number}）参加本届，其信息取自登记处日志位置 {position}。",
    )
