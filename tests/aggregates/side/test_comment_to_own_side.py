"""Commenting for one's own side."""

from __future__ import annotations

import pytest
from bdd import after, given
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ROJAS, WEN

from aggregates.side import SIDE
from aggregates.side.comment_to_own_side import CommentToOwnSide, comment_to_own_side
from aggregates.side.events import CommentMade

COMMENT = CommentToOwnSide(
    actor=LIN,
    at=NOON,
    comment="comment-1",
    deal="deal-1",
    principal="linghai",
    instrument="agreement-1",
    clause="capital",
    text="We can go down to 24 per cent, not lower.",
)
MADE = CommentMade(
    at=NOON,
    comment="comment-1",
    deal="deal-1",
    principal="linghai",
    instrument="agreement-1",
    clause="capital",
    text="We can go down to 24 per cent, not lower.",
    by="lin-yue",
)


def test_somebody_comments_for_their_own_side() -> None:
    given(SIDE).when(comment_to_own_side, COMMENT).then(MADE)


def test_a_comment_may_be_on_the_whole_deal() -> None:
    whole = replace(COMMENT, instrument="", clause="")
    given(SIDE, MADE).when(comment_to_own_side, replace(whole, comment="comment-2")).then(
        replace(MADE, comment="comment-2", instrument="", clause="")
    )


@pytest.mark.parametrize("actor", [ROJAS, OFFICIAL])
def test_nobody_else_writes_into_a_sides_notes(actor: object) -> None:
    given(SIDE).when(comment_to_own_side, replace(COMMENT, actor=actor)).then_refused(
        "not_your_organisation", organisation="linghai"
    )


@pytest.mark.parametrize("wrong", [{"text": "Not below 25."}, {"actor": WEN}])
def test_another_comment_under_the_same_id_is_refused(wrong: dict[str, object]) -> None:
    given(SIDE, MADE).when(comment_to_own_side, replace(COMMENT, **wrong)).then_refused(
        "id_taken", id="comment-1"
    )


@pytest.mark.parametrize(
    ("wrong", "code", "facts"),
    [
        ({"text": ""}, "text_empty", {"field": "text"}),
        ({"comment": ""}, "identifier_malformed", {"field": "comment", "value": ""}),
        ({"instrument": ""}, "comment_misplaced", {"clause": "capital"}),
    ],
)
def test_an_ill_formed_comment_is_refused(
    wrong: dict[str, object], code: str, facts: dict[str, object]
) -> None:
    given(SIDE).when(comment_to_own_side, replace(COMMENT, **wrong)).then_refused(code, **facts)


def test_commenting_twice_changes_nothing() -> None:
    given(SIDE, MADE).when(comment_to_own_side, COMMENT).then()
    assert list(after(SIDE, MADE).comments) == ["comment-1"]
