"""Signings: opened on a paper that is made here, signed in assisted mode, sealed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aggregates.deal import DEAL
from aggregates.deal.guards import require_instrument
from aggregates.deal.signing import prepare_signature as preparing
from aggregates.deal.signing.attest import Attest, notarise, official_sign, witness
from aggregates.deal.signing.call_signing import CallSigning, call_signing
from aggregates.deal.signing.complete_signature import complete_signature
from aggregates.deal.signing.events import SigningTurnOpened
from aggregates.deal.signing.open_signing import open_signing
from aggregates.deal.signing.open_turn import OpenTurn, open_turn
from aggregates.deal.signing.refuse_to_sign import RefuseToSign, refuse_to_sign
from aggregates.deal.signing.renew_archive import renew_archive
from aggregates.deal.signing.replace_signatory import ReplaceSignatory, replace_signatory
from aggregates.deal.signing.seal_agreement import seal_agreement
from aggregates.deal.signing.sign import sign
from aggregates.deal.signing.void_signing import VoidSigning, void_signing
from aggregates.deal.state import Deal
from aggregates.mandate import MANDATE
from aggregates.vocabulary import Event
from api.accounts.accounts import Accounts
from api.accounts.sessions import hold_for_turn
from api.accounts.step_up import require_not_barred
from api.contracts import outside
from api.contracts.outside import complete_outside, prepare_outside
from api.contracts.prepare_opening import Wanted, prepare_opening
from api.contracts.prepare_renewal import prepare_renewal
from api.contracts.prepare_seal import prepare_seal
from api.contracts.prepare_signature import prepare_attestation, prepare_signature
from api.contracts.prepared import Prepared, Streams
from api.http.annexing import require_annexes
from api.http.asked import Asked
from api.http.commands import command
from api.http.paper_bodies import (
    Attested,
    Opened,
    Outside,
    Renewed,
    Returned,
    Sealed,
    Signed,
    consent_of,
    read,
    require_newest,
    with_registry,
)
from api.http.papers import Desk, paper_command
from api.http.router import Router
from ledger.recorded import Answer
from ledger.sources import One

router = Router("deals")


def _open(desk: Desk, body: Opened) -> Prepared:
    instrument = require_instrument(desk.deal, body.instrument)
    body.require_cited(instrument)
    if instrument.matrix.frame is not None:
        require_annexes(desk.asked, desk.deal, instrument.matrix.frame)
    wanted = Wanted(
        at=desk.asked.at,
        seats=with_registry(desk.asked, body.seats),
        expires_at=body.expires_at,
        embargoed=body.embargoed,
    )
    return prepare_opening(desk.room, desk.deal, instrument, wanted, desk.actor)


def _sign(desk: Desk, body: Signed) -> Prepared | None:
    instrument = require_instrument(desk.deal, body.instrument)
    who = consent_of(desk, instrument, body)
    return prepare_signature(desk.room, desk.deal, instrument, body.field, who, desk.actor)


def _prepare(desk: Desk, body: Outside) -> Prepared | None:
    instrument = require_instrument(desk.deal, body.instrument)
    who = consent_of(desk, instrument, body)
    require_newest(instrument, body.pdf_sha256)
    require_not_barred(desk.asked.site.the(Accounts), desk.actor.person)
    wanted = outside.Wanted(field=body.field, key=body.key, who=who, actor=desk.actor)
    return prepare_outside(desk.room, desk.deal, instrument, wanted)


def _complete(desk: Desk, body: Returned) -> Prepared | None:
    instrument = require_instrument(desk.deal, body.instrument)
    require_not_barred(desk.asked.site.the(Accounts), desk.actor.person)
    returned = outside.Returned(
        field=body.field,
        prepared_pdf_sha256=body.pdf_sha256,
        signature=body.signature,
        actor=desk.actor,
        at=desk.asked.at,
    )
    return complete_outside(desk.room, desk.deal, instrument, returned)


def _attesting(decision: Callable[[Deal, Attest], Sequence[Event]]) -> None:
    """Serve a signature that follows the principals'."""

    def attest(desk: Desk, body: Attested) -> Prepared | None:
        instrument = require_instrument(desk.deal, body.instrument)
        who = consent_of(desk, instrument, body)
        return prepare_attestation(
            desk.room, desk.deal, instrument, body.field, who, desk.actor, decision
        )

    paper_command(router, decision, Attested, attest, shows=read)


def _seal(desk: Desk, body: Sealed) -> Prepared | None:
    instrument = require_instrument(desk.deal, body.instrument)
    body.require_cited(instrument)
    return prepare_seal(desk.room, desk.deal, instrument, desk.asked.at, desk.actor)


def _renew(desk: Desk, body: Renewed) -> Prepared:
    instrument = require_instrument(desk.deal, body.instrument)
    body.require_cited(instrument)
    return prepare_renewal(desk.room, desk.deal, instrument, desk.asked.at, desk.actor)


def _replacing(asked: Asked, sent: ReplaceSignatory) -> Streams:
    return One(DEAL, asked.path["deal"]), One(MANDATE, sent.sitter.mandate)


def _keep_session(asked: Asked, answer: Answer) -> None:
    """Let nobody be signed out whose turn it is to sign."""
    for event in answer.events:
        if isinstance(event, SigningTurnOpened) and asked.who.method != "key":
            accounts = asked.site.the(Accounts)
            hold_for_turn(accounts, asked.who.credential, event.expires_at.at)


paper_command(router, open_signing, Opened, _open, limit="heavy")
paper_command(router, sign, Signed, _sign, shows=read)
_attesting(witness)
_attesting(notarise)
_attesting(official_sign)
paper_command(router, seal_agreement, Sealed, _seal, shows=lambda body: body.pdf_sha256)
paper_command(router, renew_archive, Renewed, _renew, shows=lambda body: body.pdf_sha256)
paper_command(router, preparing.prepare_signature, Outside, _prepare, after=_keep_session)
paper_command(router, complete_signature, Returned, _complete)
command(router, replace_signatory, ReplaceSignatory, streams=_replacing)
command(router, open_turn, OpenTurn, after=_keep_session)
command(router, call_signing, CallSigning)
command(router, refuse_to_sign, RefuseToSign)
command(router, void_signing, VoidSigning)
