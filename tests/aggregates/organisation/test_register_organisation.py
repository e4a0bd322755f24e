"""Registering an organisation."""

from __future__ import annotations

import pytest
from bdd import given
from msgspec.structs import replace
from people import LIN, NOON, REGISTRAR, ROJAS

from aggregates.organisation import ORGANISATION
from aggregates.organisation.events import OrganisationRegistered, OrganisationVerified
from aggregates.organisation.register_organisation import (
    RegisterOrganisation,
    register_organisation,
)

REGISTER = RegisterOrganisation(
    actor=LIN,
    at=NOON,
    organisation="linghai",
    legal_name="凌海光伏科技有限公司",
    country="CN",
    registration="NTRCN-913500000000000001",
)
REGISTERED = OrganisationRegistered(
    at=NOON,
    organisation="linghai",
    legal_name="凌海光伏科技有限公司",
    country="CN",
    registration="NTRCN-913500000000000001",
    by="lin-yue",
)


def test_an_organisation_registers_itself() -> None:
    given(ORGANISATION).when(register_organisation, REGISTER).then(REGISTERED)


def test_the_registry_may_register_an_organisation() -> None:
    command = replace(REGISTER, actor=REGISTRAR)
    given(ORGANISATION).when(register_organisation, command).then(replace(REGISTERED, by="okafor"))


def test_nobody_registers_an_organisation_for_another() -> None:
    command = replace(REGISTER, actor=ROJAS)
    given(ORGANISATION).when(register_organisation, command).then_refused(
        "not_your_organisation", organisation="linghai"
    )


def test_another_organisation_under_the_same_id_is_refused() -> None:
    command = replace(REGISTER, country="CL")
    given(ORGANISATION, REGISTERED).when(register_organisation, command).then_refused(
        "organisation_exists", organisation="linghai"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"legal_name": " Linghai"}, "name_not_one_line", {"field": "legal_name"}),
        ({"country": "cn"}, "country_malformed", {"field": "country", "value": "cn"}),
        ({"registration": ""}, "text_empty", {"field": "registration"}),
        (
            {"legal_name": "L" * 257},
            "text_too_long",
            {"field": "legal_name", "length": 257, "longest": 256},
        ),
        (
            {"registration": "N" * 65},
            "text_too_long",
            {"field": "registration", "length": 65, "longest": 64},
        ),
    ],
)
def test_ill_formed_facts_are_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    command = replace(REGISTER, **wrong)
    given(ORGANISATION).when(register_organisation, command).then_refused(code, **facts)


def test_registering_twice_changes_nothing() -> None:
    verified = OrganisationVerified(
        at=NOON, office="bureau", evidence_sha256="ab" * 32, by="he-jing"
    )
    given(ORGANISATION, REGISTERED).when(register_organisation, REGISTER).then()
    given(ORGANISATION, REGISTERED, verified).when(register_organisation, REGISTER).then()
