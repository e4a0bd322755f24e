"""A slip of the pen in a locked clause, mended with the word of every lead."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.responses import Response

from aggregates.vocabulary import Clause, ClauseText
from api.deals.matrix import Row
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import said_here
from api.web.page import Pages
from api.web.pages.deal_terms import Table, table_for
from api.web.visit import Visit

pages = Pages()


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """A clause with its slips mended, and its translations, all of them."""

    clause: Clause
    translations: Mapping[str, ClauseText]


@pages.get("/deals/{deal}/clauses/{clause}/correct")
async def correct_page(visit: Visit) -> Response:
    """Show a clause as it is locked."""
    table = await table_for(visit)
    row, clause = _row(visit, table)
    return _shown(visit, table, row, Mended(clause=clause, translations=_translated(row)))


@pages.post("/deals/{deal}/clauses/{clause}/correct")
async def correct(visit: Visit) -> Response:
    """Propose the mended text to the other leads."""
    table = await table_for(visit)
    row, clause = _row(visit, table)
    mended = Mended(
        clause=msgspec.structs.replace(clause, texts=_written(visit, clause.texts)),
        translations=_written(visit, _translated(row)),
    )
    body = {
        "instrument": table.matrix.instrument,
        "clause": msgspec.to_builtins(mended.clause),
        "translations": msgspec.to_builtins(mended.translations),
        "old_clause_sha256": visit.form.text("old_clause_sha256"),
        "reason": visit.form.text("reason"),
    }
    try:
        await visit.do("propose_correction", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return _shown(visit, table, row, mended, wrong)
    return visit.go(table.address, visit.told("The correction is proposed."))


def _row(visit: Visit, table: Table) -> tuple[Row, Clause]:
    """Return the row of the clause in the address.

    Raises:
        ApiError: ``route_unknown``.
    """
    for row in table.rows((visit.path["clause"],)):
        if row.clause is not None:
            return row, row.clause
    raise ApiError("route_unknown")


def _translated(row: Row) -> Mapping[str, ClauseText]:
    return {tag: one.translation.text for tag, one in row.translations.items()}


def _written(visit: Visit, texts: Mapping[str, ClauseText]) -> dict[str, ClauseText]:
    form = visit.form
    return {
        tag: ClauseText(
            title=form.text(f"title-{tag}", text.title), body=form.text(f"body-{tag}", text.body)
        )
        for tag, text in texts.items()
    }


def _shown(
    visit: Visit, table: Table, row: Row, mended: Mended, wrong: CodedError | None = None
) -> Response:
    return visit.show(
        "deal/correct.html",
        422 if wrong else 200,
        table=table,
        row=row,
        texts=[*mended.clause.texts.items(), *mended.translations.items()],
        reason=visit.form.text("reason"),
        problem=said_here(visit, wrong) if wrong else None,
    )
