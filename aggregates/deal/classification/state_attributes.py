"""State by what figures count a deal beside its classification."""

from __future__ import annotations

from msgspec.structs import replace

from aggregates.aggregate import EventsByStream
from aggregates.checks import check_country, check_text
from aggregates.deal.classification.events import Attributes, AttributesStated, InvestorClass
from aggregates.deal.classification.listed import require_entry
from aggregates.deal.guards import require_organiser, require_stage
from aggregates.deal.state import Deal, Stage
from aggregates.edition.state import Edition
from aggregates.vocabulary import Command, DealId


class StateAttributes(Command, frozen=True, kw_only=True):
    """The organiser says by what else the deal is counted, and why; none is not known."""

    deal: DealId
    theme: str | None = None
    delegation: str | None = None
    ultimate_origin: str | None = None
    investor_class: InvestorClass | None = None
    reason: str


def state_attributes(deal: Deal, edition: Edition, command: StateAttributes) -> EventsByStream:
    """State them at any stage, suspended or ended: whatever was said and signed stays as it is.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``wrong_stage``,
            ``country_malformed``, and as `require_entry` and `check_text`.
    """
    require_organiser(deal, command.actor)
    require_stage(deal, *Stage)
    known = deal.counting.attributes
    said = _said(edition, command)
    _check(edition, said, known or Attributes(lists=0, made_by=""))
    check_text("reason", command.reason)
    if known is not None and replace(known, lists=said.lists, made_by=said.made_by) == said:
        return {}
    stated = AttributesStated(
        at=command.at,
        previous=known,
        attributes=said,
        reason=command.reason,
        by=command.actor.person,
    )
    return {deal.id: [stated]}


def _said(edition: Edition, command: StateAttributes) -> Attributes:
    return Attributes(
        theme=command.theme,
        delegation=command.delegation,
        ultimate_origin=command.ultimate_origin,
        investor_class=command.investor_class,
        lists=edition.lists_number,
        made_by=command.actor.person,
    )


def _check(edition: Edition, said: Attributes, before: Attributes) -> None:
    lists = edition.lists
    require_entry("themes", lists.themes, said.theme, before.theme)
    require_entry("delegations", lists.delegations, said.delegation, before.delegation)
    if said.ultimate_origin is not None:
        check_country("ultimate_origin", said.ultimate_origin)
