"""What a lead does at the table: accept, reserve, lock; each is read once more before it binds."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs

import msgspec
from starlette.responses import Response

from api.deals.matrix import MatrixNow, Row
from api.deals.standing import DealStanding
from api.http.commands import CommandOutcome
from api.refusals import ApiError
from api.web.deals.acts.choices import mandates_of
from api.web.deals.holding import held_to, pledged_in
from api.web.deals.reading import sides_of
from api.web.deals.room import table_address
from api.web.deals.table import Side
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet at the table is about."""

    deal: DealStanding
    matrix: MatrixNow
    sides: tuple[Side, ...]

    @property
    def own(self) -> Side:
        """Return the reader's side.

        Raises:
            ApiError: ``not_permitted`` for who is no side.
        """
        for side in self.sides:
            if side.own:
                return side
        raise ApiError("not_permitted")

    @property
    def address(self) -> str:
        """Return where the table is shown."""
        return table_address(self.deal, self.matrix.instrument)

    def rows(self, named: Sequence[str]) -> tuple[Row, ...]:
        """Return the rows of these names that are on the table."""
        return tuple(row for row in self.matrix.rows if row.row in named)


async def table_for(visit: Visit) -> Table:
    """Return the table of the instrument that the form or the address names, else the leading one.

    Raises:
        CodedError: as reading the deal and its terms.
    """
    deal = await visit.read("read_deal", DealStanding)
    wanted = visit.form.text("instrument") or visit.query("instrument") or deal.leading
    matrix = await visit.read("read_matrix", MatrixNow, {"instrument": wanted})
    return Table(deal=deal, matrix=matrix, sides=await sides_of(visit, deal))


@pages.get("/deals/{deal}/accept")
async def accept_sheet(visit: Visit) -> Response:
    """Ask whether the rows shall be accepted, which the address names."""
    table = await table_for(visit)
    rows = table.rows(parse_qs(visit.request.url.query).get("row", []))
    amount = pledged_in(table.matrix.frame)
    mandates = await mandates_of(visit, table.deal.edition, own=True)
    held = [held_to(one, amount) for one in mandates]
    return visit.show("deal/accept.html", table=table, rows=rows, held=held)


@pages.post("/deals/{deal}/accept")
async def accept(visit: Visit) -> Response:
    """Accept rows, by the digests that were shown."""
    cited = dict(one.split("/", 1) for one in visit.form.every("cited") if "/" in one)
    body = {
        "instrument": visit.form.text("instrument"),
        "cited": cited,
        "parties_sha256": visit.form.text("parties_sha256"),
    }
    outcome = await visit.do("accept_clauses", CommandOutcome, body)
    said = visit.told("Accepted, and recorded at position %(n)s.", n=_last(outcome))
    told = said if outcome.positions else visit.told("It was so already.")
    return visit.go(await _table(visit), told)


@pages.get("/deals/{deal}/reserve")
async def reserve_sheet(visit: Visit) -> Response:
    """Ask why a row is not acceptable as it stands."""
    table = await table_for(visit)
    rows = table.rows((visit.query("row"),))
    if not rows:
        raise ApiError("route_unknown")
    return visit.show("deal/reserve.html", table=table, row=rows[0])


@pages.post("/deals/{deal}/reserve")
async def reserve(visit: Visit) -> Response:
    """Note that a row is not acceptable as it stands."""
    form = visit.form
    body = {name: form.text(name) for name in ("instrument", "clause", "clause_sha256", "reason")}
    await visit.do("reserve_clause", CommandOutcome, body)
    return visit.go(await _table(visit), visit.told("Your reservation is recorded."))


@pages.get("/deals/{deal}/lock")
async def lock_sheet(visit: Visit) -> Response:
    """Ask whether the agreed terms shall be locked."""
    return visit.show("deal/lock.html", table=await table_for(visit))


@pages.post("/deals/{deal}/lock")
async def lock(visit: Visit) -> Response:
    """Lock the terms that all have accepted."""
    body = {"instrument": visit.form.text("instrument")}
    await visit.do("lock_terms", CommandOutcome, body)
    return visit.go(await _table(visit), visit.told("The terms are locked."))


async def _table(visit: Visit) -> str:
    """Return where the table is shown at which something was done."""
    deal = await visit.read("read_deal", DealStanding)
    return table_address(deal, visit.form.text("instrument"))


def _last(outcome: CommandOutcome) -> int:
    return max(outcome.positions, default=0)
