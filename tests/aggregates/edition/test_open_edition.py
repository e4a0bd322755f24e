"""Opening an edition."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER

from aggregates.deal.policy import Policy
from aggregates.edition import EDITION
from aggregates.edition.events import EditionOpened, PolicyChanged
from aggregates.edition.open_edition import OpenEdition, open_edition

POLICY = Policy(
    required_languages=("en", "zh-Hans"),
    certified_languages=("zh-Hans",),
    mandatory_clauses=("law",),
    approval_kinds=("board",),
)
OPEN = OpenEdition(
    actor=ORGANISER,
    at=NOON,
    edition="edition-2026",
    name="Harbour Fair 2026",
    first_day="2026-09-08",
    last_day="2026-09-11",
    zone="Asia/Shanghai",
    holidays=("2026-10-01", "2026-09-25"),
    code_lists={"ISO 4217": "2026-01-01", "ISIC": "Rev.4"},
    policy=POLICY,
)
OPENED = EditionOpened(
    at=NOON,
    edition="edition-2026",
    name="Harbour Fair 2026",
    first_day="2026-09-08",
    last_day="2026-09-11",
    zone="Asia/Shanghai",
    holidays=("2026-09-25", "2026-10-01"),
    code_lists={"ISIC": "Rev.4", "ISO 4217": "2026-01-01"},
    policy=POLICY,
    by="sato",
)


def test_the_organiser_opens_an_edition() -> None:
    given(EDITION).when(open_edition, OPEN).then(OPENED)
    assert after(EDITION, OPENED).policy == POLICY


def test_code_lists_are_recorded_in_one_order() -> None:
    one, other = (
        open_edition(EDITION.initial, replace(OPEN, code_lists=dict(lists)))[0]
        for lists in (OPEN.code_lists.items(), reversed(OPEN.code_lists.items()))
    )
    assert list(one.code_lists) == list(other.code_lists) == ["ISIC", "ISO 4217"]


def test_only_the_organiser_opens_an_edition() -> None:
    given(EDITION).when(open_edition, replace(OPEN, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("organiser",)
    )


def test_another_edition_under_the_same_id_is_refused() -> None:
    longer = replace(OPEN, last_day="2026-09-12")
    given(EDITION, OPENED).when(open_edition, longer).then_refused(
        "edition_exists", edition="edition-2026"
    )


def test_an_edition_does_not_end_before_it_begins() -> None:
    given(EDITION).when(open_edition, replace(OPEN, last_day="2026-09-07")).then_refused(
        "edition_too_short", first_day="2026-09-08", last_day="2026-09-07"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"name": ""}, "text_empty", {"field": "name"}),
        ({"first_day": "8.9.2026"}, "day_malformed", {"field": "first_day", "value": "8.9.2026"}),
        ({"zone": ""}, "zone_malformed", {"field": "zone", "value": ""}),
        ({"holidays": ("May",)}, "day_malformed", {"field": "holidays", "value": "May"}),
        ({"code_lists": {"ISIC": ""}}, "text_empty", {"field": "code_lists"}),
    ],
)
def test_an_ill_formed_edition_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    given(EDITION).when(open_edition, replace(OPEN, **wrong)).then_refused(code, **facts)


def test_opening_twice_changes_nothing() -> None:
    changed = PolicyChanged(at=NOON, policy=Policy(), reason="Fewer languages.", by="sato")
    given(EDITION, OPENED).when(open_edition, OPEN).then()
    given(EDITION, OPENED, changed).when(open_edition, OPEN).then()
