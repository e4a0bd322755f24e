"""What changed of deals between two positions of a fair, as people read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, cast

import msgspec

from api.names import short_id
from api.routes.fairs import DealChanged, FieldChanged
from api.web.audit.words import FACTS
from api.web.catalogues import N_
from api.web.visit import Visit
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


def gained(now: int, was: int | None) -> str:
    """Return by how much a number changed, with its sign; empty if there is nothing to tell."""
    return "" if was is None or was == now else f"{now - was:+d}"


def changes_told(visit: Visit, deal: DealChanged) -> Iterator[tuple[str, str, str]]:
    """Yield each fact that is another: its name, what it was and what it is."""
    for one in deal.changes:
        name, _, part = one.field.partition(".")
        if deal.new and name not in {"stage", "tier", "industry", "destination"}:
            continue
        label = visit.told(FACTS[name]) if name in FACTS else name
        if part and name == "reached":
            label = f"{label}: {visit.told(STEPS[part]) if part in STEPS else _stage(visit, part)}"
        elif part:
            label = f"{label}: {part}"
        was, now = _told(visit, one, name, one.was), _told(visit, one, name, one.now)
        if was != now:
            yield label, was, now


def _stage(visit: Visit, code: str) -> str:
    return visit.told(STAGES[code]) if code in STAGES else code


def _told(visit: Visit, one: FieldChanged, name: str, value: str | None) -> str:
    """Return a fact of JSON as people read it; empty where it was not there."""
    if value is None or value == "null":
        return ""
    found: object = msgspec.json.decode(value)
    if name in _COUNTED and isinstance(found, list):
        return _counted(cast("list[dict[str, object]]", found), _COUNTED[name])
    if not isinstance(found, str):
        return str(found)
    if name in _CODES and found in _CODES[name]:
        return visit.told(_CODES[name][found])
    if one.field.endswith("_at") or name == "reached":
        return visit.formats.moment(datetime.fromisoformat(found))
    return short_id(found) if name == "project" else found


def _counted(found: list[dict[str, object]], by: str) -> str:
    """Return how many there are, and what they say of ``by``: ``2 (1 granted)``."""
    if by == "granted_at":
        granted = sum(1 for one in found if one[by])
        return f"{len(found)} ({granted} ✓)" if granted else str(len(found))
    said = Counter(str(one[by]) for one in found) if by else Counter[str]()
    told = ", ".join(f"{count} {code}" for code, count in sorted(said.items()))
    return told or str(len(found))
