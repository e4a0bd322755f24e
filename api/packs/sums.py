"""What adds up in the figures of a publication: directions, margins, shares, tiers, steps.

A sum is looked at where nothing of it is left out; of the rest, that the parts told are no more
than the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from itertools import pairwise
from typing import Final

import msgspec

from api.packs.figures import LARGEST, Answer, Answers
from api.refusals import ApiError
from projections.figures.answer import Sum
from projections.figures.cells import TOTAL
from projections.figures.crossed import Crossed
from projections.figures.f1_headline import Headline, TierLine
from projections.figures.f2_direction import DirectionLine, Directions
from projections.figures.f8_funnel import Funnel
from projections.figures.f10_approvals import ApprovalsAndFilings, AuthorityLine
from projections.figures.f13_losses import Losses
from projections.figures.f15_checks import Checks
from projections.figures.rates import HUNDREDTH

_TENTH: Final = Decimal("0.1")
_HUNDRED: Final = 100
_WIDE: Final = Context(prec=4 * LARGEST)
"""In which sums of whatever the figures may say are exact, and have a tenth and a hundredth."""


class Addition(msgspec.Struct, frozen=True, kw_only=True):
    """Parts and their whole, numbers or amounts; None is a number that was left out."""

    figure: str
    what: str
    parts: Sequence[Decimal | int | None]
    whole: Decimal | int | None

    @property
    def holds(self) -> bool:
        """Whether they add up, as far as they are told."""
        if self.whole is None:
            return True
        with localcontext(_WIDE):
            told = sum((one for one in self.parts if one is not None), Decimal(0))
        return told <= self.whole if None in self.parts else told == self.whole


def check_sums(answers: Answers) -> int:
    """Return how many sums there are, all of which add up.

    Raises:
        ApiError: ``sum_differs``.
    """
    count = 0
    for addition in _additions(answers):
        if not addition.holds:
            raise ApiError("sum_differs", figure=addition.figure, what=addition.what)
        count += 1
    return count


def _additions(answers: Answers) -> Iterator[Addition]:
    for answer in answers.values():
        yield from _of(answer)
    headline, directions = answers.get("F1"), answers.get("F2")
    if isinstance(headline, Headline):
        if isinstance(directions, Directions):
            yield from _same_totals(headline, directions)
        for answer in answers.values():
            if isinstance(answer, Crossed):
                yield from _same_tiers(headline, answer)


def _of(answer: Answer) -> Iterator[Addition]:
    match answer:
        case Headline():
            yield from (one for line in answer.tiers for one in _tier(line))
        case Directions():
            yield from _directions(answer)
        case Crossed():
            yield from _crossed(answer)
        case Funnel():
            yield from _funnel(answer)
        case ApprovalsAndFilings():
            yield from _lines("approvals", answer.approvals)
            yield from _lines("filings", answer.filings)
        case Losses():
            cells = {(one.reason, one.stage): one.deals.count for one in answer.cells}
            yield from _margins("F13", "losses", cells)
        case Checks():
            parts = [one.edition + one.elsewhere for one in answer.lines]
            yield Addition(figure="F15", what="checks", parts=parts, whole=answer.total)
        case _:
            return  # of numbers that stand beside each other nothing adds up


def _tier(line: TierLine) -> Iterator[Addition]:
    """Yield that the part inbound is no more than all, and the share and the mean are theirs."""
    executed, inbound, tier = line.executed, line.inbound, line.tier
    for name in ("count", "total"):
        part, whole = getattr(inbound, name), getattr(executed, name)
        yield Addition(figure="F1", what=f"{tier} inbound", parts=[part, None], whole=whole)
    if line.foreign_share is not None and inbound.total is not None and executed.total:
        share = _rounded(_HUNDRED * inbound.total / executed.total, _TENTH)
        yield Addition(figure="F1", what=f"{tier} share", parts=[share], whole=line.foreign_share)
    if line.mean is not None and executed.total is not None:
        known = (executed.count or 0) - (executed.without_amount or 0)
        mean = executed.total / known if known else Decimal(-1)
        parts = [_rounded(mean, HUNDREDTH)]
        yield Addition(figure="F1", what=f"{tier} mean", parts=parts, whole=line.mean)


def _rounded(number: Decimal, unit: Decimal) -> Decimal:
    return number.quantize(unit, rounding=ROUND_HALF_EVEN, context=_WIDE)


def _directions(answer: Directions) -> Iterator[Addition]:
    """Yield inbound + outbound + domestic = total, of each line; and the years, of each tier."""
    for line in answer.lines:
        parts = (line.inbound, line.outbound, line.domestic)
        yield from _sums("F2", f"{line.tier} {line.year or TOTAL}", parts, line.total)
    for tier in {one.tier for one in answer.lines}:
        of_tier = [one for one in answer.lines if one.tier == tier]
        years = [one for one in of_tier if one.year is not None]
        for whole in (one for one in of_tier if one.year is None):
            yield from _years(tier, years, whole)


def _years(tier: str, years: Sequence[DirectionLine], whole: DirectionLine) -> Iterator[Addition]:
    for name in ("inbound", "outbound", "domestic", "total"):
        parts = [getattr(one, name) for one in years]
        yield from _sums("F2", f"{tier} {name}", parts, getattr(whole, name))


def _sums(figure: str, what: str, parts: Sequence[Sum], whole: Sum) -> Iterator[Addition]:
    for name in ("count", "total", "without_amount"):
        yield Addition(
            figure=figure,
            what=f"{what} {name}",
            parts=[getattr(one, name) for one in parts],
            whole=getattr(whole, name),
        )


def _crossed(answer: Crossed) -> Iterator[Addition]:
    figure = answer.head.definition
    for tier in {one.tier for one in answer.cells}:
        cells = {
            (one.row, one.column): one.executed.count for one in answer.cells if one.tier == tier
        }
        yield from _margins(figure, tier, cells)


def _margins(
    figure: str, what: str, cells: Mapping[tuple[str, str], int | None]
) -> Iterator[Addition]:
    """Yield each row and each column with its margin; of one column alone, that column."""
    flat = all(column == TOTAL for _, column in cells)
    for (row, column), whole in cells.items():
        inner: Iterable[tuple[str, str]] = ()
        if column == TOTAL and not flat:
            inner = (place for place in cells if place[0] == row and place[1] != TOTAL)
        elif row == TOTAL:
            inner = (place for place in cells if place[1] == column and place[0] != TOTAL)
        if parts := [cells[place] for place in inner]:
            yield Addition(figure=figure, what=f"{what} {row} {column}", parts=parts, whole=whole)


def _funnel(answer: Funnel) -> Iterator[Addition]:
    """Yield that no more deals came to a step than to the one before, and no more stay there."""
    for before, step in pairwise(answer.steps):
        yield Addition(
            figure="F8", what=step.step, parts=[step.reached, None], whole=before.reached
        )
    for step in answer.steps:
        yield Addition(
            figure="F8", what=f"{step.step} staying", parts=[step.staying, None], whole=step.reached
        )


def _lines(what: str, lines: Sequence[AuthorityLine]) -> Iterator[Addition]:
    """Yield that the lines add up to the last one, in each column."""
    if not lines:
        return
    *inner, whole = lines
    for name in ("pending", "overdue", "granted", "lifted", "total"):
        yield Addition(
            figure="F10",
            what=f"{what} {name}",
            parts=[getattr(one, name).count for one in inner],
            whole=getattr(whole, name).count,
        )


def _same_totals(headline: Headline, directions: Directions) -> Iterator[Addition]:
    """Yield that F1 and F2 tell the same of each tier."""
    wholes = {one.tier: one for one in directions.lines if one.year is None}
    for line in headline.tiers:
        if (whole := wholes.get(line.tier)) is not None:
            yield from _sums("F1", line.tier, [line.executed], whole.total)
            yield from _sums("F1", f"{line.tier} inbound", [line.inbound], whole.inbound)


def _same_tiers(headline: Headline, crossed: Crossed) -> Iterator[Addition]:
    """Yield that a table of what is executed has the number of its tier in F1."""
    wholes = {
        one.tier: one.executed.count
        for one in crossed.cells
        if (one.row, one.column) == (TOTAL, TOTAL)
    }
    for line in headline.tiers:
        if (whole := wholes.get(line.tier)) is not None:
            yield Addition(
                figure=crossed.head.definition,
                what=line.tier,
                parts=[line.executed.count],
                whole=whole,
            )
