"""The letter of intent: what is sent, or accepted, is signed in the same breath."""

from __future__ import annotations

from aggregates.deal.guards import require_instrument
from aggregates.deal.terms.accept_intent import accept_intent
from aggregates.deal.terms.decline_intent import DeclineIntent, decline_intent
from aggregates.deal.terms.submit_intent import submit_intent
from api.contracts.prepare_letter import Letter, prepare_letter
from api.contracts.prepare_signature import prepare_acceptance
from api.contracts.prepared import Prepared
from api.http.annexing import require_annexes
from api.http.commands import command
from api.http.paper_bodies import Accepted, Sent, consent_of, consenting, read, with_registry
from api.http.papers import Desk, paper_command
from api.http.router import Router

router = Router("deals")


def _submit(desk: Desk, body: Sent) -> Prepared | None:
    require_annexes(desk.asked, desk.deal, body.frame)
    letter = Letter(
        instrument=body.instrument,
        frame=body.frame,
        clauses=body.clauses,
        bindingness=body.bindingness,
        seats=with_registry(desk.asked, body.seats),
        expires_at=body.expires_at,
    )
    who = consenting(desk, body.language)
    return prepare_letter(desk.room, desk.deal, letter, who, desk.actor)


def _accept(desk: Desk, body: Accepted) -> Prepared | None:
    instrument = require_instrument(desk.deal, body.instrument)
    who = consent_of(desk, instrument, body)
    return prepare_acceptance(desk.room, desk.deal, instrument, who, desk.actor)


paper_command(
    router, submit_intent, Sent, _submit, shows=lambda _: "", if_match=True, limit="heavy"
)
paper_command(router, accept_intent, Accepted, _accept, shows=read)
command(router, decline_intent, DeclineIntent)
