"""Confirm a clerical correction, as a lead or for an approval; the last lead makes it.

When is a correction complete? With the confirmation of every lead. Who leads last has seen which
approvers have confirmed, and waits for those that matter: an approval that was not confirmed by
then falls, and must be asked for anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from aggregates.deal.approvals.grant_approval import require_approver
from aggregates.deal.guards import AT_THE_TABLE, require_instrument, require_lead, require_open
from aggregates.deal.signing.events import SigningVoided
from aggregates.deal.signing.void_signing import open_signing_of
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.at_table import require_progress
from aggregates.deal.terms.current import party_digest
from aggregates.deal.terms.events import ClericalCorrectionConfirmed, ClericalErrorCorrected
from aggregates.deal.terms.state import Correction
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, OrganisationId, Sha256

Confirmation: TypeAlias = SigningVoided | ClericalCorrectionConfirmed | ClericalErrorCorrected


class ConfirmCorrection(Command, frozen=True, kw_only=True):
    """A lead confirms (``approval`` empty), or an approver, for the approval that was granted."""

    instrument: InstrumentId
    correction: str
    new_terms_sha256: Sha256
    approval: str = ""


def confirm_correction(deal: Deal, command: ConfirmCorrection) -> Sequence[Confirmation]:
    """Confirm once. With the last lead the text is corrected; an open signing is voided before.

    Confirming what the terms are already changes nothing.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``unknown_instrument``,
            ``wrong_progress``, ``unknown_correction``, ``other_correction``,
            ``not_a_principal``, ``not_lead``, ``approval_not_granted``, and as
            `require_approver`.
    """
    require_open(deal, command.at, AT_THE_TABLE)
    instrument = require_instrument(deal, command.instrument)
    require_progress(instrument, Progress.LOCKED, Progress.APPROVING, Progress.SIGNING)
    if instrument.matrix.locked_sha256 == command.new_terms_sha256:
        return []  # it was made with the last confirmation
    correction = _require_correction(instrument, command)
    if command.approval:
        return _for_approval(deal, instrument, correction, command)
    principal = require_lead(deal, command.actor)
    if principal in correction.leads:
        return []
    confirmed = _confirmed(command, principal)
    if not correction.leads | {principal} >= set(deal.parties.principals):
        return [confirmed]
    corrected = _corrected(deal, instrument, correction, command)
    return [*_voided(instrument, correction, command), confirmed, corrected]


def _require_correction(instrument: Instrument, command: ConfirmCorrection) -> Correction:
    under_way = instrument.matrix.correction
    if under_way is None or under_way.id != command.correction:
        raise RuleError("unknown_correction", correction=command.correction)
    if under_way.new_terms_sha256 != command.new_terms_sha256:
        raise RuleError(
            "other_correction",
            cited=command.new_terms_sha256,
            proposed=under_way.new_terms_sha256,
        )
    return under_way


def _for_approval(
    deal: Deal, instrument: Instrument, correction: Correction, command: ConfirmCorrection
) -> Sequence[Confirmation]:
    approval = require_approver(deal, instrument, command.approval, command.actor)
    if command.actor.person == correction.by:
        raise RuleError("approver_is_drafter", person=command.actor.person)
    if not approval.granted:
        raise RuleError("approval_not_granted", approval=command.approval)
    if command.approval in correction.approvals:
        return []
    return [_confirmed(command, approval.principal)]


def _confirmed(
    command: ConfirmCorrection, principal: OrganisationId
) -> ClericalCorrectionConfirmed:
    return ClericalCorrectionConfirmed(
        at=command.at,
        instrument=command.instrument,
        correction=command.correction,
        new_terms_sha256=command.new_terms_sha256,
        principal=principal,
        approval=command.approval,
        by=command.actor.person,
    )


def _voided(
    instrument: Instrument, correction: Correction, command: ConfirmCorrection
) -> Sequence[SigningVoided]:
    signing = open_signing_of(instrument)
    if signing is None:
        return []
    return [
        SigningVoided(
            at=command.at,
            instrument=instrument.id,
            by=command.actor.person,
            reason=correction.reason,
            voids=tuple(sorted(signing.signed)),
        )
    ]


def _corrected(
    deal: Deal, instrument: Instrument, correction: Correction, command: ConfirmCorrection
) -> ClericalErrorCorrected:
    return ClericalErrorCorrected(
        at=command.at,
        instrument=instrument.id,
        correction=correction.id,
        clause=correction.clause,
        translations=dict(correction.translations),
        old_clause_sha256=correction.old_clause_sha256,
        new_clause_sha256=correction.new_clause_sha256,
        old_terms_sha256=instrument.matrix.locked_sha256,
        new_terms_sha256=correction.new_terms_sha256,
        parties_sha256=party_digest(deal),
        confirmed_approvals=tuple(sorted(correction.approvals)),
        voids=tuple(sorted(set(instrument.approvals) - correction.approvals)),
        by=command.actor.person,
    )
