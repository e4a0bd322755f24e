"""An offer of the whole instrument: written, tried, and only then tabled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, cast

from starlette.responses import Response

from aggregates.deal.terms.events import FRAME, OfferTabled
from aggregates.deal.terms.table_offer import TableOffer, table_offer
from aggregates.vocabulary import Event
from api.contracts.prepared import Decision
from api.dealfile.countries import COUNTRIES
from api.errors import CODED_ERRORS, CodedError
from api.http.commands import CommandOutcome
from api.web.again import mendable
from api.web.deals.offer_form import TONGUES, Draft, draft_in, draft_of, offer_body
from api.web.page import Pages
from api.web.pages.deal_terms import Table, table_for
from api.web.trial import tried
from api.web.visit import Visit

pages = Pages()

STANDS: Final = timedelta(days=14)
"""For how long an offer stands unless its author says otherwise."""
OFFER_BYTES: Final = 4 * 1024 * 1024


@pages.get("/deals/{deal}/offer")
async def offer_page(visit: Visit) -> Response:
    """Show what is on the table, to be offered otherwise; or an empty offer."""
    table = await table_for(visit)
    expires = (visit.at + STANDS).astimezone(visit.formats.zone).strftime("%Y-%m-%dT%H:%M")
    draft = draft_of(table.matrix, ("en", "zh-Hans"), table.deal.title, expires)
    return _shown(visit, table, draft)


@pages.post("/deals/{deal}/offer", form_bytes=OFFER_BYTES)
async def offer(visit: Visit) -> Response:
    """Go on writing, try the offer, or table it once it was tried."""
    table, draft = await table_for(visit), draft_in(visit.form)
    if visit.form.text("step") not in {"check", "send"}:
        return _shown(visit, table, draft)
    try:
        number = int(visit.form.text("offer_no") or "0")
        body = offer_body(draft, table.matrix, number, visit.formats.zone)
        if visit.form.text("step") == "check":
            events = await tried(visit, cast("Decision", table_offer), TableOffer, body)
            return _shown(visit, table, draft, events=events)
    except CODED_ERRORS as wrong:
        return _shown(visit, table, draft, wrong=mendable(wrong))
    await visit.do("table_offer", CommandOutcome, body)
    return visit.go(table.address, visit.told("Your offer is on the table."))


def _shown(
    visit: Visit,
    table: Table,
    draft: Draft,
    events: Sequence[Event] | None = None,
    wrong: CodedError | None = None,
) -> Response:
    offers = [one for one in events or () if isinstance(one, OfferTabled)]
    return visit.show(
        "deal/offer.html",
        422 if wrong else 200,
        table=table,
        draft=draft,
        tried=events is not None,
        brought=[clause.id for one in offers for clause in one.clauses],
        resets=_resets(table, draft, offers, visit.tongue.tag),
        problem=visit.sentence(wrong) if wrong else None,
        number=visit.form.text("offer_no")
        or (table.matrix.offer.number if table.matrix.offer else 0),
        tongues_of_terms=TONGUES,
        countries=sorted(
            ((c, visit.formats.country(c)) for c in COUNTRIES), key=lambda one: one[1]
        ),
    )


def _resets(
    table: Table, draft: Draft, offers: Sequence[OfferTabled], language: str
) -> Sequence[Mapping[str, str]]:
    """Return each clause of which somebody's acceptance would fall, and whose."""
    names = {side.id: side.name for side in table.sides}
    titles = {
        name: (texts.get(language) or next(iter(texts.values()))).title
        for name, texts in draft.clauses
    }
    return [
        {
            "row": "" if row == FRAME else titles.get(row, row),
            "who": ", ".join(names.get(side, side) for side in sides),
        }
        for one in offers
        for row, sides in one.voids.items()
    ]
