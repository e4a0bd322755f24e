"""What the publications of an edition are after an event. Never refuses: it has happened."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from aggregates.publication.events import (
    PublicationEvent,
    PublicationPrepared,
    PublicationSentBack,
    PublicationSignedOff,
)
from aggregates.publication.state import Publication, Publications


def evolve(publications: Publications, event: PublicationEvent) -> Publications:
    """Return the publications after ``event``."""
    every = publications.every
    match event:
        case PublicationPrepared():
            changed = Publication(prepared=event)
        case PublicationSignedOff():
            changed = replace(every[event.publication], signed_off=event)
        case PublicationSentBack():
            changed = replace(every[event.publication], sent_back=event)
        case _:
            assert_never(event)
    return Publications(every={**every, event.publication: changed})
