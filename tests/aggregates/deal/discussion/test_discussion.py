"""Comments, questions and answers: never binding."""

from __future__ import annotations

import pytest
from at_the_table import AGREED, ON_TABLE
from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER, ROJAS
from signing_deal import IN_SIGNING
from three_sides import ENGAGED, IBARRA, LETTER_SENT, NOWAK

from aggregates.deal import DEAL
from aggregates.deal.discussion.answer import Answer, answer
from aggregates.deal.discussion.ask import Ask, ask
from aggregates.deal.discussion.comment import Comment, comment
from aggregates.deal.discussion.events import CommentMade, QuestionAnswered, QuestionAsked
from aggregates.vocabulary import Actor, Role

COMMENT = Comment(
    actor=LIN,
    at=NOON,
    comment="comment-1",
    instrument="agreement-1",
    clause="capital",
    text="We could meet in the middle.",
)
MADE = CommentMade(
    at=NOON,
    comment="comment-1",
    instrument="agreement-1",
    clause="capital",
    text="We could meet in the middle.",
    organisation="linghai",
    by="lin-yue",
)
ASK = Ask(actor=LIN, at=NOON, question="question-1", text="Who insures the modules?")
ASKED = QuestionAsked(
    at=NOON,
    question="question-1",
    instrument="",
    clause="",
    text="Who insures the modules?",
    to="",
    organisation="linghai",
    by="lin-yue",
)
ASKED_ANDES = replace(ASKED, to="andes")
ANSWER = Answer(actor=ROJAS, at=NOON, question="question-1", text="We do.")
ANSWERED = QuestionAnswered(
    at=NOON, question="question-1", text="We do.", organisation="andes", by="rojas"
)
STRANGER = Actor(person="ito", organisation="kodo", role=Role.LEAD)


def test_a_side_comments_on_a_clause() -> None:
    given(DEAL, *ON_TABLE).when(comment, COMMENT).then(MADE)


def test_a_comment_changes_no_term() -> None:
    before, now = deal_after(*AGREED), deal_after(*AGREED, MADE)
    assert now.instruments == before.instruments
    assert (now.stage, now.parties) == (before.stage, before.parties)


def test_commenting_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, MADE).when(comment, COMMENT).then()


@pytest.mark.parametrize(
    "other", [{"text": "We could not."}, {"clause": "scope"}, {"actor": ROJAS}]
)
def test_another_comment_under_the_same_id_is_refused(other: dict[str, object]) -> None:
    given(DEAL, *ON_TABLE, MADE).when(comment, replace(COMMENT, **other)).then_refused(
        "id_taken", id="comment-1"
    )


@pytest.mark.parametrize(
    ("instrument", "clause"), [("", ""), ("letter-1", ""), ("agreement-1", "frame")]
)
def test_a_comment_is_on_the_deal_an_instrument_or_a_row(instrument: str, clause: str) -> None:
    command = replace(COMMENT, instrument=instrument, clause=clause)
    expected = replace(MADE, instrument=instrument, clause=clause)
    given(DEAL, *ON_TABLE).when(comment, command).then(expected)


def test_a_comment_on_nothing_is_refused() -> None:
    given(DEAL, *ON_TABLE).when(comment, replace(COMMENT, clause="x")).then_refused(
        "unknown_clause", clause="x"
    )
    given(DEAL, *ON_TABLE).when(comment, replace(COMMENT, instrument="")).then_refused(
        "unknown_instrument", instrument=""
    )


@pytest.mark.parametrize("actor", [IBARRA, ORGANISER])
def test_participants_and_the_sponsor_comment_too(actor: Actor) -> None:
    expected = replace(MADE, organisation=actor.organisation, by=actor.person)
    given(DEAL, *ON_TABLE).when(comment, replace(COMMENT, actor=actor)).then(expected)


def test_a_stranger_does_not_comment() -> None:
    given(DEAL, *ON_TABLE).when(comment, replace(COMMENT, actor=STRANGER)).then_refused(
        "not_in_deal", organisation="kodo"
    )


def test_a_comment_says_something() -> None:
    given(DEAL, *ON_TABLE).when(comment, replace(COMMENT, text="")).then_refused(
        "text_empty", field="text"
    )


def test_the_discussion_is_between_the_letter_and_the_signing() -> None:
    given(DEAL, *LETTER_SENT).when(comment, COMMENT).then_refused("wrong_stage", stage="intent")
    given(DEAL, *IN_SIGNING).when(ask, ASK).then_refused("wrong_stage", stage="signing")


def test_a_side_asks_all_others() -> None:
    given(DEAL, *ENGAGED).when(ask, ASK).then(ASKED)


def test_a_side_asks_another() -> None:
    given(DEAL, *ENGAGED).when(ask, replace(ASK, to="andes")).then(ASKED_ANDES)


def test_asking_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, ASKED).when(ask, ASK).then()


@pytest.mark.parametrize("other", [{"text": "Who pays?"}, {"to": "andes"}, {"actor": NOWAK}])
def test_another_question_under_the_same_id_is_refused(other: dict[str, object]) -> None:
    given(DEAL, *ENGAGED, ASKED).when(ask, replace(ASK, **other)).then_refused(
        "id_taken", id="question-1"
    )


def test_nobody_asks_themselves() -> None:
    given(DEAL, *ENGAGED).when(ask, replace(ASK, to="linghai")).then_refused(
        "asks_itself", organisation="linghai"
    )


def test_nobody_asks_a_stranger() -> None:
    given(DEAL, *ENGAGED).when(ask, replace(ASK, to="kodo")).then_refused(
        "not_in_deal", organisation="kodo"
    )


def test_who_is_asked_answers() -> None:
    given(DEAL, *ENGAGED, ASKED_ANDES).when(answer, ANSWER).then(ANSWERED)


def test_several_sides_answer_what_all_were_asked() -> None:
    command = replace(ANSWER, actor=NOWAK, text="Not we.")
    expected = replace(ANSWERED, organisation="wisla", by="nowak", text="Not we.")
    given(DEAL, *ENGAGED, ASKED, ANSWERED).when(answer, command).then(expected)


def test_answering_twice_changes_nothing() -> None:
    given(DEAL, *ENGAGED, ASKED, ANSWERED).when(answer, ANSWER).then()


def test_an_answer_is_not_changed() -> None:
    given(DEAL, *ENGAGED, ASKED, ANSWERED).when(
        answer, replace(ANSWER, text="You do.")
    ).then_refused("answered_already", question="question-1", organisation="andes")


@pytest.mark.parametrize("actor", [LIN, NOWAK])
def test_only_who_is_asked_answers(actor: Actor) -> None:
    given(DEAL, *ENGAGED, ASKED_ANDES).when(answer, replace(ANSWER, actor=actor)).then_refused(
        "not_asked", question="question-1", organisation=actor.organisation
    )


def test_what_was_not_asked_is_not_answered() -> None:
    given(DEAL, *ENGAGED).when(answer, ANSWER).then_refused(
        "unknown_question", question="question-1"
    )
