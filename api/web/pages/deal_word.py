"""Clauses out to Word and in from it: what a document proposes is looked at before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

import msgspec
from msgspec.structs import replace
from starlette.responses import Response

from aggregates.deal.terms.counter_clause import CounterClause, counter_clause
from aggregates.deal.terms.events import ClauseCountered
from api.contracts.prepared import Decision
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.http.problems import status_of, tellable
from api.refusals import ApiError
from api.routes.deals_word import WordProposes
from api.web.again import said_here
from api.web.forms import KEY
from api.web.page import Pages
from api.web.pages.deal_terms import Table, table_for
from api.web.rights import may_in_deal
from api.web.trial import tried
from api.web.visit import Visit
from api.word.form import DOCUMENT_BYTES, MEDIA
from api.word.proposing import Proposed

pages = Pages()

_AROUND_BYTES: Final = 64 * 1024
_COUNTERS_BYTES: Final = 4 * 1024 * 1024
_MENDABLE: Final = {409, 413, 422, 503}


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed counter as it would come out: whose acceptance falls, or why it is refused."""

    proposed: Proposed
    falls: tuple[str, ...]
    refused: str


@pages.get("/deals/{deal}/word")
async def word_page(visit: Visit) -> Response:
    """Offer the clauses as a document, and take one back."""
    return await _shown(visit, await table_for(visit))


@pages.post("/deals/{deal}/word", form_bytes=DOCUMENT_BYTES + _AROUND_BYTES, limit="heavy")
async def look(visit: Visit) -> Response:
    """Show what a document proposes. Nothing is recorded."""
    table, file = await table_for(visit), visit.form.files.get("document", b"")
    if not file:
        return await _shown(visit, table, visit.told("Choose a document first."))
    try:
        instrument = table.matrix.instrument
        found = await visit.hand_in(
            "preview_word", WordProposes, file, MEDIA, instrument=instrument
        )
    except CODED_ERRORS as wrong:
        return await _shown(visit, table, said_here(visit, wrong, _MENDABLE))
    looked = [await _looked(visit, table, one) for one in found.proposed]
    return await _shown(visit, table, looked=looked)


@pages.post("/deals/{deal}/word/counters", form_bytes=_COUNTERS_BYTES)
async def counter(visit: Visit) -> Response:
    """Put the wordings that were chosen on the table, each as a counter of its own."""
    form, put = visit.form, 0
    for name in form.every("chosen"):
        body = _body_in(form.text(f"body-{name}"))
        visit.form = replace(form, fields={**form.fields, KEY: (form.text(f"key-{name}"),)})
        try:
            await visit.do("counter_clause", CommandOutcome, body)
        except CODED_ERRORS as wrong:
            if not put:
                raise
            return visit.go(
                f"/deals/{visit.path['deal']}", _stopped(visit, put, wrong), kind="warning"
            )
        put += 1
    told = visit.told("%(n)s wordings of the document are on the table.", n=put)
    return visit.go(f"/deals/{visit.path['deal']}", told)


def _body_in(written: str) -> Mapping[str, object]:
    """Return what a form keeps of a counter.

    Raises:
        ApiError: ``body_malformed`` for what no page of ours has.
    """
    try:
        return msgspec.json.decode(written, type=dict[str, object])
    except msgspec.DecodeError:
        raise ApiError("body_malformed", path="$", reason="it is not of this form") from None


def _stopped(visit: Visit, put: int, wrong: CodedError) -> str:
    done = visit.told("%(n)s wordings are on the table; the next one was refused:", n=put)
    return f"{done} {visit.sentence(wrong)}"


async def _looked(visit: Visit, table: Table, one: Proposed) -> Looked:
    """Return what a proposed counter would come to, as its own page would say it."""
    names = {side.id: side.name for side in table.sides}
    try:
        events = await tried(
            visit, cast("Decision", counter_clause), CounterClause, body_of(table, one)
        )
    except CODED_ERRORS as wrong:
        if status_of(tellable(wrong)) >= 500:
            raise
        return Looked(proposed=one, falls=(), refused=visit.sentence(wrong, names))
    voids = {side for event in events if isinstance(event, ClauseCountered) for side in event.voids}
    falls = tuple(side.name for side in table.sides if side.id in voids)
    return Looked(proposed=one, falls=falls, refused="")


def body_of(table: Table, one: Proposed) -> Mapping[str, object]:
    """Return what `counter_clause` is sent for a proposed wording."""
    return {
        "instrument": table.matrix.instrument,
        "clause": msgspec.to_builtins(one.clause),
        "previous_sha256": one.previous_sha256,
    }


async def _shown(
    visit: Visit,
    table: Table,
    problem: str | None = None,
    looked: Sequence[Looked] | None = None,
) -> Response:
    bodies = {
        one.proposed.clause.id: msgspec.json.encode(body_of(table, one.proposed)).decode()
        for one in looked or ()
    }
    return visit.show(
        "deal/word.html",
        422 if problem else 200,
        table=table,
        looked=looked,
        bodies=bodies,
        may=await may_in_deal(visit, table.deal.id),
        problem=problem,
    )
