"""What an executed amendment changed, in a sentence."""

from __future__ import annotations

from aggregates.consolidated import Change
from aggregates.deal.amending.events import AmendingEvent
from aggregates.deal.telling import DealTelling

CHANGES = {
    Change.REPLACED: ("replaced", "替换"),
    Change.ADDED: ("added", "增加"),
    Change.DELETED: ("deleted", "删除"),
}


def describe_amending(event: AmendingEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    amendment, instrument = t.name(event.amendment), t.name(event.instrument)
    told = t.every(_changed(event, change, t) for change in Change if _clauses(event, change))
    return t.say(
        en=f"With {amendment} the text of {instrument} in force is another: {told}.",
        zh=f"{amendment}变更{instrument}的现行文本：{told}。",
    )


def _changed(event: AmendingEvent, change: Change, t: DealTelling) -> str:
    rows, verb = t.rows(_clauses(event, change)), t.word(CHANGES[change])
    return t.pick(f"{rows} {verb}", f"{verb}{rows}")


def _clauses(event: AmendingEvent, change: Change) -> list[str]:
    return [one.clause for one in event.changes if one.change is change]
