"""What commands say of holds and erasures: the sentences of the events, and their ids."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from aggregates.catalogue import describe
from aggregates.log.erasing.state import Erasing
from aggregates.vocabulary import Event
from api.output import Output
from api.storage.operations import Operations
from api.storage.retention import due_in
from ledger.recorded import Answer

DUE_MAX = 1000


def tell_answer(output: Output, answer: Answer) -> None:
    """Tell what a command came to."""
    _tell(output, answer.events, "green")
    if not answer.events:
        output.talk("It was so already.")


def tell_listed(output: Output, state: Erasing, *, only_holds: bool = False) -> None:
    """Tell what is held; and what is kept for how long, what is to be erased, and what was."""
    if not only_holds and state.retention is not None:
        _tell(output, [state.retention])
    _tell(output, state.holds.values())
    if not only_holds:
        _tell(output, state.proposals.values())
        _tell(output, state.erased.values())


def tell_due(output: Output, operations: Operations, edition: str) -> None:
    """Tell which deals of an edition may be erased."""
    with operations.transaction() as connection:
        for due in due_in(connection, edition, "", DUE_MAX):
            said = f"deal {due.deal}, {due.stage}: kept long enough since {due.due_at:%Y-%m-%d}"
            output.result(msgspec.to_builtins(due), said)


def _tell(output: Output, events: Iterable[Event], style: str = "") -> None:
    for event in events:
        identifier = getattr(event, "erasure", "") or getattr(event, "hold", "")
        record = msgspec.to_builtins(event)
        output.result(record, f"{describe(event, 'en')} {identifier}".strip(), style)
