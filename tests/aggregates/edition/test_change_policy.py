"""Changing an edition's policy."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER

from aggregates.deal.policy import Policy
from aggregates.edition import EDITION
from aggregates.edition.change_policy import ChangePolicy, change_policy
from aggregates.edition.events import EditionOpened, PolicyChanged

STRICT = Policy(nda_required=True, certified_languages=("zh-Hans",), reopening_days=30)
OPENED = EditionOpened(
    at=NOON,
    edition="edition-2026",
    name="Harbour Fair 2026",
    first_day="2026-09-08",
    last_day="2026-09-11",
    zone="Asia/Shanghai",
    holidays=(),
    code_lists={},
    policy=Policy(),
    by="sato",
)
CHANGE = ChangePolicy(
    actor=ORGANISER,
    at=NOON,
    edition="edition-2026",
    policy=STRICT,
    reason="Sides asked for an NDA before figures are shown.",
)
CHANGED = PolicyChanged(
    at=NOON,
    policy=STRICT,
    reason="Sides asked for an NDA before figures are shown.",
    by="sato",
)


def test_the_organiser_changes_the_policy_of_deals_to_come() -> None:
    given(EDITION, OPENED).when(change_policy, CHANGE).then(CHANGED)
    assert after(EDITION, OPENED, CHANGED).policy == STRICT


def test_only_the_organiser_changes_the_policy() -> None:
    given(EDITION, OPENED).when(change_policy, replace(CHANGE, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("organiser",)
    )


def test_an_edition_that_was_never_opened_has_no_policy() -> None:
    given(EDITION).when(change_policy, CHANGE).then_refused(
        "edition_unknown", edition="edition-2026"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        (
            {"principals_max": 1},
            "count_too_small",
            {"field": "policy.principals_max", "value": 1, "least": 2},
        ),
        (
            {"reopening_days": -1},
            "count_too_small",
            {"field": "policy.reopening_days", "value": -1, "least": 0},
        ),
        (
            {"required_languages": ("chinese",)},
            "language_malformed",
            {"field": "policy.required_languages", "value": "chinese"},
        ),
        (
            {"certified_languages": ("zh_Hans",)},
            "language_malformed",
            {"field": "policy.certified_languages", "value": "zh_Hans"},
        ),
        (
            {"country_languages": {"Poland": ("pl",)}},
            "country_malformed",
            {"field": "policy.country_languages", "value": "Poland"},
        ),
        (
            {"country_languages": {"PL": ("Polish",)}},
            "language_malformed",
            {"field": "policy.country_languages", "value": "Polish"},
        ),
        (
            {"mandatory_clauses": ("governing law",)},
            "identifier_malformed",
            {"field": "policy.mandatory_clauses", "value": "governing law"},
        ),
        (
            {"approval_kinds": ("",)},
            "identifier_malformed",
            {"field": "policy.approval_kinds", "value": ""},
        ),
    ],
)
def test_a_policy_that_no_deal_can_follow_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    command = replace(CHANGE, policy=replace(STRICT, **wrong))
    given(EDITION, OPENED).when(change_policy, command).then_refused(code, **facts)


def test_a_change_of_policy_has_a_reason() -> None:
    given(EDITION, OPENED).when(change_policy, replace(CHANGE, reason="")).then_refused(
        "text_empty", field="reason"
    )


def test_changing_twice_changes_nothing() -> None:
    given(EDITION, OPENED, CHANGED).when(change_policy, CHANGE).then()


def test_a_country_may_ask_for_languages_of_its_own() -> None:
    policy = replace(STRICT, country_languages={"CN": ("zh-Hans", "en"), "PE": ("es",)})
    given(EDITION, OPENED).when(change_policy, replace(CHANGE, policy=policy)).then(
        replace(CHANGED, policy=policy)
    )
