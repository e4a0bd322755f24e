"""Moves of the signing, from its opening to the seal; and of the mandates it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import assert_never

from aggregates.deal.signing import attest as attesting
from aggregates.deal.signing import call_signing as calling
from aggregates.deal.signing import expire_signing as expiring
from aggregates.deal.signing import open_turn as turning
from aggregates.deal.signing import refuse_to_sign as refusing
from aggregates.deal.signing import replace_signatory as replacing
from aggregates.deal.signing import void_signing as voiding
from aggregates.deal.state import Deal
from aggregates.mandate import MANDATE
from aggregates.mandate import revoke_mandate as revoking
from aggregates.vocabulary import Actor, Event, Role, Sitter
from api.contracts.prepare_opening import Wanted
from api.dealfile.moves import signing as moves
from api.play.seats import consenting, seats_of
from api.play.stage import Stage
from api.play.venue import Told
from ledger.sources import One


def play_signing(stage: Stage, at: datetime, move: moves.SigningMove) -> Told:  # noqa: C901, PLR0911, PLR0912 - one branch a move
    """Send the command that ``move`` stands for, as its person."""
    actor = stage.cast.actor(move, Role.SIGNATORY, Role.LEAD)
    match move:
        case moves.OpenSigning():
            return _open(stage, at, move)
        case moves.CallSigning():
            return _call(stage, at, move)
        case moves.OpenTurn():
            return _take(stage, at, move, actor)
        case moves.ReplaceSignatory():
            return _replace(stage, at, move)
        case moves.Sign():
            return _sign(stage, at, move, actor)
        case moves.RefuseToSign():
            _, instrument = stage.instrument(move.instrument)
            refusal = refusing.RefuseToSign(
                actor=actor,
                at=at,
                instrument=instrument.id,
                field=move.seat,
                reason=move.reason,
            )
            return stage.edition(stage.source, refusing.refuse_to_sign, refusal)
        case moves.VoidSigning():
            return _void(stage, at, move)
        case moves.ExpireSigning():
            _, instrument = stage.instrument(move.instrument)
            expiry = expiring.ExpireSigning(actor=actor, at=at, instrument=instrument.id)
            return stage.edition(stage.source, expiring.expire_signing, expiry)
        case moves.Witness():
            return _attest(stage, at, move, attesting.witness, Role.WITNESS)
        case moves.Notarise():
            return _attest(stage, at, move, attesting.notarise, Role.NOTARY)
        case moves.OfficialSign():
            return _attest(stage, at, move, attesting.official_sign, Role.OFFICIAL)
        case moves.Seal():
            return _seal(stage, at, move)
        case moves.RevokeMandate():
            return _revoke(stage, at, move)
        case _:
            assert_never(move)


def _open(stage: Stage, at: datetime, move: moves.OpenSigning) -> Told:
    _, instrument = stage.instrument(move.instrument)
    wanted = Wanted(
        at=at,
        seats=seats_of(stage, move.seats),
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
        embargoed=move.embargoed,
    )
    actor = stage.cast.actor(move, Role.LEAD, Role.OFFICIAL, Role.ORGANISER)
    return stage.told(stage.venue.open_signing(instrument, wanted, actor))


def _call(stage: Stage, at: datetime, move: moves.CallSigning) -> Told:
    _, instrument = stage.instrument(move.instrument)
    command = calling.CallSigning(
        actor=stage.cast.actor(move, Role.ORGANISER, Role.OFFICIAL),
        at=at,
        instrument=instrument.id,
    )
    return stage.edition(stage.source, calling.call_signing, command)


def _take(stage: Stage, at: datetime, move: moves.OpenTurn, actor: Actor) -> Told:
    _, instrument = stage.instrument(move.instrument)
    command = turning.OpenTurn(
        actor=actor,
        at=at,
        instrument=instrument.id,
        field=move.seat,
        pdf_sha256=instrument.signing.pdf_sha256 if instrument.signing else "",
        expires_at=stage.cast.deadline(stage.cast.instant(move.expires, at)),
    )
    return stage.edition(stage.source, turning.open_turn, command)


def _replace(stage: Stage, at: datetime, move: moves.ReplaceSignatory) -> Told:
    _, instrument = stage.instrument(move.instrument)
    sitter = Sitter(person=stage.cast.id(move.person), mandate=stage.cast.id(move.mandate))
    command = replacing.ReplaceSignatory(
        actor=stage.cast.actor(move, Role.LEAD),
        at=at,
        instrument=instrument.id,
        field=move.seat,
        sitter=sitter,
    )
    sources = (stage.source, One(MANDATE, sitter.mandate))
    return stage.together(sources, replacing.replace_signatory, command)


def _sign(stage: Stage, at: datetime, move: moves.Sign, actor: Actor) -> Told:
    _, instrument = stage.instrument(move.instrument)
    who = consenting(stage, actor, at, move.instrument)
    return stage.told(stage.venue.sign(instrument, move.seat, who, actor))


def _void(stage: Stage, at: datetime, move: moves.VoidSigning) -> Told:
    _, instrument = stage.instrument(move.instrument)
    command = voiding.VoidSigning(
        actor=stage.cast.actor(move, Role.LEAD, Role.OFFICIAL, Role.ORGANISER),
        at=at,
        instrument=instrument.id,
        reason=move.reason,
    )
    return stage.edition(stage.source, voiding.void_signing, command)


def _attest(
    stage: Stage,
    at: datetime,
    move: moves.Witness | moves.Notarise | moves.OfficialSign,
    decision: Callable[[Deal, attesting.Attest], Sequence[Event]],
    role: Role,
) -> Told:
    _, instrument = stage.instrument(move.instrument)
    actor = stage.cast.actor(move, role)
    who = consenting(stage, actor, at, move.instrument)
    return stage.told(stage.venue.attest(instrument, move.seat, who, actor, decision))


def _seal(stage: Stage, at: datetime, move: moves.Seal) -> Told:
    _, instrument = stage.instrument(move.instrument)
    actor = stage.cast.actor(move, Role.REGISTRY)
    return stage.told(stage.venue.seal(instrument, at, actor))


def _revoke(stage: Stage, at: datetime, move: moves.RevokeMandate) -> Told:
    mandate = stage.cast.id(move.mandate)
    command = revoking.RevokeMandate(
        actor=stage.cast.actor(move, Role.LEAD), at=at, mandate=mandate, reason=move.reason
    )
    return stage.edition(One(MANDATE, mandate), revoking.revoke_mandate, command)
