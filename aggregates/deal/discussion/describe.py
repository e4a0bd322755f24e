"""What was said beside the terms, in sentences."""

from __future__ import annotations

from typing import assert_never

from aggregates.deal.discussion.events import (
    CommentMade,
    DiscussionEvent,
    QuestionAnswered,
    QuestionAsked,
)
from aggregates.deal.telling import DealTelling


def describe_discussion(event: DiscussionEvent, t: DealTelling) -> str:
    """Return ``event`` as a sentence."""
    who, side, text = t.name(event.by), t.name(event.organisation), t.closing(event.text)
    match event:
        case CommentMade():
            place = t.place(event.instrument, event.clause)
            return t.say(
                en=f"{who} commented on {place} for {side}: {text}",
                zh=f"{who}代表{side}就{place}发表意见：{text}",
            )
        case QuestionAsked():
            return _asked(event, t)
        case QuestionAnswered():
            question = t.name(event.question)
            return t.say(
                en=f"{who} answered the question {question} for {side}: {text}",
                zh=f"{who}代表{side}答复问题{question}：{text}",
            )
        case _:
            assert_never(event)


def _asked(event: QuestionAsked, t: DealTelling) -> str:
    who, side, text = t.name(event.by), t.name(event.organisation), t.closing(event.text)
    whom = t.name(event.to) if event.to else t.pick("all sides", "各方")
    place, question = t.place(event.instrument, event.clause), t.name(event.question)
    return t.say(
        en=f"{who} asked {whom} for {side} about {place} (question {question}): {text}",
        zh=f"{who}代表{side}就{place}向{whom}提问（问题{question}）：{text}",
    )
