"""A schedule as a form has it, and as the command wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from aggregates.deal.performance.schedule import (
    Condition,
    Contribution,
    Item,
    Milestone,
    Schedule,
)
from api.refusals import ApiError
from api.web.deals.amounts import plain_decimal
from api.web.forms import Form

KINDS: Final = ("condition", "contribution", "milestone")
ITEMS_MAX: Final = 100
Row: TypeAlias = Mapping[str, str]
"""One item: what stands in its fields, by their names."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a schedule that is being written, each with its kind and its id."""

    rows: tuple[Row, ...]


def draft_of(schedule: Schedule | None, language: str) -> Draft:
    """Return the draft that goes on from what was agreed, or begins with a contribution."""
    if schedule is None:
        return Draft(rows=({"kind": "contribution", "id": "contribution-1"},))
    return Draft(rows=tuple(_row(one, language) for one in schedule.items()))


def draft_in(form: Form) -> Draft:
    """Return the draft that a form has, with one more row where its button asks for one.

    Raises:
        ApiError: ``body_malformed`` for more rows than any schedule has.
    """
    names = list(dict.fromkeys(form.every("item")))
    if len(names) > ITEMS_MAX:
        raise ApiError("body_malformed", path="$.item", reason="too many items")
    rows = [_read(form, name) for name in names if not form.text(f"gone-{name}")]
    added = form.text("step").removeprefix("add-")
    if added in KINDS:
        rows.append({"kind": added, "id": _free(added, names)})
    return Draft(rows=tuple(rows))


def schedule_body(
    draft: Draft, language: str, sides: Sequence[str]
) -> dict[str, list[Mapping[str, object]]]:
    """Return the schedule as the command takes it. ``sides`` are those that may waive."""
    found: dict[str, list[Mapping[str, object]]] = {f"{kind}s": [] for kind in KINDS}
    for row in draft.rows:
        found[f"{row['kind']}s"].append(dict(_fields(row, language, sides)))
    return found


def _fields(row: Row, language: str, sides: Sequence[str]) -> Iterator[tuple[str, object]]:
    yield "id", row["id"]
    instrument, _, clause = row.get("cited", "").partition("/")
    yield from (("instrument", instrument), ("clause", clause))
    if row["kind"] == "contribution":
        amount = plain_decimal(row.get("amount", ""))
        currency = row.get("currency", "").upper()
        yield "value", row.get("value", "")
        yield "amount", {"type": "money", "amount": amount, "currency": currency}
    else:
        yield "title", {"type": "wording", "texts": {language: row.get("title", "")}}
    if row["kind"] == "condition":
        yield "waivable_by", sorted(sides) if row.get("waivable") else []
        return
    yield from (("principal", row.get("principal", "")), ("due", row.get("due", "")))
    if row["kind"] == "milestone":
        yield "landing", row.get("landing", "other")


def _row(item: Item, language: str) -> Row:
    return {"id": item.id, "cited": f"{item.instrument}/{item.clause}", **_of_kind(item, language)}


def _of_kind(item: Item, language: str) -> Row:
    match item:
        case Condition():
            waivable = "yes" if item.waivable_by else ""
            return {"kind": "condition", "waivable": waivable, **_title(item, language)}
        case Contribution():
            amount, currency = item.amount.amount, item.amount.currency
            sums = {"value": item.value, "amount": amount, "currency": currency}
            return {"kind": "contribution", **sums, "principal": item.principal, "due": item.due}
        case Milestone():
            by = {"principal": item.principal, "due": item.due}
            landing = item.landing.value
            return {"kind": "milestone", "landing": landing, **by, **_title(item, language)}


def _title(item: Condition | Milestone, language: str) -> Row:
    texts = item.title.texts
    return {"title": texts.get(language) or next(iter(texts.values()), "")}


_FIELDS: Final = (
    *("kind", "cited", "title", "waivable", "value", "amount", "currency"),
    *("principal", "due", "landing"),
)


def _read(form: Form, name: str) -> Row:
    said = {field: form.text(f"{field}-{name}") for field in _FIELDS}
    kind = said["kind"] if said["kind"] in KINDS else KINDS[0]
    return {**said, "id": name, "kind": kind}


def _free(kind: str, names: Sequence[str]) -> str:
    return next(n for n in (f"{kind}-{i}" for i in range(1, ITEMS_MAX + 2)) if n not in names)
