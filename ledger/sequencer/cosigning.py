"""Heads are offered to every witness, each in a thread of its own.

All are asked for the same head, see `turns`. One that is slow or away holds the others up for a
moment only, and gets the newest head when it is back. One that knows more of a log than we have is
an alarm: then the log was taken back, and is signed no further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Condition, Thread
from time import monotonic
from types import TracebackType
from typing import Final, Self

from ledger.errors import LedgerError
from ledger.proof.policy import Witness
from ledger.sequencer.session import Session, asking, opened
from ledger.sequencer.turns import Enough, Turn, Turns, any_is_enough
from ledger.sequencer.witnesses import AskedWitness, Cosignature, Offer
from ledger.witnessed import CHANNEL

AGAIN_SECONDS: Final = 10.0
"""A head that does not move is cosigned anew so often: it shows that the log is alive."""
RETRY_SECONDS: Final = 1.0
_LOOK_SECONDS: Final = 0.25

_STORE: Final = """
INSERT INTO ledger.cosignatures (origin, size, witness, line, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (origin, size, witness) DO UPDATE SET line = excluded.line, at = excluded.at
"""
# whoever notifies holds up every other commit that does: this one waits for no disk
_TELL: Final = "SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, %s)"


class Cosigning:
    """The witnesses of an installation, while somebody leads."""

    def __init__(
        self,
        dsn: str,
        witnesses: Iterable[Witness],
        trouble: Callable[[LedgerError], None],
        is_enough: Enough = any_is_enough,
    ) -> None:
        """``dsn`` logs in as the sequencer; ``trouble`` hears of witnesses that do not answer."""
        self._dsn = dsn
        self._trouble = trouble
        self._asked = [AskedWitness(witness) for witness in witnesses]
        self._changed = Condition()
        self._turns = Turns(len(self._asked), is_enough)
        self._alarms: dict[str, LedgerError] = {}
        self._over = False
        self._threads = [
            Thread(target=self._serve, args=(asked,), name="cosigning", daemon=True)
            for asked in self._asked
        ]

    def require_not_ahead(self, offer: Offer) -> None:
        """Refuse to go on from a head if a witness that can be asked has seen more.

        Raises:
            LedgerError: ``log_shrank``.
        """
        for asked in self._asked:
            try:
                asked.cosigned(offer)
            except LedgerError as failed:
                if failed.code == "log_shrank":
                    raise
                self._trouble(failed)

    def offer(self, offer: Offer) -> None:
        """Have a head cosigned; an older one of the same tree is not waited for any more.

        Raises:
            LedgerError: ``log_shrank`` if a witness has seen more of this tree meanwhile.
        """
        with self._changed:
            if (alarm := self._alarms.get(offer.head.origin)) is not None:
                raise alarm
            self._turns.offer(offer)
            self._changed.notify_all()

    def __enter__(self) -> Self:
        """Begin to ask."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Ask no more, and wait for what is under way."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _serve(self, asked: AskedWitness) -> None:
        again: dict[str, tuple[Turn, float]] = {}
        while not self._over:
            try:
                with opened(self._dsn) as session:
                    while turns := self._due(again):
                        for turn in turns:
                            due = self._asked_for(session, asked, turn)
                            again[turn.offer.head.origin] = turn, due
            except LedgerError as failed:
                self._trouble(failed)
                self._rest(RETRY_SECONDS)

    def _due(self, again: dict[str, tuple[Turn, float]]) -> list[Turn]:
        """Wait for heads that are new, or old enough to be cosigned anew; none when it is over."""
        with self._changed:
            while not self._over:
                now = monotonic()
                due = [
                    turn
                    for turn in self._turns.now()
                    if (known := again.get(turn.offer.head.origin)) is None
                    or known[0] is not turn
                    or known[1] <= now
                ]
                if due:
                    return due
                self._changed.wait(_LOOK_SECONDS)
        return []

    def _asked_for(self, session: Session, asked: AskedWitness, turn: Turn) -> float:
        """Store the cosignature of a head; return when to ask for it again."""
        try:
            _store(session, asked.cosigned(turn.offer))
        except LedgerError as failed:
            if failed.code == "unavailable":
                raise
            self._failed(turn.offer, failed)
            self._note(turn, asked, seen=False)
            return monotonic() + RETRY_SECONDS
        self._note(turn, asked, seen=True)
        return monotonic() + AGAIN_SECONDS

    def _note(self, turn: Turn, asked: AskedWitness, *, seen: bool) -> None:
        name = asked.witness.name
        with self._changed:
            turn.answered.add(name)
            if seen:
                turn.seen.add(name)
            self._changed.notify_all()

    def _failed(self, offer: Offer, failed: LedgerError) -> None:
        if failed.code == "log_shrank":
            with self._changed:
                self._alarms[offer.head.origin] = failed
        self._trouble(failed)

    def _rest(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._over, seconds)


def _store(session: Session, one: Cosignature) -> None:
    with asking(session):
        session.execute(_STORE, [one.origin, one.size, one.witness, one.line, one.at])
        session.execute(_TELL, [CHANNEL, one.origin])
