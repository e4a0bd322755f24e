"""The deals behind the numbers of a publication: how many there may be, and which may be listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from api.packs.contents import Agreement, Behind, Contents
from api.packs.figures import Answers
from api.refusals import ApiError
from projections.figures.cells import TOTAL
from projections.figures.crossed import Crossed
from projections.figures.f1_headline import Headline


def check_deals(contents: Contents, answers: Answers) -> Mapping[str, object]:
    """Return how many numbers have their deals, and how many agreements are listed.

    Raises:
        ApiError: ``deals_twice``, ``deals_too_many``, ``deal_without_consent``,
            ``agreements_differ``.
    """
    whole = {(one.tier, one.deal) for one in contents.agreements if _is_whole(one)}
    counts = dict(_counts(answers))
    for line in contents.behind:
        _check_line(line, counts, whole)
    _check_agreements(contents, answers)
    return {"numbers": len(contents.behind), "agreements": len(contents.agreements)}


def _check_line(
    line: Behind,
    counts: Mapping[tuple[str, str, str, str], int | None],
    whole: set[tuple[str, str]],
) -> None:
    place = (line.definition, line.tier, line.row, line.column)
    number = " ".join(filter(None, place))
    for deals in (line.deals, line.commitments):
        if list(deals) != sorted(set(deals)):
            raise ApiError("deals_twice", number=number)
    there = len(line.deals) + len(line.commitments)
    if place in counts and (counts[place] or 0) < there:
        raise ApiError("deals_too_many", number=number)
    for deal in line.deals:
        if (line.tier, deal) not in whole:
            raise ApiError("deal_without_consent", number=number, deal=deal)


def _counts(answers: Answers) -> Iterator[tuple[tuple[str, str, str, str], int | None]]:
    """Yield the numbers of executed instruments, by figure, tier, row and column."""
    for answer in answers.values():
        if isinstance(answer, Headline):
            for line in answer.tiers:
                yield ("F1", line.tier, TOTAL, TOTAL), line.executed.count
                yield ("F1", line.tier, TOTAL, "inbound"), line.inbound.count
        if isinstance(answer, Crossed):
            for cell in answer.cells:
                place = (answer.head.definition, cell.tier, cell.row, cell.column)
                yield place, cell.executed.count


def _check_agreements(contents: Contents, answers: Answers) -> None:
    """Refuse more or fewer instruments than F1 counts, listed and unlisted together."""
    headline = answers.get("F1")
    if not isinstance(headline, Headline):
        return
    told = [line.executed.count for line in headline.tiers]
    counted = [count for count in told if count is not None]
    if len(counted) < len(told):
        differs = contents.unlisted is not None
    else:
        listed = len(contents.agreements)
        differs = contents.unlisted is None or listed + contents.unlisted != sum(counted)
    if differs:
        raise ApiError("agreements_differ")


def _is_whole(agreement: Agreement) -> bool:
    return None not in (agreement.name, agreement.amount, agreement.executed_at)
