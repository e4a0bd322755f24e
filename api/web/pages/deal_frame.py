"""Another frame: title, amount, law and forum, put on the table without touching a clause."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from aggregates.deal.terms.events import FRAME
from aggregates.vocabulary import Frame, Money, Wording
from api.dealfile.countries import COUNTRIES
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.again import said_here
from api.web.deals.amounts import plain_decimal
from api.web.page import Pages
from api.web.pages.deal_terms import Table, table_for
from api.web.visit import Visit

pages = Pages()


@pages.get("/deals/{deal}/frame")
async def frame_page(visit: Visit) -> Response:
    """Show the frame as it stands, to be written otherwise."""
    table = await table_for(visit)
    return _shown(visit, table, _standing(table))


@pages.post("/deals/{deal}/frame")
async def counter_frame(visit: Visit) -> Response:
    """Put the frame on the table as the form has it."""
    table = await table_for(visit)
    frame = _written(visit, _standing(table))
    body = {
        "instrument": table.matrix.instrument,
        "frame": msgspec.to_builtins(frame),
        "previous_sha256": visit.form.text("previous_sha256"),
    }
    try:
        await visit.do("counter_frame", CommandOutcome, body)
    except CODED_ERRORS as wrong:
        return _shown(visit, table, frame, wrong)
    return visit.go(table.address, visit.told("Your frame is on the table."))


def _standing(table: Table) -> Frame:
    """Return the frame that is on the table.

    Raises:
        ApiError: ``route_unknown`` where there is none yet.
    """
    if table.matrix.frame is None:
        raise ApiError("route_unknown")
    return table.matrix.frame


def _written(visit: Visit, frame: Frame) -> Frame:
    form, values = visit.form, dict(frame.values)
    title, amount = values.get("title"), form.text("amount")
    if isinstance(title, Wording):
        texts = {tag: form.text(f"title-{tag}", text) for tag, text in title.texts.items()}
        values["title"] = Wording(texts=texts)
    if amount:
        currency = form.text("currency").upper()
        values["amount"] = Money(amount=plain_decimal(amount), currency=currency)
    else:
        values.pop("amount", None)
    return msgspec.structs.replace(
        frame, values=values, governing_law=form.text("law"), forum=form.text("forum")
    )


def _shown(visit: Visit, table: Table, frame: Frame, wrong: CodedError | None = None) -> Response:
    problem = said_here(visit, wrong) if wrong else None
    title, amount = frame.values.get("title"), frame.values.get("amount")
    return visit.show(
        "deal/frame-counter.html",
        422 if wrong else 200,
        table=table,
        frame=frame,
        titles=title.texts if isinstance(title, Wording) else {},
        amount=amount if isinstance(amount, Money) else None,
        sha256=next((row.sha256 for row in table.matrix.rows if row.row == FRAME), ""),
        countries=sorted(
            ((c, visit.formats.country(c)) for c in COUNTRIES), key=lambda one: one[1]
        ),
        problem=problem,
    )
