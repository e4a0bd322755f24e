"""Every head is offered to every witness, each in a thread of its own.

A witness that is slow or away holds up nothing: it gets the newest head when it is back. One that
knows more of a log than we have is an alarm: then the log was taken back, and is signed no further.
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
from ledger.sequencer.witnesses import AskedWitness, Cosignature, Offer

AGAIN_SECONDS: Final = 10.0
"""A head that does not move is cosigned anew so often: it shows that the log is alive."""
RETRY_SECONDS: Final = 1.0
_LOOK_SECONDS: Final = 0.25

_STORE: Final = """
INSERT INTO ledger.cosignatures (origin, size, witness, line, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (origin, size, witness) DO UPDATE SET line = excluded.line, at = excluded.at
"""


class Cosigning:
    """The witnesses of an installation, while somebody leads."""

    def __init__(
        self, dsn: str, witnesses: Iterable[Witness], trouble: Callable[[LedgerError], None]
    ) -> None:
        """``dsn`` logs in as the sequencer; ``trouble`` hears of witnesses that do not answer."""
        self._dsn = dsn
        self._trouble = trouble
        self._asked = [AskedWitness(witness) for witness in witnesses]
        self._changed = Condition()
        self._offers: dict[str, Offer] = {}
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
            self._offers[offer.head.origin] = offer
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
        done: dict[str, tuple[Offer, float]] = {}
        while not self._over:
            try:
                with opened(self._dsn) as session:
                    while offers := self._due(done):
                        for offer in offers:
                            done[offer.head.origin] = offer, self._asked_for(session, asked, offer)
            except LedgerError as failed:
                self._trouble(failed)
                self._rest(RETRY_SECONDS)

    def _due(self, done: dict[str, tuple[Offer, float]]) -> list[Offer]:
        """Wait for heads that are new, or old enough to be cosigned anew; none when it is over."""
        with self._changed:
            while not self._over:
                now = monotonic()
                due = [
                    offer
                    for origin, offer in self._offers.items()
                    if origin not in done or done[origin][0] != offer or done[origin][1] <= now
                ]
                if due:
                    return due
                self._changed.wait(_LOOK_SECONDS)
        return []

    def _asked_for(self, session: Session, asked: AskedWitness, offer: Offer) -> float:
        """Store the cosignature of a head; return when to ask for it again."""
        try:
            _store(session, asked.cosigned(offer))
        except LedgerError as failed:
            if failed.code == "unavailable":
                raise
            self._failed(offer, failed)
            return monotonic() + RETRY_SECONDS
        return monotonic() + AGAIN_SECONDS

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
