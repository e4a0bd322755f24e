"""Another wording of a clause: written, tried, and only then put on the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import msgspec
from starlette.responses import Response

from aggregates.deal.terms.counter_clause import CounterClause, counter_clause
from aggregates.deal.terms.events import ClauseCountered
from aggregates.vocabulary import Clause, Day, Money, Percentage, Quantity, Value, Wording
from api.contracts.prepared import Decision
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import mendable
from api.web.deals.amounts import plain_decimal
from api.web.deals.table import Side
from api.web.page import Pages
from api.web.pages.deal_terms import Table, table_for
from api.web.trial import tried
from api.web.visit import Visit

pages = Pages()


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What a wording would come to: the sides whose acceptance of this clause would fall."""

    resets: tuple[Side, ...]


@pages.get("/deals/{deal}/clauses/{clause}/counter")
async def composer(visit: Visit) -> Response:
    """Show a clause as it stands, to be written otherwise."""
    table = await table_for(visit)
    clause = _standing(visit, table)
    return await _shown(visit, table, clause, None, None)


@pages.post("/deals/{deal}/clauses/{clause}/counter")
async def counter(visit: Visit) -> Response:
    """Try a wording, or put it on the table once it was tried."""
    table = await table_for(visit)
    written = _written(visit, _standing(visit, table))
    body: dict[str, object] = {
        "instrument": table.matrix.instrument,
        "clause": msgspec.to_builtins(written),
        "previous_sha256": visit.form.text("previous_sha256"),
    }
    if visit.form.text("step") == "send":
        await visit.do("counter_clause", CommandOutcome, body)
        said = visit.told("Your wording is on the table.")
        return visit.go(table.address, said)
    try:
        events = await tried(visit, cast("Decision", counter_clause), CounterClause, body)
    except CODED_ERRORS as wrong:
        return await _shown(visit, table, written, None, mendable(wrong))
    voids = {side for one in events if isinstance(one, ClauseCountered) for side in one.voids}
    resets = tuple(side for side in table.sides if side.id in voids)
    return await _shown(visit, table, written, Trial(resets=resets), None)


async def _shown(
    visit: Visit, table: Table, clause: Clause, trial: Trial | None, wrong: CodedError | None
) -> Response:
    standing = _standing(visit, table)
    return visit.show(
        "deal/counter.html",
        422 if wrong else 200,
        table=table,
        row=table.rows((clause.id,))[0],
        standing=standing,
        clause=clause,
        inputs=[
            (name, value, _amount(value))
            for name, value in sorted(clause.values.items())
            if not isinstance(value, Wording)
        ],
        worded=[
            (name, tag, text)
            for name, value in sorted(clause.values.items())
            if isinstance(value, Wording)
            for tag, text in value.texts.items()
        ],
        trial=trial,
        problem=visit.sentence(wrong) if wrong else None,
        differences=_differences(standing, clause),
    )


def _standing(visit: Visit, table: Table) -> Clause:
    """Return the clause as it is on the table.

    Raises:
        ApiError: ``route_unknown``.
    """
    for row in table.rows((visit.path["clause"],)):
        if row.clause is not None:
            return row.clause
    raise ApiError("route_unknown")


def _written(visit: Visit, clause: Clause) -> Clause:
    """Return the clause as the form has it."""
    form = visit.form
    texts = {
        tag: msgspec.structs.replace(
            text,
            title=form.text(f"title-{tag}", text.title),
            body=form.text(f"body-{tag}", text.body),
        )
        for tag, text in clause.texts.items()
    }
    values = {
        name: _worded(visit, name, value)
        if isinstance(value, Wording)
        else _typed(value, form.text(f"value-{name}", _amount(value)))
        for name, value in clause.values.items()
    }
    return msgspec.structs.replace(clause, texts=texts, values=values)


def _worded(visit: Visit, name: str, value: Wording) -> Wording:
    """Return a text among the values as the form has it, in each of its languages."""
    texts = {tag: visit.form.text(f"value-{name}-{tag}", text) for tag, text in value.texts.items()}
    return Wording(texts=texts)


def _typed(value: Value, written: str) -> Value:
    """Return a value with another amount; digits in groups are taken as one number."""
    match value:
        case Money():
            return msgspec.structs.replace(value, amount=plain_decimal(written))
        case Percentage() | Quantity():
            return msgspec.structs.replace(value, value=plain_decimal(written))
        case Day():
            return msgspec.structs.replace(value, value=written)
        case _:
            return value


def _amount(value: Value) -> str:
    match value:
        case Money():
            return value.amount
        case Percentage() | Quantity() | Day():
            return value.value
        case _:
            return ""


def _differences(before: Clause, after: Clause) -> Sequence[Mapping[str, object]]:
    """Return the texts that are others now, language by language."""
    return [
        {"language": tag, "before": before.texts[tag], "after": text}
        for tag, text in after.texts.items()
        if before.texts[tag] != text
    ]
