"""Replacing a key of the registry: one proposes, another does it."""

from __future__ import annotations

from bdd import given
from erasing import SECOND
from msgspec.structs import replace
from people import DAY, NOON, OFFICIAL, REGISTRAR

from aggregates.log import LOG
from aggregates.log.certificates.events import (
    KeyRotated,
    KeyRotationProposed,
    KeyRotationWithdrawn,
    KeyService,
)
from aggregates.log.certificates.propose_rotation import ProposeKeyRotation, propose_key_rotation
from aggregates.log.certificates.rotate_key import RotateKey, rotate_key
from aggregates.log.certificates.withdraw_rotation import (
    WithdrawKeyRotation,
    withdraw_key_rotation,
)

OLD, NEW, OTHER = "1" * 64, "2" * 64, "3" * 64
PROPOSE = ProposeKeyRotation(
    actor=REGISTRAR, at=NOON, rotation="rotation-1", service=KeyService.SEAL, reference="SEC-1"
)
PROPOSED = KeyRotationProposed(
    at=NOON,
    rotation="rotation-1",
    service=KeyService.SEAL,
    reference="SEC-1",
    by=REGISTRAR.person,
)
WITHDRAW = WithdrawKeyRotation(actor=SECOND, at=NOON, rotation="rotation-1")
WITHDRAWN = KeyRotationWithdrawn(at=NOON, rotation="rotation-1", by=SECOND.person)
ROTATE = RotateKey(
    actor=SECOND,
    at=NOON + DAY,
    rotation="rotation-1",
    old_certificate_sha256=OLD,
    certificate_sha256=NEW,
)
ROTATED = KeyRotated(
    at=NOON + DAY,
    rotation="rotation-1",
    service=KeyService.SEAL,
    old_certificate_sha256=OLD,
    certificate_sha256=NEW,
    reference="SEC-1",
    proposed_by=REGISTRAR.person,
    by=SECOND.person,
)


def test_somebody_of_the_registry_proposes_once() -> None:
    given(LOG).when(propose_key_rotation, PROPOSE).then(PROPOSED)
    given(LOG, PROPOSED).when(propose_key_rotation, PROPOSE).then()


def test_an_official_replaces_no_key() -> None:
    wrong = {"role": "official", "allowed": ("registry",)}
    proposed = given(LOG, PROPOSED)
    for tried in (
        proposed.when(propose_key_rotation, replace(PROPOSE, actor=OFFICIAL)),
        proposed.when(withdraw_key_rotation, replace(WITHDRAW, actor=OFFICIAL)),
        proposed.when(rotate_key, replace(ROTATE, actor=OFFICIAL)),
    ):
        tried.then_refused("role_not_allowed", **wrong)


def test_one_service_gets_one_new_key_at_a_time() -> None:
    second = replace(PROPOSE, rotation="rotation-2")
    given(LOG, PROPOSED).when(propose_key_rotation, second).then_refused(
        "rotation_proposed", rotation="rotation-1"
    )
    unit = replace(second, service=KeyService.TIME_STAMPING)
    expected = replace(PROPOSED, rotation="rotation-2", service=KeyService.TIME_STAMPING)
    given(LOG, PROPOSED).when(propose_key_rotation, unit).then(expected)


def test_an_id_is_used_for_one_rotation_only() -> None:
    for before in ((PROPOSED, WITHDRAWN), (PROPOSED, ROTATED)):
        given(LOG, *before).when(propose_key_rotation, PROPOSE).then_refused(
            "id_taken", id="rotation-1"
        )


def test_another_of_the_registry_replaces_the_key_once() -> None:
    given(LOG, PROPOSED).when(rotate_key, ROTATE).then(ROTATED)
    given(LOG, PROPOSED, ROTATED).when(rotate_key, ROTATE).then()


def test_who_proposed_does_not_replace_the_key() -> None:
    alone = replace(ROTATE, actor=REGISTRAR)
    given(LOG, PROPOSED).when(rotate_key, alone).then_refused("four_eyes", person=REGISTRAR.person)


def test_what_nobody_proposed_is_not_replaced() -> None:
    for before in ((), (PROPOSED, WITHDRAWN)):
        given(LOG, *before).when(rotate_key, ROTATE).then_refused(
            "rotation_not_proposed", rotation="rotation-1"
        )


def test_a_rotation_leads_to_one_certificate() -> None:
    other = replace(ROTATE, certificate_sha256=OTHER)
    given(LOG, PROPOSED, ROTATED).when(rotate_key, other).then_refused(
        "rotated_already", rotation="rotation-1"
    )


def test_the_key_that_is_replaced_is_the_last_that_the_log_knows() -> None:
    again = replace(PROPOSED, rotation="rotation-2")
    wrong = replace(ROTATE, rotation="rotation-2", certificate_sha256=OTHER)
    given(LOG, PROPOSED, ROTATED, again).when(rotate_key, wrong).then_refused(
        "key_not_current", service="seal"
    )
    right = replace(wrong, old_certificate_sha256=NEW)
    expected = replace(
        ROTATED, rotation="rotation-2", old_certificate_sha256=NEW, certificate_sha256=OTHER
    )
    given(LOG, PROPOSED, ROTATED, again).when(rotate_key, right).then(expected)


def test_a_proposal_is_taken_back_once() -> None:
    given(LOG, PROPOSED).when(withdraw_key_rotation, WITHDRAW).then(WITHDRAWN)
    given(LOG, PROPOSED, WITHDRAWN).when(withdraw_key_rotation, WITHDRAW).then()


def test_a_rotation_that_was_done_or_never_proposed_is_not_taken_back() -> None:
    given(LOG, PROPOSED, ROTATED).when(withdraw_key_rotation, WITHDRAW).then_refused(
        "rotated_already", rotation="rotation-1"
    )
    given(LOG).when(withdraw_key_rotation, WITHDRAW).then_refused(
        "rotation_not_proposed", rotation="rotation-1"
    )
