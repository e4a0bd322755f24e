"""The tables of F8, F9, F10, F13, F15 and F17: how deals go on, and what is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from api.web.figures.grid import Grid, Row, Value, amount, columns, count
from api.web.figures.telling import Tells
from projections.figures.cells import TOTAL
from projections.figures.f8_funnel import Funnel
from projections.figures.f9_health import Band, NegotiationHealth
from projections.figures.f10_approvals import STATES, ApprovalsAndFilings, AuthorityLine
from projections.figures.f13_losses import Losses
from projections.figures.f15_checks import Checks
from projections.figures.f17_quality import DataQuality


def funnel(found: Funnel, tells: Tells) -> Iterator[Grid]:
    """Yield the steps."""
    told = tells.visit.told
    yield Grid(
        id="steps",
        title=told("From the intent to the money"),
        columns=(
            *columns(
                (told("Step"), "text"), told("Reached"), (told("Conversion, per cent"), "percent")
            ),
            *columns((told("Median days"), "days"), told("Staying"), (told("Median age"), "days")),
            *columns((told("Oldest, days"), "days")),
        ),
        rows=tuple(
            Row(
                name=tells.code(step.step),
                code=step.step,
                values=(
                    count(step.reached, {"step": step.step}),
                    amount(step.conversion),
                    amount(step.median_days),
                    count(step.staying, {"step": step.step, "state": "staying"}),
                    _days(step.median_age_days),
                    _days(step.oldest_days),
                ),
            )
            for step in found.steps
        ),
    )


def health(found: NegotiationHealth, tells: Tells, people: Mapping[str, str]) -> Iterator[Grid]:
    """Yield the bands, what is open, and the leads, where they are told."""
    told = tells.visit.told
    idle, waiting = told("Days since the last move"), told("Whose turn it is")
    deals = told("Deals")
    bands = {one.name: one.name for one in found.idle}
    yield _bands("idle", (idle, deals), found.idle, bands)
    names = {one.name: tells.code(one.name) for one in found.waiting_on}
    yield _bands("waiting_on", (waiting, deals), found.waiting_on, names)
    rows = (
        (told("Deals under way"), count(found.deals.count)),
        (told("Offers that run out within two days"), count(found.expiring.count)),
        (told("Offers that ran out"), count(found.overdue.count)),
        (told("Clauses that somebody has not accepted"), count(found.open_clauses)),
        (told("Clauses with a reservation"), count(found.reserved_clauses)),
        (told("Median days without a move"), count(found.median_idle_days, out=False)),
        (told("Median rounds"), count(found.median_rounds, out=False)),
    )
    yield Grid(
        id="open",
        title=told("What is open"),
        columns=columns((told("What"), "text"), told("Number")),
        rows=tuple(Row(name=name, values=(value,)) for name, value in rows),
        drawn=None,
    )
    yield Grid(
        id="leads",
        title=told("By lead"),
        columns=columns(
            (told("Lead"), "text"),
            told("Deals"),
            (told("Longest without a move, days"), "days"),
            told("Open clauses"),
        ),
        rows=tuple(
            Row(
                name=people.get(one.person, one.person),
                values=(
                    count(one.deals, {"lead": one.person}),
                    _days(one.longest_idle_days),
                    count(one.open_clauses),
                ),
            )
            for one in sorted(found.leads or (), key=lambda one: -one.longest_idle_days)
        ),
        drawn=1,
    )


def approvals(found: ApprovalsAndFilings, tells: Tells) -> Iterator[Grid]:
    """Yield filings by authority, and approvals by board."""
    told = tells.visit.told
    for what, title, lines in (
        ("filings", told("Filings, by authority"), found.filings),
        ("approvals", told("Approvals, by board"), found.approvals),
    ):
        yield Grid(
            id=what,
            title=title,
            columns=(
                *columns((title, "text"), told("Pending"), told("Overdue")),
                *columns(told("Granted"), told("Lifted"), told("All")),
            ),
            rows=tuple(_authority(what, line, tells) for line in lines),
            drawn=len(STATES),
        )


def losses(found: Losses, tells: Tells) -> Iterator[Grid]:
    """Yield the reasons, the stages, and each reason in each stage."""
    told = tells.visit.told
    by_reason = [one for one in found.cells if one.stage == TOTAL]
    by_stage = [one for one in found.cells if one.reason == TOTAL]
    both = [one for one in found.cells if TOTAL not in {one.reason, one.stage}]
    for name, label, cells in (
        ("reasons", told("Reason"), by_reason),
        ("stages", told("Stage in which it was"), by_stage),
        ("both", told("Reason and stage"), both),
    ):
        yield Grid(
            id=name,
            title=label,
            columns=columns((label, "text"), told("Deals")),
            rows=tuple(
                Row(
                    name=_both(one.reason, one.stage, tells),
                    code=_code(one.reason, one.stage),
                    values=(count(one.deals.count, _where(reason=one.reason, stage=one.stage)),),
                    whole=one.reason == one.stage == TOTAL,
                )
                for one in cells
            ),
        )


def checks(found: Checks, tells: Tells) -> Iterator[Grid]:
    """Yield the checks by means and verdict."""
    told = tells.visit.told
    yield Grid(
        id="checks",
        title=told("Checks by anybody"),
        columns=columns(
            (told("What was checked, and the verdict"), "text"),
            told("Papers of this edition"),
            told("Papers that nobody knows"),
        ),
        rows=tuple(
            Row(
                name=f"{tells.code(line.means)} · {tells.code(line.verdict)}",
                code=f"{line.means}:{line.verdict}",
                values=(count(line.edition), count(line.elsewhere)),
            )
            for line in found.lines
        ),
    )


def quality(found: DataQuality, tells: Tells) -> Iterator[Grid]:
    """Yield the issues."""
    told = tells.visit.told
    rows = [
        Row(
            name=tells.code(line.issue),
            code=line.issue,
            values=(count(line.deals.count, {"row": line.issue}),),
        )
        for line in found.issues
    ]
    every = Row(
        name=told("Deals that are not lost"), values=(count(found.deals.count),), whole=True
    )
    yield Grid(
        id="issues",
        title=told("What should be looked at"),
        columns=columns((told("What"), "text"), told("Deals")),
        rows=(*rows, every),
    )


def _bands(
    name: str, titles: tuple[str, str], bands: Sequence[Band], names: Mapping[str, str]
) -> Grid:
    title, deals = titles
    return Grid(
        id=name,
        title=title,
        columns=columns((title, "text"), deals),
        rows=tuple(
            Row(
                name=names[one.name],
                code=one.name,
                values=(count(one.deals.count, {name: one.name}),),
            )
            for one in bands
        ),
    )


def _authority(what: str, line: AuthorityLine, tells: Tells) -> Row:
    whole = line.authority == TOTAL
    place = {"what": what} if whole else {"what": what, "authority": line.authority}
    return Row(
        name=tells.code(line.authority) if whole or what == "approvals" else line.authority,
        values=(
            *(count(getattr(line, name).count, {**place, "state": name}) for name in STATES),
            count(line.total.count, place),
        ),
        whole=whole,
    )


def _both(reason: str, stage: str, tells: Tells) -> str:
    if reason == TOTAL:
        return tells.code(stage)
    return tells.code(reason) if stage == TOTAL else f"{tells.code(reason)} · {tells.code(stage)}"


def _code(reason: str, stage: str) -> str:
    return ":".join(one for one in (reason, stage) if one != TOTAL)


def _where(**places: str) -> Mapping[str, str]:
    """Return how deals are asked for; of all of them, by the stage of none in particular."""
    return {name: value for name, value in places.items() if value != TOTAL}


def _days(days: int | None) -> Value:
    return amount(None if days is None else Decimal(days))
