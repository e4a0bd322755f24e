"""What stands above every table of a figure, on pages and in files: what it is, as of when."""

from __future__ import annotations

import msgspec

from api.http.figures import Figure
from api.web.figures.naming import FIGURES
from api.web.figures.telling import Tells


class Line(msgspec.Struct, frozen=True):
    """A name and what it says."""

    name: str
    value: str


def about(found: Figure, tells: Tells, edition: str, *, suppressed: bool) -> tuple[Line, ...]:
    """Return what the numbers of a figure carry; ``edition`` is what it is called."""
    told, head = tells.visit.told, found.head
    named = FIGURES[head.definition]
    currency: str = getattr(found, "currency", "")
    lines = [
        Line(told("Figure"), f"{head.definition} {tells.texts.gettext(named.name)}"),
        Line(told("What it counts"), tells.texts.gettext(named.about)),
        Line(told("Definition"), f"{head.definition} v{head.version}"),
        Line(told("Edition"), edition),
        Line(told("Position"), str(head.position)),
        Line(told("Cut-off"), head.cut_off.isoformat(timespec="seconds")),
        Line(told("Zone of the cut-off"), head.zone),
    ]
    if currency:
        rule = told("by the rates that were fixed when each signing was opened")
        lines.append(Line(told("Currency"), f"{currency}, {rule}"))
    kept = told("cells that would tell too much of somebody are left out, others with them")
    lines.append(Line(told("Suppression"), kept if suppressed else told("none: every number")))
    return tuple(lines)
