"""What goes on around a deal: mandates end, rates move, people talk."""

from __future__ import annotations

from typing import Final

from machine.decisions import Step
from machine.model import Model
from machine.moves.how import How, Move, Moves, named, row_of
from machine.moves.when import on_the_clock, running, untouched
from machine.steps import discussion, fair

REVOCABLE: Final = ("mandate-of-wen-hao", "mandate-of-quispe", "mandate-of-kowal")
RATES: Final = ("8", "7.5", "4")
QUESTIONS: Final = ("question-1", "question-2")


def _comment(model: Model, how: How) -> Step:
    return discussion.comment(
        model, how.side, _paper(model, how), row_of(model, how, _paper(model, how))
    )


def _ask(model: Model, how: How) -> Step:
    return discussion.ask(model, how.side, _paper(model, how), QUESTIONS[how.number % 2])


def _answer(model: Model, how: How) -> Step:
    return discussion.answer(model, how.other, QUESTIONS[how.number % 2])


def _revoke(model: Model, how: How) -> Step:
    return fair.revoke_mandate(model, REVOCABLE[how.number % len(REVOCABLE)])


def _publish(model: Model, how: How) -> Step:
    return fair.publish_rate(model, RATES[how.number % len(RATES)])


def _paper(model: Model, how: How) -> str:
    return named(model, how)


AROUND: Final[Moves] = {
    "comment": Move(on_the_clock, _comment),
    "ask": Move(on_the_clock, _ask),
    "answer": Move(on_the_clock, _answer),
    "revoke_mandate": Move(untouched, _revoke),
    "publish": Move(running, _publish),
}
