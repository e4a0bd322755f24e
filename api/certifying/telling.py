"""What commands say of revocations and rotations: the sentences of the events, and their ids."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from aggregates.catalogue import describe
from aggregates.log.certificates.state import Certificates
from aggregates.vocabulary import Event
from api.output import Output
from ledger.recorded import Answer


def tell_answer(output: Output, answer: Answer) -> None:
    """Tell what a command came to."""
    tell_events(output, answer.events, "green")
    if not answer.events:
        output.talk("It was so already.")


def tell_revoked(output: Output, said: Certificates) -> None:
    """Tell what is revoked."""
    tell_events(output, said.revoked.values())


def tell_rotations(output: Output, said: Certificates) -> None:
    """Tell which keys are to be replaced, and which were."""
    tell_events(output, said.proposals.values())
    tell_events(output, said.rotated.values())


def tell_events(output: Output, events: Iterable[Event], style: str = "") -> None:
    """Tell of events."""
    for event in events:
        identifier = getattr(event, "rotation", "")
        record = msgspec.to_builtins(event)
        output.result(record, f"{describe(event, 'en')} {identifier}".strip(), style)
