"""A deal that is played: every command goes through here, and everything is checked after it."""

from __future__ import annotations

import sys
from typing import ClassVar

from hypothesis import event, note
from hypothesis.stateful import RuleBasedStateMachine, invariant
from machine.again import check_again
from machine.decisions import Step, decide
from machine.digests import DEAL_ID
from machine.due import check_allowed
from machine.flaws import Flaw, spoilt
from machine.follow.change import LIFE
from machine.follow.every import follow
from machine.holds.deal import check_deal, check_followed, check_replay, check_text
from machine.model import Model
from machine.steps import parties
from machine.tally import Tally
from machine.usual import next_step
from machine.wording import TRANSLATED
from machine.world import EURO, World, edition

from aggregates.aggregate import EventsByStream
from aggregates.deal.policy import Policy
from aggregates.errors import RuleError
from aggregates.vocabulary import Event


class Play(RuleBasedStateMachine):
    """The deal, and the notebook on it. What can be done is in ``machine.moves``."""

    tally: ClassVar[Tally] = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.model, self.world = Model(), World()
        self.sent: list[Step] = []
        self.wanted, self.furthest = 2, 0
        self.trusted = False
        self.tally.examples += 1

    def begin_deal(self, *, wanted: int, nda: bool) -> None:
        """Open a deal that ``wanted`` sides are to sign, as the edition then has it."""
        self.model, self.world, self.sent = Model(), World(), []
        self.wanted = wanted
        self.model.policy = Policy(
            principals_max=3,
            nda_required=nda,
            certified_languages=(TRANSLATED,),
            mandatory_clauses=("scope",),
            approval_kinds=("board",),
        )
        self.world.edition = edition(self.model.policy)
        self.model.rates = (EURO,)
        self.ask(parties.open_deal(self.model))

    def ask(self, step: Step, flaw: Flaw | None = None) -> bool:
        """Send the command, spoilt by ``flaw`` if there is one; return whether it did something.

        A refusal is as good an answer as any, and leaves everything as it was. Any other
        exception is a finding.
        """
        asked = spoilt(step, flaw, self.model)
        self.sent.append(asked)
        note(asked)
        before = self.world.running()
        try:
            answer = decide(self.world, asked)
        except RuleError as refusal:
            self._refused(asked, refusal)
            assert self.world.running() == before, "a refusal changes nothing"
            return False
        if not any(answer.values()):
            return False
        check_allowed(self.model, asked)
        for stream, events in answer.items():
            for happened in events:
                self.world.append(stream, happened)
                self._happened(happened)
        follow(self.model, asked)
        self._done(asked)
        if not self.trusted:
            self._check(asked, answer)
        return True

    def _check(self, asked: Step, answer: EventsByStream) -> None:
        for happened in answer.get(DEAL_ID, ()):
            check_text(self.model, happened)
        check_deal(self.model, self.world, getattr(asked.command, "instrument", ""))
        check_again(self.model, self.world, asked)

    def go_on(self, steps: int) -> None:
        """Take the usual step, again and again, until it is refused."""
        for _ in range(steps):
            step = next_step(self.model, self.wanted)
            if step is None or not self.ask(step):
                return

    def go_until(self, stage: str) -> None:
        """Take the usual steps until the deal is at ``stage``, but no more than there can be."""
        for _ in range(60):
            if self.model.stage != stage:
                self.go_on(1)

    @invariant()
    def following_equals_running(self) -> None:
        """Read after each move what was stored by it."""
        check_followed(self.world)

    def teardown(self) -> None:
        """Replay everything; tell how far the deal came, and whether it ends with a finding."""
        found = sys.exception()
        if found is None:
            try:
                check_replay(self.world)
            except AssertionError as wrong:
                self._found(wrong)
                raise
        if isinstance(found, Exception):
            self._found(found)
        self.tally.furthest[LIFE[self.furthest]] += 1
        event(f"comes as far as {LIFE[self.furthest]}")
        event(f"ends as {self.model.stage}")

    def _found(self, finding: Exception) -> None:
        if not self.tally.found_after:
            self.tally.found_after, self.tally.finding = self.tally.examples, str(finding)

    def _happened(self, happened: Event) -> None:
        self.tally.events[str(happened.__struct_config__.tag)] += 1

    def _done(self, step: Step) -> None:
        self.tally.done[step.decision] += 1
        if self.model.stage in LIFE:
            self.furthest = max(self.furthest, LIFE.index(self.model.stage))

    def _refused(self, step: Step, refusal: RuleError) -> None:
        self.tally.refused[step.decision] += 1
        self.tally.codes[refusal.code] += 1
