"""What is wrong with a deal file: every fault, each with the place where it stands."""

from __future__ import annotations

from typing import Final

import msgspec

from api.dealfile.codes import FaultCode

FAULTS_SHOWN: Final = 50
"""How many faults one message lists; the error itself holds them all."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One fault. ``line`` and ``column`` count from 1; ``path`` is ``moves[3].by``.

    Items of a list are named by their ``id`` where they have one, else counted from 1. ``code`` is
    stable, for programs and tests; ``message`` is the sentence for a person.
    """

    line: int
    column: int
    path: str
    code: FaultCode
    message: str

    def __str__(self) -> str:
        """``3:5: moves[1].by: there is no person "x" (unknown_reference)``."""
        where = f"{self.line}:{self.column}"
        return f"{where}: {self.path}: {self.message} ({self.code})"


class DealFileError(Exception):
    """A file that cannot be played. ``faults`` are all that is wrong with it, from the top down."""

    code: Final = "not_a_deal_file"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = tuple(sorted(faults))

    @property
    def facts(self) -> dict[str, object]:
        """How many faults there are, for a sentence about the whole file."""
        return {"faults": len(self.faults)}

    def __str__(self) -> str:
        """A line for each fault, `FAULTS_SHOWN` of them at most."""
        lines = [str(fault) for fault in self.faults[:FAULTS_SHOWN]]
        if len(self.faults) > FAULTS_SHOWN:
            lines.append(f"and {len(self.faults) - FAULTS_SHOWN} more")
        return "\n".join(lines)
