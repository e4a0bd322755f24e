"""Check after check: what each was shown, or why it was not passed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final, Generic, TypeVar

import msgspec

from ledger.errors import LedgerError
from ledger.evidence.verdict import Check, Finding, Outcome, outcome_of, reason_of

T = TypeVar("T")

_NUMBERS: Final = MappingProxyType({check: number for number, check in enumerate(Check, start=1)})


class Shown(msgspec.Struct, Generic[T], frozen=True):
    """What a check that was passed has shown: a value for others, and facts for its line."""

    value: T
    facts: Mapping[str, object] = {}


class Looking:
    """Collects what the checks of one bundle find."""

    def __init__(self) -> None:
        self._found: dict[Check, Finding] = {}

    def at(self, check: Check, look: Callable[[], Shown[T]]) -> T | None:
        """Make a check; return what it was shown, nothing if it was not passed."""
        try:
            shown = look()
        except LedgerError as failed:
            reason = reason_of(failed)
            self._found[check] = Finding(
                number=_NUMBERS[check], check=check, outcome=outcome_of(reason), reason=reason
            )
            return None
        self._found[check] = Finding(
            number=_NUMBERS[check], check=check, outcome=Outcome.VALID, facts=shown.facts
        )
        return shown.value

    def findings(self) -> tuple[Finding, ...]:
        """Return a finding for each check, those that were left out included."""
        return tuple(
            self._found.get(check, Finding(number=_NUMBERS[check], check=check, outcome=None))
            for check in Check
        )


@contextmanager
def at_event(version: int) -> Generator[None, None, None]:
    """Let whatever is wrong be said of the event with this version.

    Raises:
        LedgerError: what is raised within, with ``event`` among its facts.
    """
    with _saying("event", version):
        yield


@contextmanager
def at_erasure(position: int) -> Generator[None, None, None]:
    """Let whatever is wrong be said of the erasure at this position.

    Raises:
        LedgerError: what is raised within, with ``erasure`` among its facts.
    """
    with _saying("erasure", position):
        yield


@contextmanager
def _saying(what: str, number: int) -> Generator[None, None, None]:
    try:
        yield
    except LedgerError as failed:
        raise LedgerError(failed.code, **{**failed.facts, what: number}) from failed
