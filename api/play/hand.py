"""A person's hand on a paper: who signs, where, on which revision, under which mandate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.deal.signing.sign import Attestation
from aggregates.deal.state import Instrument
from aggregates.errors import RuleError
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Actor, Event, Seat
from api.contracts.signature import Consenting, Paper, Signed, planned
from api.play.stage import METHOD, Stage


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody about to sign ``field`` of ``paper``, whose seats are ``seats``."""

    paper: Paper
    seats: tuple[Seat, ...]
    field: str
    who: Consenting
    mandate: Mandate | None = None


def signed_by(
    stage: Stage, hand: Hand, ask: Callable[[Attestation], EventsByStream | Sequence[Event]]
) -> Signed | None:
    """Return the signature, made only after ``ask`` has put it to the rules; None if it is there.

    Raises:
        RuleError: what ``ask`` raises.
        ApiError, SignatureError: as `Desk.sign`.
    """
    decided = ask(planned(hand.field, hand.paper, hand.who))
    if not (any(decided.values()) if isinstance(decided, Mapping) else decided):
        return None
    seat = next(seat for seat in hand.seats if seat.field == hand.field)
    return stage.desk.sign(stage.cast.deal, hand.paper, seat, hand.who, hand.mandate)


def paper_of(stage: Stage, instrument: Instrument) -> Paper:
    """Return the newest revision of an instrument's PDF.

    Raises:
        RuleError: ``no_signing``.
    """
    if instrument.signing is None:
        raise RuleError("no_signing", instrument=instrument.id)
    return Paper(
        signing=instrument.signing.id,
        terms_sha256=instrument.signing.terms_sha256,
        base_pdf_sha256=instrument.signing.base_pdf_sha256,
        pdf_sha256=instrument.signing.pdf_sha256,
        pdf=stage.book.blob(stage.source, instrument.signing.pdf_sha256),
    )


def seats_on(instrument: Instrument) -> tuple[Seat, ...]:
    """Return the seats of an instrument's signing, none before it was opened."""
    return tuple(instrument.signing.seats.values()) if instrument.signing else ()


def consenting(stage: Stage, actor: Actor, at: datetime, instrument: str) -> Consenting:
    """Return that ``actor`` consents, having read the first authentic language."""
    draft = stage.file.instrument(instrument)
    language = min(draft.authentic_languages)
    return Consenting(person=actor.person, method=METHOD, language=language, at=at)
