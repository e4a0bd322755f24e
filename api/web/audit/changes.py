"""What changed of deals between two positions of a fair, as people read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final, cast

import msgspec

from api.names import short_id
from api.routes.fairs import DealChanged, FieldChanged
from api.web.audit.words import FACTS
from api.web.catalogues import N_
from api.web.deals.matters import matter_called
from api.web.figures.telling import Tells
from api.web.words import STAGES, TIERS

STEPS: Final[Mapping[str, str]] = {
    "intent": N_("Intent"),
    "engaged": N_("Engaged"),
    "negotiating": N_("Negotiating"),
    "agreed": N_("Agreed"),
    "approved": N_("Approved"),
    "signed": N_("Signed"),
    "effective": N_("Effective"),
    "paid_in": N_("Paid in"),
}
"""The steps of the funnel, as they are called."""
_CODES: Final[Mapping[str, Mapping[str, str]]] = {"stage": STAGES, "tier": TIERS}
_COUNTED: Final[Mapping[str, str]] = {
    "principals": "",
    "executions": "",
    "approvals": "granted_at",
    "filings": "status",
}
"""Facts that are lists: told by how many there are, and by how many of them say what."""
_LISTS: Final[Mapping[str, str]] = {
    "theme": "themes",
    "delegation": "delegations",
    "item": "items",
}
"""Facts whose codes are of the edition's own lists."""
_PARTS: Final[Mapping[str, str]] = {
    "stage": N_("Stage"),
    "reason": N_("Reason"),
    "at": N_("When"),
}
_PLACES: Final = frozenset({"origin", "destination", "ultimate_origin"})
_NAMED: Final = frozenset({"direction", "mode", "investor_class", "loss"})
"""Facts whose codes have names."""


def gained(now: int, was: int | None) -> str:
    """Return by how much a number changed, with its sign; empty if there is nothing to tell."""
    return "" if was is None or was == now else f"{now - was:+d}"


def changes_told(tells: Tells, deal: DealChanged) -> Iterator[tuple[str, str, str]]:
    """Yield each fact that is another: its name, what it was and what it is."""
    visit = tells.visit
    for one in deal.changes:
        name, _, part = one.field.partition(".")
        if deal.new and name not in {"stage", "tier", "industry", "destination"}:
            continue
        label = visit.told(FACTS[name]) if name in FACTS else name
        if part and name == "reached":
            label = f"{label}: {visit.told(STEPS[part]) if part in STEPS else tells.code(part)}"
        elif part:
            label = f"{label}: {visit.told(_PARTS[part]) if part in _PARTS else part}"
        was, now = _told(tells, one, name, one.was), _told(tells, one, name, one.now)
        if was != now:
            yield label, was, now


def _told(tells: Tells, one: FieldChanged, name: str, value: str | None) -> str:
    """Return a fact of JSON as people read it; empty where it was not there."""
    found: object = None if value is None else msgspec.json.decode(value)
    if found is None or found is False:
        return ""
    if isinstance(found, str):
        return _called(tells, one, name, found)
    if isinstance(found, list):
        return _counted(tells, cast("list[dict[str, object]]", found), _COUNTED.get(name, ""))
    return tells.visit.told("yes") if found is True else str(found)


def _called(tells: Tells, one: FieldChanged, name: str, found: str) -> str:
    """Return what a text of a fact is called: an instant, or a code."""
    visit = tells.visit
    if one.field.endswith(("_at", ".at")) or name == "reached":
        return visit.formats.moment(datetime.fromisoformat(found))
    if name in _CODES and found in _CODES[name]:
        return visit.told(_CODES[name][found])
    callers: Mapping[str, Callable[[str], str]] = {
        **dict.fromkeys(_PLACES, tells.country),
        **dict.fromkeys(_NAMED, tells.code),
        **{fact: tells.entry(of) for fact, of in _LISTS.items()},
        "project": short_id,
    }
    return callers.get(name, str)(found)


def _counted(tells: Tells, found: list[dict[str, object]], by: str) -> str:
    """Return how many there are, and what they say of ``by``: ``2 (1 granted)``."""
    if by == "granted_at":
        granted = sum(1 for one in found if one[by])
        return f"{len(found)} ({granted} ✓)" if granted else str(len(found))
    said = Counter(str(one[by]) for one in found) if by else Counter[str]()
    tongue = tells.visit.tongue
    told = ", ".join(
        f"{count} {matter_called(tongue, code)}" for code, count in sorted(said.items())
    )
    return told or str(len(found))
