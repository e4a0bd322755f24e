"""The machine: three sides, three clauses, two languages, and everything that can be done.

There is one rule, which draws from which area the next command is: were each area a rule,
Hypothesis would leave out half of them in each deal, and few deals would get anywhere. Instead, a
deal does without some areas that disturb it.
"""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from machine.flaws import FLAWS, Flaw
from machine.moves.areas import AREAS
from machine.moves.how import HOW, How, by_a_side
from machine.play import Play

DISTURBING: Final = (
    *("come", "leave", "set", "wait", "wait for a deadline", "pause", "around", "file"),
    *("file and wait", "overlap", "end", "give notice", "record", "by hand", "by hand together"),
    "on stage",
)
LATER_DISTURBING: Final = (
    *("set", "wait", "wait for a deadline", "pause", "around", "file", "file and wait", "overlap"),
    *("end", "give notice", "record", "usual", "undo"),
)
UNTIL: Final = st.sampled_from(
    (
        *("draft", "intent", "engaged", "negotiating", "negotiating"),
        *("agreed", "approving", "signing", "signing"),
    )
)


class DealMachine(Play):
    """A deal, from its opening to its seal and to every other end."""

    @initialize(
        wanted=st.sampled_from((2, 3, 3)),
        nda=st.sampled_from((True, False, False)),
        without=st.sets(st.sampled_from(DISTURBING)),
        until=UNTIL,
        further=st.integers(0, 5),
    )
    def begin(
        self,
        wanted: int,
        nda: bool,  # noqa: FBT001 - drawn
        without: set[str],
        until: str,
        further: int,
    ) -> None:
        """Open a deal, and let it go its usual way up to a stage and some steps on."""
        self.without = without
        self.begin_deal(wanted=wanted, nda=nda)
        self.go_until(until)
        self.go_on(further)

    @rule(area=st.integers(0, 99), nth=st.integers(0, 59), how=HOW, flaw=FLAWS)
    def move(self, area: int, nth: int, how: How, flaw: Flaw | None) -> None:
        """Do something in one of the areas in which there is something to do now."""
        open_now = [
            found
            for name, found in AREAS.items()
            if name not in self.without and found.when(self.model)
            for _ in range(found.weight)
        ]
        open_now[area % len(open_now)].act(self, nth, by_a_side(self.model, how), flaw)


class SignedMachine(DealMachine):
    """A deal from its signing on. How it came to be signed is what the other one is about."""

    @initialize(
        wanted=st.sampled_from((2, 3)),
        without=st.sets(st.sampled_from(LATER_DISTURBING)),
        until=st.sampled_from(("signed", "signed", "effective")),
        further=st.integers(0, 8),
    )
    def begin(self, wanted: int, without: set[str], until: str, further: int) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - what is drawn is another
        """Let a deal go its usual way until it is signed, or in effect, and some steps on."""
        self.without = {*without, "another"}
        self.begin_deal(wanted=wanted, nda=False)
        self.trusted = True
        self.go_until("signed")
        self.trusted = False
        self.go_until(until)
        self.go_on(further)
