"""Saying for how long what is kept."""

from __future__ import annotations

import pytest
from bdd import given
from erasing import FAILED_DAYS, RETENTION
from msgspec.structs import replace
from people import NOON, OFFICIAL, REGISTRAR

from aggregates.errors import RuleError
from aggregates.log import LOG
from aggregates.log.erasing.set_retention import SetRetention, set_retention

SET = SetRetention(
    actor=REGISTRAR,
    at=NOON,
    failed_days=FAILED_DAYS,
    executed_until="2037-01-01",
    reference="DPO-1",
)


def test_the_registry_says_for_how_long() -> None:
    given(LOG).when(set_retention, SET).then(RETENTION)


def test_saying_the_same_again_changes_nothing() -> None:
    given(LOG, RETENTION).when(set_retention, SET).then()


def test_another_term_takes_the_place_of_the_first() -> None:
    longer = replace(SET, failed_days=800)
    given(LOG, RETENTION).when(set_retention, longer).then(replace(RETENTION, failed_days=800))


@pytest.mark.parametrize(
    ("term", "code"),
    [
        (replace(SET, actor=OFFICIAL), "role_not_allowed"),
        (replace(SET, failed_days=0), "count_too_small"),
        (replace(SET, executed_until="2037-1-1"), "day_malformed"),
        (replace(SET, reference="because somebody said so"), "identifier_malformed"),
    ],
)
def test_a_term_that_is_none_is_refused(term: SetRetention, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        set_retention(LOG.initial, term)
    assert refused.value.code == code
