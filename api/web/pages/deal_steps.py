"""The steps between a text and its fulfilment: approvals, filings, conditions, performance, end."""

from __future__ import annotations

from fractions import Fraction

import msgspec
from starlette.responses import Response

from aggregates.deal.performance.schedule import Contribution, Item, Schedule
from aggregates.deal.performance.state import Report
from aggregates.vocabulary import PersonId
from api.deals.standing import DealStanding, Done
from api.web.deals.acts.subjects import text_in
from api.web.deals.reading import names_of
from api.web.deals.room import room_of
from api.web.page import Pages
from api.web.visit import Visit

pages = Pages()


class Performed(msgspec.Struct, frozen=True, kw_only=True):
    """A condition or an obligation, and what became of it.

    ``state`` is ``open``, ``reported``, ``done`` or ``given_up``; ``share`` how much of a
    contribution is verified, in per cent.
    """

    item: Item
    what: str
    title: str
    state: str
    share: int
    reports: tuple[tuple[str, Report], ...]


@pages.get("/deals/{deal}/steps")
async def steps(visit: Visit) -> Response:
    """Show what was asked of whom, until when, and what is still open."""
    room = await room_of(visit, "/steps")
    done = room.deal.inside.done if room.deal.inside else None
    proposal = done.proposal if done else None
    agreed = performed_in(done, done.schedule, visit) if done and done.schedule else ()
    return room.show(
        visit,
        "deal/steps.html",
        people=await names_of(visit, _approvers(room.deal)),
        performed=agreed,
        proposed=performed_in(done, proposal.schedule, visit) if done and proposal else (),
        proposal=proposal,
        me=visit.who.person,
    )


def performed_in(done: Done, schedule: Schedule, visit: Visit) -> tuple[Performed, ...]:
    """Return each item of a schedule with what became of it."""
    return tuple(_performed(done, one, visit) for one in schedule.items())


def _performed(done: Done, item: Item, visit: Visit) -> Performed:
    reports = tuple((id_, one) for id_, one in done.reports.items() if one.obligation == item.id)
    amount = Fraction(item.amount.amount) if isinstance(item, Contribution) else Fraction(1)
    verified = sum((Fraction(one.verified) for _, one in reports), Fraction(0))
    given_up = item.id in done.waived or item.id in done.written_off
    is_done = item.id in done.satisfied or (bool(reports) and verified >= amount)
    return Performed(
        item=item,
        what=type(item).__name__.lower(),
        title="" if isinstance(item, Contribution) else text_in(item.title, visit.tongue.tag),
        state="done" if is_done else "given_up" if given_up else "reported" if reports else "open",
        share=int(100 * verified / amount) if amount else 100,
        reports=reports,
    )


def _approvers(deal: DealStanding) -> set[PersonId]:
    return {one.approver for paper in deal.instruments for one in paper.approvals.values()}
