"""Prepare a signature in assisted mode: ask the rules, certify who signs, sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aggregates.deal.signing.attest import Attest
from aggregates.deal.signing.sign import Attestation, Sign, sign
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms.accept_intent import AcceptIntent, accept_intent
from aggregates.vocabulary import Actor, Event
from api.contracts.hand import Hand, signed_by
from api.contracts.prepared import Decision, Prepared
from api.contracts.room import Room
from api.contracts.seating import field_of, mandate_at, seats_on
from api.contracts.signature import Consenting


def prepare_signature(
    room: Room, deal: Deal, instrument: Instrument, field: str, who: Consenting, actor: Actor
) -> Prepared | None:
    """Return a signatory's signature at ``field``; None if it is given already.

    Raises:
        RuleError: as `sign`: no certificate is made for who may not sign.
        ApiError, SignatureError: as `Desk.sign`.
    """
    return _under_mandate(room, deal, instrument, field, who, actor, Sign, sign)


def prepare_acceptance(
    room: Room, deal: Deal, instrument: Instrument, who: Consenting, actor: Actor
) -> Prepared | None:
    """Return the acceptance of a letter of intent, signed where ``actor`` sits; None if given.

    Raises:
        RuleError: as `accept_intent`.
        ApiError, SignatureError: as `Desk.sign`.
    """
    field = field_of(seats_on(instrument), actor)
    return _under_mandate(room, deal, instrument, field, who, actor, AcceptIntent, accept_intent)


def prepare_attestation(  # noqa: PLR0913, PLR0917 - who attests what, where, by which decision
    room: Room,
    deal: Deal,
    instrument: Instrument,
    field: str,
    who: Consenting,
    actor: Actor,
    decision: Callable[[Deal, Attest], Sequence[Event]],
) -> Prepared | None:
    """Return the signature of a witness, notary or official; None if it is given already.

    Raises:
        RuleError: as ``decision``.
        ApiError, SignatureError: as `Desk.sign`.
    """

    def asked(attestation: Attestation) -> Attest:
        return Attest(actor=actor, at=who.at, instrument=instrument.id, attestation=attestation)

    hand = Hand(paper=room.paper_of(instrument), seats=seats_on(instrument), field=field, who=who)
    given = signed_by(room, hand, lambda plan: decision(deal, asked(plan)))
    if given is None:
        return None
    command = asked(given.attestation)
    return Prepared(streams=room.source, decision=decision, command=command, blobs=given.blobs)


def _under_mandate(  # noqa: PLR0913, PLR0917 - who signs what, where, by which command
    room: Room,
    deal: Deal,
    instrument: Instrument,
    field: str,
    who: Consenting,
    actor: Actor,
    request: type[Sign | AcceptIntent],
    decision: Decision,
) -> Prepared | None:
    seats, paper = seats_on(instrument), room.paper_of(instrument)
    source = mandate_at(seats, field, actor.person)
    mandate = room.book.state(source)

    def asked(attestation: Attestation) -> Sign | AcceptIntent:
        return request(
            actor=actor,
            at=who.at,
            instrument=instrument.id,
            mandate=mandate.id,
            terms_sha256=paper.terms_sha256,
            attestation=attestation,
        )

    hand = Hand(paper=paper, seats=seats, field=field, who=who, mandate=mandate)
    given = signed_by(room, hand, lambda plan: decision(deal, mandate, asked(plan)))
    if given is None:
        return None
    return Prepared(
        streams=(room.source, source),
        decision=decision,
        command=asked(given.attestation),
        blobs=given.blobs,
    )
