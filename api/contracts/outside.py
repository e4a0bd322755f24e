"""A signature by a key outside, in two steps: what is laid out, and what comes back.

Between the two, everything stands in the log: the file with the room for the signature is a blob,
and who may fill it, until when, are events. Any process completes what another one prepared.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from aggregates.deal.guards import require_signing
from aggregates.deal.signing.complete_signature import (
    CompleteSignature,
    complete_signature,
    require_prepared,
)
from aggregates.deal.signing.events import SignaturePrepared
from aggregates.deal.signing.prepare_signature import (
    BY_OWN_KEY,
    PrepareSignature,
    prepare_signature,
)
from aggregates.deal.signing.sign import Attestation
from aggregates.deal.state import Deal, Instrument
from aggregates.keyring import KEYRING
from aggregates.keyring.state import Keyring, keyring_of
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Actor, Seat, SeatRole, Sha256
from api.contracts.opening import digest
from api.contracts.prepared import Prepared
from api.contracts.room import Room
from api.contracts.seating import mandate_at, seats_on
from api.contracts.signature import Consenting, Paper, planned, signed_as
from ledger.sources import One
from signing.pades import prepare as deferred
from signing.pades.gap import Gap
from signing.pki.certificate import Certificate

NOT_PREPARED: Final = "en"
"""Stands for the language of what was not prepared, which the rules refuse to record."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """At which seat somebody wants to sign, with which key, and how they consent."""

    field: str
    key: Sha256
    who: Consenting
    actor: Actor


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: a raw signature over what was prepared as the file of this digest."""

    field: str
    prepared_pdf_sha256: Sha256
    signature: bytes
    actor: Actor
    at: datetime


class At(msgspec.Struct, frozen=True, kw_only=True):
    """A seat, and all that is decided on about it."""

    paper: Paper
    seat: Seat
    mandate: Mandate
    keyring: Keyring
    ring: One[Keyring]
    streams: tuple[One[Deal], One[Mandate], One[Keyring]]


def prepare_outside(
    room: Room, deal: Deal, instrument: Instrument, wanted: Wanted
) -> Prepared | None:
    """Return the next revision with room for the signature; None if the seat is signed already.

    Raises:
        RuleError: as `prepare_signature`: nothing is laid out for who may not sign.
        ApiError, SignatureError: as drawing the stamp and laying it out; ``certificate_revoked``.
    """
    at = _at(room, instrument, wanted.field, wanted.actor)
    plan = _planned(instrument, at, wanted)
    if not any(prepare_signature(deal, at.mandate, at.keyring, plan).values()):
        return None
    certified = at.keyring.require_certified(
        wanted.key, wanted.actor.person, at.mandate.id, wanted.who.at
    )
    certificate = Certificate(room.book.blob(at.ring, certified.certificate_sha256))
    room.require_unrevoked(certificate, room.authority.issuer_of(certificate))
    request = room.desk.request(at.paper, at.seat, wanted.who, at.mandate)
    gap = deferred.prepare(at.paper.pdf, request, certificate).gap
    command = replace(
        plan,
        revision=replace(plan.revision, pdf_sha256=digest(gap.pdf)),
        contents_start=gap.start,
        contents_end=gap.end,
        certificate_sha256=certified.certificate_sha256,
    )
    blobs = (gap.pdf, certificate.der)
    return Prepared(streams=at.streams, decision=prepare_signature, command=command, blobs=blobs)


def complete_outside(
    room: Room, deal: Deal, instrument: Instrument, returned: Returned
) -> Prepared | None:
    """Return the signature, verified, time-stamped and filled in; None if it is there already.

    Raises:
        RuleError: as `complete_signature`.
        SignatureError: ``signature_wrong``, before a time-stamp is asked for;
            ``certificate_revoked``, and as `signing.pades.prepare.complete`.
    """
    at, who = (
        _at(room, instrument, returned.field, returned.actor),
        _consenting(instrument, returned),
    )
    plan = planned(returned.field, at.paper, who)
    asked = _completing(instrument, at, returned, who, plan)
    if not any(complete_signature(deal, at.mandate, at.keyring, asked).values()):
        return None
    _, signing = require_signing(deal, instrument.id)
    prepared = returned.prepared_pdf_sha256
    waiting = require_prepared(signing, returned.field, prepared, returned.actor, who.at)
    laid_out = laid_out_for(room, waiting)
    room.require_unrevoked(laid_out.certificate, *laid_out.chain)
    deferred.check_signature(laid_out, returned.signature)
    token = room.authority.time_stamps.stamp(hashlib.sha256(returned.signature).digest(), who.at)
    pdf = deferred.complete(laid_out, returned.signature, token)
    done = signed_as(deal.id, at.paper, at.seat, who, (pdf, laid_out.certificate.der))
    return Prepared(
        streams=at.streams,
        decision=complete_signature,
        command=_completing(instrument, at, returned, who, done.attestation),
        blobs=done.blobs,
    )


def laid_out_for(room: Room, waiting: SignaturePrepared) -> deferred.Prepared:
    """Return what was laid out, from the files of the log.

    Raises:
        LedgerError: as reading a file.
    """
    pdf = room.book.blob(room.source, waiting.revision.pdf_sha256)
    certificate = Certificate(room.book.blob(room.source, waiting.certificate_sha256))
    gap = Gap(pdf, waiting.contents_start, waiting.contents_end)
    return deferred.Prepared(gap, certificate, (room.authority.issuer_of(certificate),))


def _consenting(instrument: Instrument, returned: Returned) -> Consenting:
    """Return the consent that the signature shows, in the language in which it was prepared."""
    turn = instrument.signing.turn if instrument.signing else None
    language = turn.prepared.language if turn and turn.prepared else NOT_PREPARED
    return Consenting(
        person=returned.actor.person, method=BY_OWN_KEY, language=language, at=returned.at
    )


def _at(room: Room, instrument: Instrument, field: str, actor: Actor) -> At:
    seats = seats_on(instrument)
    source = mandate_at(seats, field, actor.person)
    ring = One(KEYRING, keyring_of(actor.organisation))
    nobodys = Seat(field=field, role=SeatRole.SIGNATORY, of="", number=1, turn=0)
    return At(
        paper=room.paper_of(instrument),
        seat=next((seat for seat in seats if seat.field == field), nobodys),
        mandate=room.book.state(source),
        keyring=room.book.state(ring),
        ring=ring,
        streams=(room.source, source, ring),
    )


def _planned(instrument: Instrument, at: At, wanted: Wanted) -> PrepareSignature:
    """Return what the rules are asked before anything is laid out. It MUST NOT be recorded."""
    plan = planned(wanted.field, at.paper, wanted.who)
    return PrepareSignature(
        actor=wanted.actor,
        at=wanted.who.at,
        instrument=instrument.id,
        field=wanted.field,
        mandate=at.mandate.id,
        terms_sha256=at.paper.terms_sha256,
        revision=plan.revision,
        contents_start=1,
        contents_end=2,
        key=wanted.key,
        certificate_sha256=plan.certificate_sha256,
        language=wanted.who.language,
    )


def _completing(
    instrument: Instrument, at: At, returned: Returned, who: Consenting, attestation: Attestation
) -> CompleteSignature:
    return CompleteSignature(
        actor=returned.actor,
        at=who.at,
        instrument=instrument.id,
        mandate=at.mandate.id,
        terms_sha256=at.paper.terms_sha256,
        attestation=attestation,
        prepared_pdf_sha256=returned.prepared_pdf_sha256,
    )
