"""Which papers of a deal are shown to who does not see all of it.

Who is invited reads what it would accede to by joining: the letter of intent that was sent or
executed, and each executed NDA. Nothing of what is negotiated is in them. Whose side has left reads
the deal's past up to then, as it could when it was there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.parties.join_deal import ACCEDED_TO
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.vocabulary import Kind, OrganisationId, Sha256
from ledger.recorded import Recorded


def is_shown_to_invited(instrument: Instrument) -> bool:
    """Return whether who is invited may read the instrument before they join."""
    if instrument.progress is Progress.EXECUTED:
        return instrument.kind in ACCEDED_TO
    sent = instrument.progress is Progress.SIGNING
    return sent and instrument.kind is Kind.LETTER_OF_INTENT


def shown_to_invited(deal: Deal) -> tuple[Instrument, ...]:
    """Return what who is invited may read, the first drafted first."""
    return tuple(one for one in deal.instruments.values() if is_shown_to_invited(one))


def files_for_invited(deal: Deal) -> Iterator[Sha256]:
    """Yield the digests of the files of what who is invited may read: papers and annexes."""
    for instrument in shown_to_invited(deal):
        if instrument.signing is not None:
            yield from (instrument.signing.base_pdf_sha256, instrument.signing.pdf_sha256)
        if instrument.matrix.frame is not None:
            yield from instrument.matrix.frame.annexes


def left_at(recorded: Sequence[Recorded], organisation: OrganisationId) -> int:
    """Return the position at which ``organisation`` left the deal last; 0 if it never did."""
    return max(
        (
            one.position
            for one in recorded
            if isinstance(one.event, PartyWithdrew) and one.event.principal == organisation
        ),
        default=0,
    )


def names_file(recorded: Sequence[Recorded], sha256: Sha256) -> bool:
    """Return whether one of these events names a file by its digest."""
    wanted = f'"{sha256}"'.encode()
    return any(wanted in msgspec.json.encode(one.event) for one in recorded)
