"""Give a deal its place in the running order of the ceremony."""

from __future__ import annotations

from aggregates.aggregate import EventsByStream
from aggregates.checks import check_count
from aggregates.deal.classification.events import CeremonyScheduled
from aggregates.deal.classification.listed import require_entry
from aggregates.deal.guards import require_organiser, require_stage
from aggregates.deal.state import Deal, Stage
from aggregates.edition.state import Edition
from aggregates.vocabulary import Command, DealId


class ScheduleCeremony(Command, frozen=True, kw_only=True):
    """The organiser puts the deal at ``place`` (from 1) of an ``item``; no item takes it out."""

    deal: DealId
    item: str | None = None
    place: int = 0


def schedule_ceremony(deal: Deal, edition: Edition, command: ScheduleCeremony) -> EventsByStream:
    """Schedule it at any stage: what was signed off its item can still be put there.

    Of deals at one place of an item, the one with the lower id comes first.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``wrong_stage``,
            ``count_too_small``, and as `require_entry`.
    """
    require_organiser(deal, command.actor)
    require_stage(deal, *Stage)
    item, known = command.item, deal.counting
    require_entry("items", edition.lists.items, item, known.item)
    check_count("place", command.place, least=0 if item is None else 1)
    place = 0 if item is None else command.place
    if (known.item, known.place) == (item, place):
        return {}
    by = command.actor.person
    return {deal.id: [CeremonyScheduled(at=command.at, item=item, place=place, by=by)]}
