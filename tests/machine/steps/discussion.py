"""What people say to one another, each as the command that they send."""

from __future__ import annotations

from machine.decisions import Step
from machine.model import Model
from machine.steps.parties import lead

from aggregates.deal.discussion.answer import Answer
from aggregates.deal.discussion.ask import Ask
from aggregates.deal.discussion.comment import Comment


def comment(model: Model, side: str, paper: str, row: str) -> Step:
    command = Comment(
        actor=lead(model, side),
        at=model.now,
        comment=model.next_id("comment"),
        instrument=paper,
        clause=row,
        text="This will need a word with our engineers.",
    )
    return Step("comment", command)


def ask(model: Model, side: str, paper: str, question: str) -> Step:
    command = Ask(
        actor=lead(model, side),
        at=model.now,
        question=question,
        instrument=paper,
        text="Who pays for the insurance?",
    )
    return Step("ask", command)


def answer(model: Model, side: str, question: str) -> Step:
    command = Answer(actor=lead(model, side), at=model.now, question=question, text="We do.")
    return Step("answer", command)
