"""What is found to be other than it was stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ledger.errors import LedgerError


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One check that failed: at which event, what was expected there and what was found.

    ``position`` is 0 where it is of no event in particular; ``where`` then says what it is of.
    """

    check: str
    expected: str
    actual: str
    position: int = 0
    where: str = ""


def as_far_as_readable(faults: Iterable[Fault], where: str) -> Iterator[Fault]:
    """Yield the faults; and one more where the server cannot even read what it has stored.

    Raises:
        LedgerError: as ``faults``, but for ``unreadable``.
    """
    try:
        yield from faults
    except LedgerError as failed:
        if failed.code != "unreadable":
            raise
        yield unreadable(failed, where)


def unreadable(failed: LedgerError, where: str) -> Fault:
    """Return the fault of rows that the server cannot read; it says why."""
    said = str(failed.facts["reason"]).partition("\n")[0]
    return Fault(check="readable", expected="rows", actual=said, where=where)
