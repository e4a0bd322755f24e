"""Somebody puts, accepts, reserves, translates or locks words, or mends a slip of the pen."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from machine.decisions import Step
from machine.model import Model
from machine.moves.how import How, Move, Moves, named, row_of, rows_of
from machine.moves.when import (
    LOCKED,
    correctable,
    corrected,
    locked,
    negotiated,
    to_be_tabled,
    translated,
    undrafted,
)
from machine.steps import corrections, terms
from machine.wording import CLAUSES, slip_of

LINKS: Final = ((), (("scope", "capital"),))
IRREVOCABLE: Final = (None, None, timedelta(days=1), timedelta(days=3))


def _draft(model: Model, how: How) -> Step:
    return terms.draft(model, how.side, how.paper)


def _table(model: Model, how: How) -> Step:
    paper = named(model, how, "draft", "negotiating")
    known = model.papers[paper].clauses if model.papers[paper].changing else CLAUSES[paper]
    brought = (
        row for bit, row in enumerate(CLAUSES[paper]) if row not in known or how.rows >> bit & 1
    )
    return terms.table(
        model,
        how.side,
        paper,
        how.number,
        dict.fromkeys(brought, how.version),
        LINKS[how.version % len(LINKS)],
        IRREVOCABLE[how.version % len(IRREVOCABLE)],
    )


def _counter(model: Model, how: How) -> Step:
    paper = _negotiated(model, how)
    return terms.counter(model, how.side, paper, row_of(model, how, paper), how.version)


def _counter_frame(model: Model, how: How) -> Step:
    return terms.counter_frame(model, how.side, _negotiated(model, how), how.number)


def _accept(model: Model, how: How) -> Step:
    paper = _negotiated(model, how)
    return terms.accept(model, how.side, paper, rows_of(model, how, paper))


def _accept_all(model: Model, how: How) -> Step:
    paper = _negotiated(model, how)
    return terms.accept(model, how.side, paper, model.papers[paper].rows)


def _reserve(model: Model, how: How) -> Step:
    paper = _negotiated(model, how)
    return terms.reserve(model, how.side, paper, row_of(model, how, paper))


def _withdraw(model: Model, how: How) -> Step:
    return terms.withdraw(model, how.side, _negotiated(model, how))


def _lock(model: Model, how: How) -> Step:
    return terms.lock(model, how.side, _negotiated(model, how))


def _unlock(model: Model, how: How) -> Step:
    return terms.unlock(model, how.side, named(model, how, *LOCKED))


def _translate(model: Model, how: How) -> Step:
    paper = _negotiated(model, how)
    return terms.translate(model, paper, row_of(model, how, paper), how.version)


def _certify(model: Model, how: How) -> Step:
    paper = named(model, how, "negotiating", *LOCKED)
    return terms.certify(model, paper, row_of(model, how, paper))


def _propose(model: Model, how: How) -> Step:
    """Propose the neighbour of a clause; one in six is further, and changes a typed value."""
    paper = named(model, how, *LOCKED, "signing")
    row, further = row_of(model, how, paper), 2 if how.version == 0 else 0
    version = slip_of(model.papers[paper].clauses.get(row)) + further
    return corrections.propose(model, how.side, paper, row, version)


def _confirm(model: Model, how: How) -> Step:
    return corrections.confirm(model, how.side, named(model, how, *LOCKED, "signing"))


def _confirm_approval(model: Model, how: How) -> Step:
    paper = named(model, how, *LOCKED, "signing")
    return corrections.confirm_approval(model, how.side, paper)


def _withdraw_correction(model: Model, how: How) -> Step:
    return corrections.withdraw(model, how.side, named(model, how, *LOCKED, "signing"))


def _negotiated(model: Model, how: How) -> str:
    return named(model, how, "negotiating")


PUTTING: Final[Moves] = {
    "draft": Move(undrafted, _draft),
    "table": Move(to_be_tabled, _table),
    "counter": Move(negotiated, _counter),
    "counter_frame": Move(negotiated, _counter_frame),
}
ANSWERING: Final[Moves] = {
    "accept": Move(negotiated, _accept),
    "accept_all": Move(negotiated, _accept_all),
    "reserve": Move(negotiated, _reserve),
    "withdraw": Move(negotiated, _withdraw),
}
LOCKING: Final[Moves] = {
    "translate": Move(negotiated, _translate),
    "certify": Move(translated, _certify),
    "lock": Move(negotiated, _lock),
    "unlock": Move(locked, _unlock),
}
MENDING: Final[Moves] = {
    "propose": Move(correctable, _propose),
    "confirm": Move(corrected, _confirm),
    "confirm_approval": Move(corrected, _confirm_approval),
    "withdraw_correction": Move(corrected, _withdraw_correction),
}
