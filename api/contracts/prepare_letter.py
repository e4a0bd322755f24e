"""Prepare a letter of intent, which is sent and signed in the same breath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from aggregates.aggregate import EventsByStream
from aggregates.deal.evolve import evolve
from aggregates.deal.guards import require_instrument
from aggregates.deal.signing.open_signing import Opening
from aggregates.deal.signing.sign import Attestation
from aggregates.deal.state import Deal
from aggregates.deal.terms.events import Bindingness, IntentSubmitted
from aggregates.deal.terms.submit_intent import SubmitIntent, submit_intent
from aggregates.mandate.state import Mandate
from aggregates.rates.state import Rates
from aggregates.signing_sheet import Stated
from aggregates.vocabulary import Actor, Clause, Deadline, Frame, InstrumentId, MandateId, Seat
from api.contracts.hand import Hand, signed_by
from api.contracts.opening import Plan, Request, carry_out, plan_opening
from api.contracts.prepared import Prepared
from api.contracts.room import Room
from api.contracts.seating import field_of, mandate_at, mandates_of
from api.contracts.signature import Consenting, Paper, planned

_STATED: Final[Mapping[Bindingness, Stated]] = {
    Bindingness.NOT_BINDING: "not_binding",
    Bindingness.PARTLY_BINDING: "partly_binding",
    Bindingness.BINDING: "binding",
}
"""What the paper says that is signed, of what the event states."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter of intent as it is to be sent, and the seats at which it is signed."""

    instrument: InstrumentId
    frame: Frame
    clauses: tuple[Clause, ...]
    bindingness: Bindingness
    seats: tuple[Seat, ...]
    expires_at: Deadline


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """Who sends the letter, and signs it."""

    actor: Actor
    who: Consenting
    field: str
    mandate: Mandate


def prepare_letter(
    room: Room, deal: Deal, letter: Letter, who: Consenting, actor: Actor
) -> Prepared | None:
    """Return the sending of a letter; None if it was sent so already.

    The rules are asked about the letter before it is made, and about the signature before that is.

    Raises:
        RuleError: as `submit_intent`.
        ApiError, SignatureError: as `plan_opening`, `Room.seal`, `carry_out` and `signed_by`.
    """
    require_instrument(deal, letter.instrument)
    field = field_of(letter.seats, actor)
    mandate = room.book.state(mandate_at(letter.seats, field, actor.person))
    sender = Sender(actor=actor, who=who, field=field, mandate=mandate)
    mandates = mandates_of(letter.seats)
    known = (room.book.state(mandates), room.book.state(room.rates))

    def decided(opening: Opening, attestation: Attestation) -> EventsByStream:
        return submit_intent(deal, *known, _sending(letter, sender, opening, attestation))

    plan = _plan(room, deal, letter, sender, known[1])
    decided(plan.opening, planned(field, _paper(plan.opening, b""), who))
    made = carry_out(plan, room.seal, room.authority.time_stamps, who.at)
    paper = _paper(made.opening, made.certified)
    hand = Hand(paper=paper, seats=letter.seats, field=field, who=who, mandate=mandate)
    given = signed_by(room, hand, lambda pending: decided(made.opening, pending))
    if given is None:
        return None
    return Prepared(
        streams=(room.source, mandates, room.rates),
        decision=submit_intent,
        command=_sending(letter, sender, made.opening, given.attestation),
        blobs=(*made.blobs, *given.blobs),
    )


def _sending(
    letter: Letter, sender: Sender, opening: Opening, attestation: Attestation
) -> SubmitIntent:
    mandate: MandateId = sender.mandate.id
    return SubmitIntent(
        actor=sender.actor,
        at=sender.who.at,
        instrument=letter.instrument,
        frame=letter.frame,
        clauses=letter.clauses,
        bindingness=letter.bindingness,
        opening=opening,
        mandate=mandate,
        attestation=attestation,
    )


def _plan(room: Room, deal: Deal, letter: Letter, sender: Sender, rates: Rates) -> Plan:
    sent = _as_sent(deal, letter, sender)
    request = Request(
        seats=letter.seats,
        rates=rates.current,
        edition_name=room.edition_name(deal),
        at=sender.who.at,
        expires_at=letter.expires_at,
        bindingness=_STATED[letter.bindingness],
    )
    return plan_opening(room.registered, sent, sent.instruments[letter.instrument], request)


def _as_sent(deal: Deal, letter: Letter, sender: Sender) -> Deal:
    """Return the deal as it will be when the letter is sent: what its PDF is made of."""
    submitted = IntentSubmitted(
        at=sender.who.at,
        instrument=letter.instrument,
        principal=sender.actor.organisation,
        by=sender.actor.person,
        frame=letter.frame,
        clauses=letter.clauses,
        bindingness=letter.bindingness,
        terms_sha256="",
        expires_at=letter.expires_at,
    )
    return evolve(deal, submitted)


def _paper(opening: Opening, certified: bytes) -> Paper:
    """The certified revision, which nobody has stored yet."""
    return Paper(
        signing=opening.signing,
        terms_sha256=opening.terms_sha256,
        base_pdf_sha256=opening.revision.base_pdf_sha256,
        pdf_sha256=opening.revision.pdf_sha256,
        pdf=certified,
    )
