"""Recording a mandate."""

from __future__ import annotations

from typing import TypedDict

import pytest
from bdd import given
from msgspec.structs import replace
from people import DAY, LIN, NOON, OFFICIAL, ROJAS

from aggregates.mandate import MANDATE
from aggregates.mandate.events import MandateRecorded, MandateRevoked, MandateVerified, Scope
from aggregates.mandate.record_mandate import RecordMandate, record_mandate
from aggregates.vocabulary import Kind, Money


class Grant(TypedDict):
    """What the command and the event have in common."""

    mandate: str
    organisation: str
    person: str
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int
    scope: tuple[Scope, ...]


GRANT: Grant = {
    "mandate": "mandate-1",
    "organisation": "linghai",
    "person": "wen-hao",
    "instruments": (Kind.AGREEMENT, Kind.NDA),
    "limit": Money(amount="500000000", currency="CNY"),
    "joint": 2,
    "scope": ("approve", "sign"),
}
RECORD = RecordMandate(
    actor=LIN,
    at=NOON,
    valid_from=NOON - DAY,
    valid_until=NOON + DAY,
    evidence_sha256="ab" * 32,
    **GRANT,
)
RECORDED = MandateRecorded(
    at=NOON,
    valid_from=NOON - DAY,
    valid_until=NOON + DAY,
    evidence_sha256="ab" * 32,
    by="lin-yue",
    **GRANT,
)


def test_an_organisation_gives_a_person_authority() -> None:
    given(MANDATE).when(record_mandate, RECORD).then(RECORDED)


def test_an_office_may_record_it_from_paper() -> None:
    command = replace(RECORD, actor=OFFICIAL)
    given(MANDATE).when(record_mandate, command).then(replace(RECORDED, by="he-jing"))


def test_instruments_and_scope_are_recorded_as_sets() -> None:
    unsorted = replace(
        RECORD,
        instruments=(Kind.NDA, Kind.AGREEMENT, Kind.NDA),
        scope=("sign", "approve", "sign"),
    )
    given(MANDATE).when(record_mandate, unsorted).then(RECORDED)


def test_a_mandate_may_have_no_limit() -> None:
    unlimited = replace(RECORD, limit=None)
    given(MANDATE).when(record_mandate, unlimited).then(replace(RECORDED, limit=None))


def test_nobody_gives_authority_over_another_organisation() -> None:
    stranger = replace(RECORD, actor=ROJAS)
    given(MANDATE).when(record_mandate, stranger).then_refused(
        "not_your_organisation", organisation="linghai"
    )


def test_another_mandate_under_the_same_id_is_refused() -> None:
    wider = replace(RECORD, limit=None)
    given(MANDATE, RECORDED).when(record_mandate, wider).then_refused(
        "mandate_exists", mandate="mandate-1"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        (
            {"limit": Money(amount="1.0", currency="CNY")},
            "decimal_not_canonical",
            {"field": "limit", "value": "1.0"},
        ),
        ({"instruments": ()}, "list_empty", {"field": "instruments"}),
        ({"scope": ()}, "list_empty", {"field": "scope"}),
        ({"joint": 0}, "count_too_small", {"field": "joint", "value": 0, "least": 1}),
        (
            {"valid_until": NOON - DAY},
            "window_empty",
            {"valid_from": NOON - DAY, "valid_until": NOON - DAY},
        ),
        ({"evidence_sha256": ""}, "sha256_malformed", {"field": "evidence_sha256", "value": ""}),
        ({"person": "wen hao"}, "identifier_malformed", {"field": "person", "value": "wen hao"}),
    ],
)
def test_a_mandate_with_an_ill_formed_value_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    given(MANDATE).when(record_mandate, replace(RECORD, **wrong)).then_refused(code, **facts)


def test_recording_twice_changes_nothing() -> None:
    given(MANDATE, RECORDED).when(record_mandate, RECORD).then()


def test_recording_again_what_was_verified_and_revoked_changes_nothing() -> None:
    verified = MandateVerified(at=NOON, office="bureau", by="he-jing")
    revoked = MandateRevoked(at=NOON, reason="He has left the company.", by="lin-yue")
    later = replace(RECORD, actor=OFFICIAL, at=NOON + DAY)
    given(MANDATE, RECORDED, verified, revoked).when(record_mandate, later).then()
