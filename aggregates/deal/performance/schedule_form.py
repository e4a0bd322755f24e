"""What a schedule must look like before the sides may agree on it.

What must be shown, in this order:

1. every item has an id of its own, and its words and days are well formed;
2. it cites a clause of an executed instrument of the deal, which, if it is new, is not annulled;
3. whom it names are principals;
4. a contribution is in the currency of the sum that its clause states, and all of them together
   are no more than that sum;
5. what has been reported or declared met is not rewritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from aggregates.checks import (
    check_day,
    check_identifier,
    check_language,
    check_name,
    check_positive_money,
    check_some,
)
from aggregates.deal.guards import require_instrument
from aggregates.deal.performance.guards import NO_SCHEDULE, promised, require_binding
from aggregates.deal.performance.schedule import (
    Condition,
    Contribution,
    Item,
    Milestone,
    Obligation,
    Schedule,
)
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.deal.terms.current import frame_of
from aggregates.errors import RuleError
from aggregates.vocabulary import Clause, Money, OrganisationId, Wording


def check_schedule(deal: Deal, schedule: Schedule) -> None:
    """A schedule that the sides may agree on.

    Raises:
        RuleError: ``identifier_malformed``, ``item_twice``, ``unknown_instrument``,
            ``not_executed``, ``unknown_clause``, ``unknown_principal``, ``sides_not_sorted``,
            ``value_not_money``, ``other_currency``, ``more_than_stated``, ``reported_already``,
            ``effective_already``, and as `require_binding` and the checks of `aggregates.checks`.
    """
    _check_ids(schedule.items())
    agreed = deal.performance.schedule or NO_SCHEDULE
    standing = list(agreed.items())
    for item in schedule.items():
        _check_form(item)  # 1
        clause = _clause(deal, item)  # 2
        if item not in standing:
            require_binding(deal, item)
        _check_sides(deal, item)  # 3
        if isinstance(item, Contribution):
            _check_currency(item, clause)
    _check_sums(deal, schedule.contributions)  # 4
    _check_reported(deal, schedule)  # 5
    if deal.stage is Stage.EFFECTIVE and schedule.conditions != agreed.conditions:
        raise RuleError("effective_already", instrument=deal.leading)


def _check_ids(items: Iterable[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        check_identifier("schedule", item.id)
        if item.id in seen:
            raise RuleError("item_twice", item=item.id)
        seen.add(item.id)


def _check_form(item: Item) -> None:
    if not isinstance(item, Contribution):
        _check_title(item.id, item.title)
    if not isinstance(item, Condition) and item.due:
        check_day(f"{item.id}.due", item.due)
    if isinstance(item, Contribution):
        check_positive_money(f"{item.id}.amount", item.amount)


def _check_title(item: str, title: Wording) -> None:
    check_some(f"{item}.title", title.texts)
    for language, text in title.texts.items():
        check_language(f"{item}.title", language)
        check_name(f"{item}.title", text)


def _clause(deal: Deal, item: Item) -> Clause:
    instrument = require_instrument(deal, item.instrument)
    if instrument.progress is not Progress.EXECUTED:
        raise RuleError("not_executed", progress=instrument.progress.value)
    clause = instrument.matrix.clauses.get(item.clause)
    if clause is None or item.clause not in frame_of(instrument).clause_ids:
        raise RuleError("unknown_clause", clause=item.clause)
    return clause


def _check_sides(deal: Deal, item: Item) -> None:
    if isinstance(item, Condition):
        if item.waivable_by != tuple(sorted(set(item.waivable_by))):
            raise RuleError("sides_not_sorted", item=item.id)
        _require_principals(deal, item.waivable_by)
    elif item.principal or isinstance(item, Contribution):
        _require_principals(deal, [item.principal])


def _require_principals(deal: Deal, sides: Collection[OrganisationId]) -> None:
    for side in sides:
        if side not in deal.parties.principals:
            raise RuleError("unknown_principal", organisation=side)


def _stated(item: Contribution, clause: Clause) -> Money:
    stated = clause.values.get(item.value)
    if not isinstance(stated, Money):
        raise RuleError("value_not_money", clause=clause.id, value=item.value)
    return stated


def _check_currency(item: Contribution, clause: Clause) -> None:
    stated = _stated(item, clause)
    if item.amount.currency != stated.currency:
        raise RuleError("other_currency", currency=item.amount.currency, stated=stated.currency)


def _check_sums(deal: Deal, contributions: Collection[Contribution]) -> None:
    for item in contributions:
        stated = _stated(item, _clause(deal, item))
        cited = (item.instrument, item.clause, item.value)
        parts = (p for p in contributions if (p.instrument, p.clause, p.value) == cited)
        if sum(map(promised, parts)) > Fraction(stated.amount):
            raise RuleError("more_than_stated", clause=item.clause, value=item.value)


def _check_reported(deal: Deal, schedule: Schedule) -> None:
    """What is said to be done is said of an obligation that stays as it was, or grows."""
    known = {item.id: item for item in schedule.obligations()}
    for report in deal.performance.reports.values():
        old = _obligation(deal, report.obligation)
        if not _stays(deal, old, known.get(old.id)):
            raise RuleError("reported_already", obligation=old.id)


def _obligation(deal: Deal, obligation: str) -> Obligation:
    agreed = deal.performance.schedule or NO_SCHEDULE
    return next(item for item in agreed.obligations() if item.id == obligation)


def _stays(deal: Deal, old: Obligation, new: Obligation | None) -> bool:
    if isinstance(old, Milestone) or not isinstance(new, Contribution):
        return old == new
    same = (old.principal, old.amount.currency) == (new.principal, new.amount.currency)
    return same and promised(new) >= deal.performance.reported(old.id)
