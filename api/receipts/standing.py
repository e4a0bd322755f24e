"""How what is shown of a deal is witnessed, in plain sight wherever it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, TypeAlias

import msgspec

from api.receipts.witnesses import WitnessedBy, witnesses_of
from api.receipts.witnessing import Witnessing
from ledger.book import Book
from ledger.receipts import Claim
from ledger.recorded import Recorded
from ledger.witnessed import WitnessedHead

State: TypeAlias = Literal["witnessed", "recorded, witness pending", "witnessed by nobody outside"]


class HowWitnessed(msgspec.Struct, frozen=True, kw_only=True):
    """How an event is witnessed. Which witnesses have seen it, the last of them ``at``.

    ``size`` is how many events the log had then. It is pending until as many have seen it as the
    fair's policy asks for; and nobody outside witnesses a fair that names no witness.
    """

    state: State
    size: int | None = None
    at: datetime | None = None
    witnesses: tuple[WitnessedBy, ...] = ()

    @property
    def is_pending(self) -> bool:
        """Return whether it will be otherwise soon."""
        return self.state == "recorded, witness pending"


NOBODY_OUTSIDE: Final = HowWitnessed(state="witnessed by nobody outside")
PENDING: Final = HowWitnessed(state="recorded, witness pending")


def how_witnessed(
    witnessing: Witnessing | None, book: Book, recorded: Sequence[Recorded]
) -> Sequence[HowWitnessed]:
    """Return how each of these events is witnessed, which are in the order of the log.

    Raises:
        LedgerError: as `Receipts.seen`.
    """
    if witnessing is None or not witnessing.has_witnesses:
        return [NOBODY_OUTSIDE] * len(recorded)
    claims = [Claim(one.position, one.leaf_hash) for one in recorded]
    seen = witnessing.of(book).seen(claims)
    return [_by(seen[claim.leaf]) if claim.leaf in seen else PENDING for claim in claims]


def _by(head: WitnessedHead) -> HowWitnessed:
    witnesses = witnesses_of(head.cosigned)
    return HowWitnessed(state="witnessed", size=head.size, at=witnesses[-1].at, witnesses=witnesses)
