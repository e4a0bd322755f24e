"""Which head of a tree the witnesses are asked for: all of them the same one, for a moment.

A witness never signs a smaller tree after a larger one. Were each asked for the newest head
whenever it is free, heads would be seen by one here and by another there, and none by enough.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from time import monotonic
from typing import Final, TypeAlias

from ledger.sequencer.witnesses import Offer

PATIENCE_SECONDS: Final = 0.5
"""So long a witness that does not answer keeps the others from the next head."""

Enough: TypeAlias = Callable[[AbstractSet[str]], bool]
"""Says whether these witnesses, by their names, are enough."""


def any_is_enough(witnesses: AbstractSet[str]) -> bool:
    """Return whether there is any witness."""
    return bool(witnesses)


class Turn:
    """One head, and who has been asked for it."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.answered: set[str] = set()
        self.seen: set[str] = set()
        self._until = monotonic() + PATIENCE_SECONDS

    def is_over(self, asked: int, is_enough: Enough) -> bool:
        """Return whether a newer head may be asked for, where so many witnesses are asked."""
        answered = len(self.answered) == asked
        return answered or monotonic() > self._until or is_enough(self.seen)


class Turns:
    """The newest head of each tree, and the one that is being asked for. For who has the lock."""

    def __init__(self, asked: int, is_enough: Enough) -> None:
        self._asked = asked
        self._is_enough = is_enough
        self._newest: dict[str, Offer] = {}
        self._turns: dict[str, Turn] = {}

    def offer(self, offer: Offer) -> None:
        """Have a head asked for, as soon as the one before is done with."""
        self._newest[offer.head.origin] = offer

    def now(self) -> list[Turn]:
        """Return what each witness is asked for at this moment."""
        return [self._of(origin) for origin in self._newest]

    def _of(self, origin: str) -> Turn:
        turn, newest = self._turns.get(origin), self._newest[origin]
        if turn is None or (turn.offer != newest and turn.is_over(self._asked, self._is_enough)):
            turn = self._turns[origin] = Turn(newest)
        return turn
