"""Admitting an organisation to the edition."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import DAY, LIN, NOON, ORGANISER

from aggregates.admission import ADMISSION
from aggregates.admission.admit_organisation import AdmitOrganisation, admit_organisation
from aggregates.admission.events import OrganisationAdmitted
from aggregates.vocabulary import Party

ADMIT = AdmitOrganisation(
    actor=ORGANISER,
    at=NOON,
    organisation="linghai",
    legal_name="凌海光伏科技有限公司",
    country="CN",
    registration="NTRCN-913500000000000001",
    registry_position=7,
)
ADMITTED = OrganisationAdmitted(
    at=NOON,
    organisation="linghai",
    legal_name="凌海光伏科技有限公司",
    country="CN",
    registration="NTRCN-913500000000000001",
    registry_position=7,
    by="sato",
)


def test_the_organiser_admits_an_organisation_with_the_facts_of_the_registry() -> None:
    given(ADMISSION).when(admit_organisation, ADMIT).then(ADMITTED)


def test_who_was_admitted_can_be_a_party() -> None:
    assert after(ADMISSION).party is None
    assert after(ADMISSION, ADMITTED).party == Party(
        id="linghai",
        legal_name="凌海光伏科技有限公司",
        country="CN",
        registration="NTRCN-913500000000000001",
    )


def test_only_the_organiser_admits() -> None:
    given(ADMISSION).when(admit_organisation, replace(ADMIT, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("organiser",)
    )


def test_an_organisation_is_not_admitted_under_two_names() -> None:
    renamed = replace(ADMIT, legal_name="凌海控股有限公司", registry_position=9)
    given(ADMISSION, ADMITTED).when(admit_organisation, renamed).then_refused(
        "admission_exists", organisation="linghai"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"organisation": ""}, "identifier_malformed", {"field": "organisation", "value": ""}),
        ({"legal_name": ""}, "text_empty", {"field": "legal_name"}),
        ({"country": "China"}, "country_malformed", {"field": "country", "value": "China"}),
        ({"registration": "\n"}, "text_empty", {"field": "registration"}),
        (
            {"registry_position": 0},
            "count_too_small",
            {"field": "registry_position", "value": 0, "least": 1},
        ),
    ],
)
def test_ill_formed_facts_are_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    given(ADMISSION).when(admit_organisation, replace(ADMIT, **wrong)).then_refused(code, **facts)


def test_admitting_twice_changes_nothing() -> None:
    later = replace(ADMIT, at=NOON + DAY)
    given(ADMISSION, ADMITTED).when(admit_organisation, later).then()
