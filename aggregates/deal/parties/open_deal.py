"""Open a deal on a listed project."""

from __future__ import annotations

from aggregates.admission.state import Admission
from aggregates.aggregate import EventsByStream
from aggregates.authority import OFFICE_ROLES, check_acts_for, check_role
from aggregates.checks import check_identifier, check_name
from aggregates.deal.classification.form import check_classification
from aggregates.deal.guards import require_deadline
from aggregates.deal.kinds import check_kind
from aggregates.deal.parties.events import Classification, DealOpened
from aggregates.deal.state import Deal
from aggregates.edition.state import Edition
from aggregates.errors import RuleError
from aggregates.project.events import ProjectListed
from aggregates.project.state import Project
from aggregates.vocabulary import (
    Actor,
    Command,
    Deadline,
    DealId,
    InstrumentId,
    Kind,
    Party,
    Role,
    Tier,
)


class OpenDeal(Command, frozen=True, kw_only=True):
    """The fields are those of `DealOpened`; the opener is the actor's organisation."""

    deal: DealId
    edition: str
    project: str
    title: str
    leading: InstrumentId
    leading_kind: Kind
    tier: Tier
    classification: Classification
    expires_at: Deadline


def open_deal(
    deal: Deal, project: Project, admission: Admission, edition: Edition, command: OpenDeal
) -> EventsByStream:
    """Open it, with the policy that the edition has now.

    The lead of an admitted organisation, the project's owner or an investor, opens it and is the
    first principal; or the project's sponsor opens it, is no principal, and invites them.

    Raises:
        RuleError: ``deal_exists`` with other facts, ``edition_unknown``, ``project_not_listed``,
            ``role_not_allowed``, ``not_admitted``, ``not_your_organisation``,
            ``kind_not_leading``, ``tier_mismatch``, ``identifier_malformed``,
            ``industry_malformed``, ``country_malformed``, ``destination_malformed``, and as
            `check_name` and `require_deadline`.
    """
    if deal.id:
        return _opened_already(deal, command)
    listing = _require_listed(project, edition, command)
    opener = _opener(listing, admission, command.actor)
    _check_values(command)
    opened = DealOpened(
        at=command.at,
        deal=command.deal,
        edition=command.edition,
        project=command.project,
        title=command.title,
        opener=opener,
        sponsor=listing.sponsor,
        by=command.actor.person,
        leading=command.leading,
        leading_kind=command.leading_kind,
        tier=command.tier,
        classification=command.classification,
        policy=edition.policy,
        expires_at=command.expires_at,
    )
    return {command.deal: [opened]}


def _opened_already(deal: Deal, command: OpenDeal) -> EventsByStream:
    leading = deal.instruments[deal.leading]
    known = (
        deal.edition,
        deal.project,
        deal.title,
        leading.id,
        leading.kind,
        leading.tier,
        deal.opened_by,
    )
    asked = (
        command.edition,
        command.project,
        command.title,
        command.leading,
        command.leading_kind,
        command.tier,
        command.actor.person,
    )
    if known != asked:
        raise RuleError("deal_exists", deal=deal.id)
    return {}


def _require_listed(project: Project, edition: Edition, command: OpenDeal) -> ProjectListed:
    if edition.opened is None or edition.opened.edition != command.edition:
        raise RuleError("edition_unknown", edition=command.edition)
    listing = project.listing
    if listing is None or project.withdrawn or listing.project != command.project:
        raise RuleError("project_not_listed", project=command.project)
    return listing


def _opener(listing: ProjectListed, admission: Admission, actor: Actor) -> Party | None:
    if listing.sponsor and listing.sponsor == actor.organisation and actor.role in OFFICE_ROLES:
        return None
    check_role(actor, Role.LEAD)
    party = admission.party
    if party is None:
        raise RuleError("not_admitted", organisation=actor.organisation)
    check_acts_for(actor, party.id)
    return party


def _check_values(command: OpenDeal) -> None:
    check_identifier("deal", command.deal)
    check_name("title", command.title)
    check_identifier("leading", command.leading)
    check_kind(command.leading_kind, command.tier, leading=True)
    check_classification(command.classification)
    require_deadline(command.expires_at, command.at, "deal")
