"""Opening a deal on a listed project."""

from __future__ import annotations

import msgspec
import pytest
from bdd import after, given_states
from locked_deal import LINGHAI, OPENED
from msgspec.structs import replace
from people import DAY, LIN, NOON, ORGANISER, ROJAS, WEN

from aggregates.admission import ADMISSION
from aggregates.admission.events import OrganisationAdmitted
from aggregates.admission.state import Admission
from aggregates.deal import DEAL
from aggregates.deal.parties.open_deal import OpenDeal, open_deal
from aggregates.deal.policy import Policy
from aggregates.deal.state import Deal, Stage
from aggregates.edition import EDITION
from aggregates.edition.events import EditionOpened
from aggregates.edition.state import Edition
from aggregates.project import PROJECT
from aggregates.project.events import ProjectListed, ProjectWithdrawn
from aggregates.project.state import Project
from aggregates.vocabulary import Actor, Deadline, Kind, Role, Tier

EDITION_OPENED = EditionOpened(
    at=NOON - 30 * DAY,
    edition="edition-1",
    name="Fair",
    first_day="2026-09-08",
    last_day="2026-09-11",
    zone="Asia/Shanghai",
    holidays=(),
    code_lists={},
    policy=Policy(principals_max=4),
    by="sato",
)
LISTED = ProjectListed(
    at=NOON - 20 * DAY,
    project="project-1",
    title="Solar park",
    owner="andes",
    sponsor="fair",
    industry="2610",
    destination="PE-CAL",
    amount=None,
    by="rojas",
)
ADMITTED = OrganisationAdmitted(
    at=NOON - 10 * DAY,
    organisation="linghai",
    legal_name=LINGHAI.legal_name,
    country="CN",
    registration=LINGHAI.registration,
    registry_position=7,
    by="sato",
)
FAIR = after(EDITION, EDITION_OPENED)
PROJECT_1 = after(PROJECT, LISTED)
ADMISSION_1 = after(ADMISSION, ADMITTED)
EXPECTED = replace(OPENED, at=NOON, policy=EDITION_OPENED.policy)
OPEN = OpenDeal(
    actor=LIN,
    at=NOON,
    deal="deal-1",
    edition="edition-1",
    project="project-1",
    title=OPENED.title,
    leading="agreement-1",
    leading_kind=Kind.AGREEMENT,
    tier=Tier.CONTRACT,
    classification=OPENED.classification,
    expires_at=OPENED.expires_at,
)


class Streams(msgspec.Struct, frozen=True, kw_only=True):
    """The other streams that the decision reads."""

    project: Project = PROJECT_1
    admission: Admission = ADMISSION_1
    edition: Edition = FAIR


USUAL = Streams()


def refused(command: OpenDeal, code: str, streams: Streams = USUAL, **facts: object) -> None:
    states = given_states(Deal(), streams.project, streams.admission, streams.edition)
    states.when(open_deal, command).then_refused(code, **facts)


def test_the_lead_of_an_admitted_organisation_opens_a_deal() -> None:
    given_states(Deal(), PROJECT_1, ADMISSION_1, FAIR).when(open_deal, OPEN).then(
        {"deal-1": [EXPECTED]}
    )


def test_it_begins_as_a_draft_with_one_principal() -> None:
    deal = after(DEAL, EXPECTED)
    assert deal.stage is Stage.DRAFT
    assert deal.parties.set == (LINGHAI,)
    assert deal.policy.principals_max == 4


def test_the_sponsor_opens_a_deal_without_being_a_principal() -> None:
    expected = replace(EXPECTED, opener=None, by="sato")
    command = replace(OPEN, actor=ORGANISER)
    given_states(Deal(), PROJECT_1, Admission(), FAIR).when(open_deal, command).then(
        {"deal-1": [expected]}
    )
    assert after(DEAL, expected).parties.set == ()


def test_opening_it_again_changes_nothing() -> None:
    deal = after(DEAL, EXPECTED)
    given_states(deal, PROJECT_1, ADMISSION_1, FAIR).when(open_deal, OPEN).then_nothing()


@pytest.mark.parametrize("other", [{"title": "Another"}, {"tier": Tier.INTENTION}])
def test_another_deal_cannot_be_opened_under_its_name(other: dict[str, object]) -> None:
    deal = after(DEAL, EXPECTED)
    command = replace(OPEN, **other)
    given_states(deal, PROJECT_1, ADMISSION_1, FAIR).when(open_deal, command).then_refused(
        "deal_exists", deal="deal-1"
    )


def test_the_edition_must_be_open() -> None:
    refused(OPEN, "edition_unknown", Streams(edition=Edition()), edition="edition-1")


def test_the_edition_must_be_the_one_that_is_named() -> None:
    refused(replace(OPEN, edition="edition-2"), "edition_unknown", edition="edition-2")


def test_the_project_must_be_listed() -> None:
    refused(OPEN, "project_not_listed", Streams(project=Project()), project="project-1")


def test_a_withdrawn_project_takes_no_more_deals() -> None:
    withdrawn = ProjectWithdrawn(at=NOON, reason="Sold.", by="rojas")
    streams = Streams(project=after(PROJECT, LISTED, withdrawn))
    refused(OPEN, "project_not_listed", streams, project="project-1")


def test_the_organisation_must_be_admitted() -> None:
    refused(OPEN, "not_admitted", Streams(admission=Admission()), organisation="linghai")


def test_nobody_opens_for_another_organisation() -> None:
    refused(replace(OPEN, actor=ROJAS), "not_your_organisation", organisation="linghai")


def test_a_signatory_does_not_open() -> None:
    refused(replace(OPEN, actor=WEN), "role_not_allowed", role="signatory", allowed=("lead",))


def test_people_of_the_sponsor_without_an_office_do_not_open() -> None:
    clerk = Actor(person="ito", organisation="fair", role=Role.LAWYER)
    refused(replace(OPEN, actor=clerk), "role_not_allowed", role="lawyer", allowed=("lead",))


def test_a_letter_of_intent_is_not_what_a_deal_is_about() -> None:
    command = replace(OPEN, leading_kind=Kind.LETTER_OF_INTENT, tier=Tier.INTENTION)
    refused(command, "kind_not_leading", kind="letter_of_intent")


def test_an_agreement_is_counted_as_a_contract() -> None:
    command = replace(OPEN, tier=Tier.FRAMEWORK)
    refused(command, "tier_mismatch", kind="agreement", tier="framework")


def test_a_framework_agreement_is_counted_as_no_contract() -> None:
    command = replace(OPEN, leading_kind=Kind.FRAMEWORK_AGREEMENT)
    refused(command, "tier_mismatch", kind="framework_agreement", tier="contract")


def test_its_deadline_must_be_to_come() -> None:
    command = replace(OPEN, expires_at=Deadline(at=NOON))
    refused(command, "deadline_passed", clock="deal", expired_at=NOON)


def test_its_classification_must_be_well_formed() -> None:
    command = replace(OPEN, classification=replace(OPEN.classification, origin="China"))
    refused(command, "country_malformed", field="origin", value="China")
