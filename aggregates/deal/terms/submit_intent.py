"""Send a letter of intent, signed by its sender."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from aggregates.aggregate import EventsByStream
from aggregates.deal.evolve import evolve
from aggregates.deal.guards import (
    require_deadline,
    require_instrument,
    require_lead,
    require_open,
    require_time_left,
)
from aggregates.deal.parties.evolve import FEWEST_PRINCIPALS
from aggregates.deal.signing.open_signing import Opening, OpenSigning, opened
from aggregates.deal.signing.sign import Attestation, Sign, signature
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.deal.terms.at_table import require_letter, require_progress
from aggregates.deal.terms.current import terms_of
from aggregates.deal.terms.events import Bindingness, IntentSubmitted
from aggregates.deal.terms.wording import check_clause, check_frame
from aggregates.errors import RuleError
from aggregates.mandate.state import Mandate
from aggregates.rates.state import Rates
from aggregates.terms import terms_sha256
from aggregates.vocabulary import (
    Clause,
    Command,
    Frame,
    InstrumentId,
    MandateId,
    OrganisationId,
)


class SubmitIntent(Command, frozen=True, kw_only=True):
    """A lead sends the letter, and signs it at the seat of ``attestation`` under ``mandate``.

    ``opening`` is on what it is signed; until when it can be is the letter's own deadline.
    """

    instrument: InstrumentId
    frame: Frame
    clauses: tuple[Clause, ...]
    bindingness: Bindingness
    opening: Opening
    mandate: MandateId
    attestation: Attestation


def submit_intent(
    deal: Deal, mandates: Mapping[MandateId, Mandate], rates: Rates, command: SubmitIntent
) -> EventsByStream:
    """Lock the letter's terms, open its signing and sign it, in one append.

    A letter that fell with the party set, when somebody joined or left, is sent anew.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``unknown_instrument``, ``not_a_letter``, ``wrong_progress``,
            ``too_few_principals``, ``clauses_differ``, ``unknown_mandate``, and as
            `check_frame`, `check_clause`, `require_deadline`, `opened` and `signature`.
    """
    principal = require_lead(deal, command.actor)
    letter = require_letter(require_instrument(deal, command.instrument))
    if _sent_already(letter, command):
        return {}
    require_open(deal, command.at, {Stage.DRAFT, Stage.INTENT})
    require_time_left(deal.parties.expires_at, command.at, "deal")
    require_progress(letter, Progress.DRAFT, Progress.VOID)
    if len(deal.parties.principals) < FEWEST_PRINCIPALS:
        raise RuleError("too_few_principals", fewest=FEWEST_PRINCIPALS)
    _check_wording(command)
    return _sent(deal, mandates, rates, command, principal)


def _sent_already(letter: Instrument, command: SubmitIntent) -> bool:
    signing = letter.signing
    return (
        letter.progress in {Progress.SIGNING, Progress.EXECUTED}
        and signing is not None
        and signing.id == command.opening.signing
        and signing.base_pdf_sha256 == command.opening.revision.base_pdf_sha256
    )


def _check_wording(command: SubmitIntent) -> None:
    check_frame(command.frame)
    clause_ids = tuple(clause.id for clause in command.clauses)
    if clause_ids != command.frame.clause_ids:
        raise RuleError("clauses_differ", frame=command.frame.clause_ids, clauses=clause_ids)
    for clause in command.clauses:
        check_clause(clause, command.frame.authentic_languages)
    require_deadline(command.opening.expires_at, command.at, "intent")


def _sent(
    deal: Deal,
    mandates: Mapping[MandateId, Mandate],
    rates: Rates,
    command: SubmitIntent,
    principal: OrganisationId,
) -> EventsByStream:
    """Return the three steps; each is decided on what the one before it leaves."""
    submitted = _submitted(deal, command, principal)
    locked = evolve(deal, submitted)
    opening = opened(locked, mandates, rates, _open_signing(command), principal)
    mandate = mandates.get(command.mandate)
    if mandate is None:
        raise RuleError("unknown_mandate", mandate=command.mandate)
    signed = signature(evolve(locked, opening), mandate, _sign(command))
    return {**signed, deal.id: [submitted, opening, *signed[deal.id]]}


def _submitted(deal: Deal, command: SubmitIntent, principal: OrganisationId) -> IntentSubmitted:
    unlocked = IntentSubmitted(
        at=command.at,
        instrument=command.instrument,
        principal=principal,
        by=command.actor.person,
        frame=command.frame,
        clauses=command.clauses,
        bindingness=command.bindingness,
        terms_sha256="",
        expires_at=command.opening.expires_at,
    )
    after = evolve(deal, unlocked)
    terms = terms_of(after, after.instruments[command.instrument])
    return replace(unlocked, terms_sha256=terms_sha256(terms))


def _open_signing(command: SubmitIntent) -> OpenSigning:
    return OpenSigning(
        actor=command.actor,
        at=command.at,
        instrument=command.instrument,
        opening=command.opening,
    )


def _sign(command: SubmitIntent) -> Sign:
    return Sign(
        actor=command.actor,
        at=command.at,
        instrument=command.instrument,
        mandate=command.mandate,
        terms_sha256=command.opening.terms_sha256,
        attestation=command.attestation,
    )
