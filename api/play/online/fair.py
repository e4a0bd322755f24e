"""The place where a play goes over HTTP, as its venue needs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aggregates.vocabulary import PersonId
from api.play.online.visitor import Visitor
from api.play.venue import LogName, Newcomer
from ledger.recorded import Recorded


class Fair(Protocol):
    """Who comes in how, what time it is, what the logs say."""

    def set(self, at: datetime) -> None:
        """Let it be this time of the story, unless it is later."""
        ...

    def visitor(self, person: PersonId) -> Visitor:
        """Return somebody who has an account."""
        ...

    def invite(self, newcomer: Newcomer, by: Visitor) -> None:
        """Have somebody registered come in by the link that is sent to them."""
        ...

    def recorded(self, log: LogName, positions: Sequence[int]) -> list[Recorded]:
        """Return what is recorded at these positions."""
        ...

    def founding(self) -> list[Recorded]:
        """Return what was recorded before anybody could be asked; once."""
        ...

    def is_founder(self, key: str) -> bool:
        """Return whether an organisation or a person was registered by the founding."""
        ...

    def wait_for_system(self, after: int) -> list[Recorded]:
        """Return what the fair itself does to the deal when a deadline has passed."""
        ...
