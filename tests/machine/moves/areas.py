"""The areas of what people do. Each draws one of its commands, or a few that go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from machine.decisions import Step
from machine.due import is_due
from machine.flaws import Flaw
from machine.model import Model
from machine.moves.clocks import EXPIRING, REOPENING, SETTING
from machine.moves.fair import AROUND
from machine.moves.filings import FILING
from machine.moves.how import How, Moves, named
from machine.moves.later import BY_HAND, ENDING, RECORDING, STAGE
from machine.moves.parties import COMING, GOING, READING
from machine.moves.performance import EFFECTING, PERFORMING, PLANNING
from machine.moves.publicity import PUBLISHING
from machine.moves.signing import APPROVING, CLOSING, SENDING, SIGNING
from machine.moves.terms import ANSWERING, LOCKING, MENDING, PUTTING
from machine.moves.together import (
    agree_on_plan,
    by_hand,
    change,
    file_and_wait,
    give_notice,
    on_stage,
    overlap,
    perform,
    sign_outside,
    take_effect,
    undo,
)
from machine.moves.when import (
    amended,
    at_the_table,
    correctable,
    effective,
    ever,
    in_force,
    in_force_and_running,
    negotiated,
    on_the_clock,
    over,
    running,
    signed,
    signed_only,
    under_way,
)
from machine.play import Play
from machine.steps import clocks, corrections, parties, terms
from machine.usual import translating, ways
from msgspec.structs import replace

Act: TypeAlias = Callable[[Play, int, How, "Flaw | None"], None]

A_MOMENT: Final = timedelta(seconds=1)
ANY: Final = tuple(
    move
    for moves in (
        *(PUTTING, ANSWERING, LOCKING, MENDING, APPROVING, SENDING, SIGNING, CLOSING),
        *(
            COMING,
            READING,
            PUBLISHING,
            GOING,
            SETTING,
            EXPIRING,
            REOPENING,
            AROUND,
            FILING,
            PLANNING,
            EFFECTING,
        ),
        *(PERFORMING, ENDING, RECORDING, BY_HAND, STAGE),
    )
    for move in moves.values()
)


class Area(NamedTuple):
    """When there is something to do, what is done, and how often it is drawn beside others."""

    when: Callable[[Model], bool]
    act: Act
    weight: int = 2


def _of(moves: Moves, weight: int = 2) -> Area:
    """Return the area in which one of ``moves`` is made that make sense."""

    def when(model: Model) -> bool:
        return any(move.when(model) for move in moves.values())

    def act(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
        play.ask(_pick(moves, play.model, nth, how), flaw)

    return Area(when, act, weight)


def _pick(moves: Moves, model: Model, nth: int, how: How) -> Step:
    now = [move for move in moves.values() if move.when(model)]
    return now[nth % len(now)].step(model, how)


def _usual(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """People do what is usual, in any order."""
    del how
    for turn in range(1 + nth % 3):
        found = list(ways(play.model, play.wanted))
        if found:
            play.ask(found[(nth // 3 + turn) % len(found)], flaw)


def _proceed(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """The deal goes its usual way until it is at another stage, unless it is held up."""
    del nth, how, flaw
    stage = play.model.stage
    for _ in range(15):
        if play.model.stage != stage:
            return
        play.go_on(1)


def _all_accept(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Everybody, or all but one, accepts everything on a table; somebody may try to lock it."""
    paper = named(play.model, how, "negotiating")
    for side in sorted(set(play.model.sides) - ({how.side} if nth % 2 else set())):
        play.ask(terms.accept(play.model, side, paper, play.model.papers[paper].rows))
    if nth % 3:
        for _ in range(2):  # first the translations, then their certificates
            for step in list(translating(play.model, play.model.papers[paper])):
                play.ask(step)
        play.ask(terms.lock(play.model, how.other, paper), flaw)


