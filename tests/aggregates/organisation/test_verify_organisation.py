"""Verifying an organisation."""

from __future__ import annotations

import pytest
from bdd import given
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL

from aggregates.organisation import ORGANISATION
from aggregates.organisation.events import OrganisationRegistered, OrganisationVerified
from aggregates.organisation.verify_organisation import VerifyOrganisation, verify_organisation

REGISTERED = OrganisationRegistered(
    at=NOON,
    organisation="linghai",
    legal_name="凌海光伏科技有限公司",
    country="CN",
    registration="NTRCN-913500000000000001",
    by="lin-yue",
)
VERIFY = VerifyOrganisation(
    actor=OFFICIAL, at=NOON, organisation="linghai", evidence_sha256="ab" * 32
)
VERIFIED = OrganisationVerified(at=NOON, office="bureau", evidence_sha256="ab" * 32, by="he-jing")


def test_an_official_verifies_an_organisation() -> None:
    given(ORGANISATION, REGISTERED).when(verify_organisation, VERIFY).then(VERIFIED)


def test_an_organisation_cannot_verify() -> None:
    command = replace(VERIFY, actor=LIN)
    given(ORGANISATION, REGISTERED).when(verify_organisation, command).then_refused(
        "role_not_allowed", role="lead", allowed=("official", "registry")
    )


def test_what_was_never_registered_cannot_be_verified() -> None:
    given(ORGANISATION).when(verify_organisation, VERIFY).then_refused(
        "organisation_unknown", organisation="linghai"
    )


@pytest.mark.parametrize(
    "registered", [replace(REGISTERED, by="he-jing"), replace(REGISTERED, organisation="bureau")]
)
def test_nobody_verifies_what_is_their_own(registered: OrganisationRegistered) -> None:
    given(ORGANISATION, registered).when(verify_organisation, VERIFY).then_refused(
        "four_eyes", organisation="linghai", person="he-jing"
    )


def test_a_verification_names_its_evidence() -> None:
    command = replace(VERIFY, evidence_sha256="AB")
    given(ORGANISATION, REGISTERED).when(verify_organisation, command).then_refused(
        "sha256_malformed", field="evidence_sha256", value="AB"
    )


def test_verifying_twice_changes_nothing() -> None:
    given(ORGANISATION, REGISTERED, VERIFIED).when(verify_organisation, VERIFY).then()
