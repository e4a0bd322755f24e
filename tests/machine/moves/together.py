"""What several people do one after the other, when nobody does anything else in between."""

from __future__ import annotations

from typing import Final

from machine.flaws import Flaw
from machine.moves.filings import FILING, filing_of
from machine.moves.how import How, named
from machine.moves.later import STAGE
from machine.moves.performance import EFFECTING, PERFORMING, by_whom
from machine.moves.when import LOCKED
from machine.plans import ADDING
from machine.play import Play
from machine.steps import (
    authorities,
    clocks,
    ending,
    filings,
    paper,
    parties,
    performance,
    signing,
    terms,
)
from machine.usual import free_seats, meeting, on_paper, performing
from machine.wording import CHANGING, CLAUSES
from msgspec.structs import replace

from aggregates.deal.ending.events import Ground
from aggregates.deal.filings.events import Outcome

MOST_STEPS: Final = 15
"""How many steps there can be between a lock and the opening of a signing."""


def file_and_wait(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """An official requires a filing, it is submitted, and the authority takes its time."""
    del flaw
    play.ask(FILING["require_filing"].step(play.model, how))
    play.ask(FILING["submit_filing"].step(play.model, how))
    if nth % 3:
        play.model.wait(how.time)
    if nth % 2:
        name = filing_of(play.model, how, "submitted")
        play.ask(filings.decide(play.model, name, Outcome.GRANTED))


def overlap(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Two things stop the clock, one after the other, and let it go in any order."""
    del flaw
    suspended = [_suspend, _resume]
    filed = [_submit, _decide]
    turns = (
        (suspended[0], filed[0], suspended[1], filed[1]),
        (filed[0], suspended[0], suspended[1], filed[1]),
        (filed[0], suspended[0], filed[1], suspended[1]),
    )
    for act in turns[nth % len(turns)]:
        act(play, how)
        play.model.wait(how.time)


def sign_outside(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """A paper is laid out for a key outside, and comes back signed, at once or after some time."""
    play.ask(STAGE["prepare"].step(play.model, how))
    if nth % 4 == 0:
        play.model.wait(how.time)
    play.ask(STAGE["complete"].step(play.model, how), flaw)


def agree_on_plan(play: Play, nth: int, how: How, flaw: Flaw | None = None) -> None:
    """A side proposes a schedule, and everybody, or all but one, agrees."""
    del flaw
    play.ask(performance.propose(play.model, how.side, how.number))
    for side in sorted(set(play.model.sides) - ({how.other} if nth % 3 == 0 else set())):
        play.ask(performance.confirm(play.model, side))


def take_effect(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Some conditions are met, and somebody says that the agreement has taken effect."""
    if play.model.performed.agreed is None:
        agree_on_plan(play, 1, replace(how, number=how.number % 2))
    for step in list(meeting(play.model))[: nth % 6]:
        play.ask(step)
    play.ask(performance.declare(play.model, by_whom(play.model, how)), flaw)


def perform(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Some things are done and found to be so, and somebody closes the deal."""
    if nth % 3 == 0:
        for move in ("report", "verify"):
            play.ask(PERFORMING[move].step(play.model, how), flaw)
        return
    for _ in range(nth % 8):
        step = next(performing(play.model), None)
        if step is not None:
            play.ask(step)
    if nth % 4 == 0:
        play.ask(performance.close(play.model, by_whom(play.model, how)), flaw)


def change(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """An amendment, or a termination, goes some steps of its usual way."""
    del flaw
    name = how.paper if how.paper in CHANGING else CHANGING[how.number % 2]
    if play.model.papers.get(name) is None and nth % 2:
        play.ask(terms.draft(play.model, how.side, name))
        versions = dict.fromkeys(CLAUSES[name], how.version)
        play.ask(terms.table(play.model, how.side, name, how.number, versions))
    for _ in range(4 + nth % 40):
        step = next(on_paper(play.model, name), None)
        if step is None or not play.ask(step):
            return


def undo(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """An amendment is annulled; somebody goes on with what it asked for, and with other things."""
    model = play.model
    if nth % 2:
        agree_on_plan(play, 1, replace(how, number=ADDING))
    play.ask(
        authorities.annul(model, named(model, how, "executed"))
        if nth % 5 == 0
        else authorities.annul(model, model.amendments[-1]),
        flaw,
    )
    move = EFFECTING["satisfy"] if model.stage == "signed" else PERFORMING["report"]
    for row in range(3):
        play.ask(move.step(model, replace(how, row=row)))
    if nth % 3:
        agree_on_plan(play, nth, how)


def by_hand(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """A signing is printed and signed by hand; everybody, or all but one, confirms the scan."""
    name = _to_be_signed(play, how)
    if nth % 5:
        play.ask(signing.void(play.model, parties.lead(play.model, how.side), name))
        play.ask(signing.open_signing(play.model, parties.lead(play.model, how.side), name), flaw)
    play.ask(paper.record(play.model, how.side, name, how.number % 2))
    for side in sorted(set(play.model.sides) - ({how.other} if nth % 2 else set())):
        play.ask(paper.confirm(play.model, side, name))
    play.ask(paper.attest(play.model, name), flaw)


def on_stage(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """A signing is opened for the stage, signed before it or not, and called."""
    name = _to_be_signed(play, how)
    by = parties.lead(play.model, how.side)
    play.ask(signing.void(play.model, by, name))
    play.ask(signing.open_signing(play.model, by, name, embargoed=True), flaw)
    for _ in range(6 if nth % 4 else nth % 3):
        for seat in free_seats(play.model, play.model.papers[name])[:1]:
            play.ask(seat)
    if nth % 5:
        play.ask(paper.call(play.model, name))


def give_notice(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """A side gives notice, waits, and ends the deal by it, or tries to before its time."""
    play.ask(ending.give(play.model, how.side, Ground.BREACH, how.time))
    play.model.wait(how.time if nth % 2 else how.time / 2)
    notice = next(reversed(play.model.notices), "notice-0")
    play.ask(ending.terminate(play.model, how.side, notice), flaw)


def _to_be_signed(play: Play, how: How) -> str:
    """Return a paper that is locked or signed, gone its usual way until it is signed."""
    name = named(play.model, how, *LOCKED, "signing")
    for _ in range(MOST_STEPS):
        if play.model.papers[name].progress not in LOCKED:
            break
        step = next(on_paper(play.model, name), None)
        if step is None or not play.ask(step):
            break
    return name


def _suspend(play: Play, how: How) -> None:
    del how
    play.ask(clocks.suspend(play.model))


def _resume(play: Play, how: How) -> None:
    del how
    play.ask(clocks.resume(play.model))


def _submit(play: Play, how: How) -> None:
    play.ask(FILING["require_filing"].step(play.model, how))
    play.ask(FILING["submit_filing"].step(play.model, how))


def _decide(play: Play, how: How) -> None:
    name = filing_of(play.model, how, "submitted")
    play.ask(filings.decide(play.model, name, Outcome.GRANTED))