def _translate(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """The interpreter translates every clause on a table, and may certify it."""
    del flaw
    paper = named(play.model, how, "negotiating")
    for row in play.model.papers[paper].rows[1:]:
        play.ask(terms.translate(play.model, paper, row, how.version))
        if nth % 4:
            play.ask(terms.certify(play.model, paper, row))


def _slip(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """A slip of the pen is mended: some approvers confirm what is proposed, then every lead."""
    del flaw
    paper = named(play.model, how, "locked", "approving", "signing")
    if play.model.papers[paper].correction is None:
        play.ask(MENDING["propose"].step(play.model, how))
    for side in sorted(play.model.sides)[: nth % 4]:
        play.ask(corrections.confirm_approval(play.model, side, paper))
    for side in sorted(play.model.sides):
        play.ask(corrections.confirm(play.model, side, paper))


def _expire(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """The system closes what is due, and nothing else: it asks for everything."""
    asked = list(_expiries(play.model, how))
    for step in (*asked[nth % len(asked) :], *asked[: nth % len(asked)]):
        due = is_due(play.model, step)
        happened = play.ask(step, flaw)
        assert happened or flaw is not None or not due, "what is due expires"


def _expiries(model: Model, how: How) -> Iterator[Step]:
    """Yield everything that a scheduler may ask for."""
    for move in EXPIRING.values():
        yield move.step(model, how)
    for paper in model.papers:
        yield clocks.expire_offer(model, paper)
        yield clocks.expire_signing(model, paper)


def _leave(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Somebody leaves, and the others go on without; or somebody else comes late."""
    if nth % 3 == 0:
        play.wanted = 3
    elif play.ask(parties.withdraw(play.model, how.side), flaw):
        play.wanted = 2


def _another(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """The deal is over: another one begins."""
    del flaw
    play.begin_deal(wanted=2 + min(1, nth % 3), nda=how.number % 2 == 0)
    play.go_on(nth)


def _wait(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Time passes."""
    del nth, flaw
    play.model.wait(how.time)


def _wait_for_a_deadline(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Time passes until one of the deadlines to come, or until a moment before."""
    del flaw
    coming = sorted(timer.left for timer in play.model.timers() if timer.left > A_MOMENT)
    if coming:
        left = coming[how.number % len(coming)]
        play.model.wait(left - A_MOMENT if nth % 2 else left)


def _pause(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """The deal is suspended for some time."""
    del nth, flaw
    play.ask(clocks.suspend(play.model))
    play.model.wait(how.time)
    play.ask(clocks.resume(play.model))


def _out_of_turn(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Somebody sends a command without looking whether it is time for it."""
    del flaw
    play.ask(ANY[nth % len(ANY)].step(play.model, how))


def _once_more(play: Play, nth: int, how: How, flaw: Flaw | None) -> None:
    """Somebody sends a command of earlier once more, as it was but for the time."""
    del how
    decision, command = play.sent[-1 - nth % len(play.sent)]
    play.ask(Step(decision, replace(command, at=play.model.now)), flaw)


AREAS: Final[Mapping[str, Area]] = MappingProxyType(
    {
        "usual": Area(under_way, _usual, 4),
        "proceed": Area(under_way, _proceed, 2),
        "put": _of(PUTTING, 4),
        "answer": _of(ANSWERING, 3),
        "all accept": Area(negotiated, _all_accept),
        "translate": Area(negotiated, _translate),
        "lock": _of(LOCKING, 3),
        "mend": _of(MENDING),
        "slip": Area(correctable, _slip),
        "approve": _of(APPROVING, 6),
        "send": _of(SENDING),
        "sign": _of(SIGNING, 8),
        "close": _of(CLOSING, 1),
        "come": _of(COMING),
        "let read": _of({**READING, **PUBLISHING}, 2),
        "leave": Area(on_the_clock, _leave),
        "set": _of(SETTING),
        "expire": Area(ever, _expire),
        "reopen": _of(REOPENING, 4),
        "around": _of(AROUND),
        "wait": Area(ever, _wait, 1),
        "wait for a deadline": Area(ever, _wait_for_a_deadline, 2),
        "pause": Area(running, _pause, 1),
        "out of turn": Area(ever, _out_of_turn, 2),
        "once more": Area(ever, _once_more, 2),
        "file": _of(FILING, 1),
        "file and wait": Area(at_the_table, file_and_wait, 1),
        "overlap": Area(at_the_table, overlap, 1),
        "plan": _of(PLANNING, 1),
        "agree on plan": Area(in_force, agree_on_plan),
        "effect": _of(EFFECTING),
        "take effect": Area(signed_only, take_effect, 3),
        "perform": _of(PERFORMING, 4),
        "perform together": Area(effective, perform, 3),
        "change": Area(in_force_and_running, change, 6),
        "undo": Area(amended, undo, 1),
        "end": _of(ENDING, 1),
        "give notice": Area(in_force, give_notice, 1),
        "record": _of(RECORDING, 1),
        "by hand": _of(BY_HAND, 1),
        "by hand together": Area(correctable, by_hand, 3),
        "stage": _of(STAGE, 1),
        "sign outside": Area(signed, sign_outside, 1),
        "on stage": Area(correctable, on_stage, 3),
        "another": Area(over, _another, 4),
    }
)
