"""What is told of appends (``NOTIFY``): hints, of which one that is lost costs a moment."""

from __future__ import annotations

from typing import Final, LiteralString

from ledger.sequencer.session import Session, asking, reaching

IDLE_SECONDS: Final = 0.25


class News:
    """Listened to while there is time to wait: in a rush each commit would wake us for nothing.

    Both methods raise `LedgerError` ``unavailable``.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._listens = False

    def wait(self) -> None:
        """Wait until something was appended, or for a moment.

        Returns at once when it only begins to listen: what was appended before is not told.
        """
        if not self._listens:
            self._say("LISTEN ledger")
            return
        with reaching():
            list(self._session.notifies(timeout=IDLE_SECONDS, stop_after=1))

    def ignore(self) -> None:
        """Be told nothing more, until there is time again."""
        if self._listens:
            self._say("UNLISTEN ledger")

    def _say(self, statement: LiteralString) -> None:
        with asking(self._session):
            self._session.execute(statement)
        self._listens = not self._listens
