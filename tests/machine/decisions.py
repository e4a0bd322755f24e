"""Every decision of a deal's life, by name, and which states it reads.

A decision is looked up in its module when it is asked for, as an importer would find it then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType
from typing import Any, Final, NamedTuple, TypeAlias

from machine.digests import DEAL_ID
from machine.keyrings import keyring_of
from machine.world import ADMISSIONS, PROJECT, RATES_ID, World

from aggregates.admission.state import Admission
from aggregates.aggregate import EventsByStream
from aggregates.deal.access import grant_access, revoke_access
from aggregates.deal.approvals import (
    grant_approval,
    refuse_approval,
    request_approval,
    withdraw_approval_request,
)
from aggregates.deal.authorities import (
    annul,
    attach_attestation,
    lift_suspension,
    record_dispute,
    settle_dispute,
    suspend_execution,
)
from aggregates.deal.classification import (
    correct_classification,
    schedule_ceremony,
    state_attributes,
)
from aggregates.deal.discussion import answer, ask, comment
from aggregates.deal.ending import give_notice, terminate, withdraw_notice
from aggregates.deal.filings import (
    decide_filing,
    extend_filing,
    lift_filing,
    require_filing,
    submit_filing,
    withdraw_filing,
)
from aggregates.deal.paper import (
    attest_paper_execution,
    confirm_paper_execution,
    record_paper_execution,
)
from aggregates.deal.parties import (
    add_participant,
    consent_to_deadline_extension,
    consent_to_reopening,
    expire_deal,
    extend_deadline,
    invite_party,
    join_deal,
    open_deal,
    propose_deadline_extension,
    propose_reopening,
    replace_lead,
    resume_deal,
    revoke_invitation,
    suspend_deal,
    withdraw_party,
)
from aggregates.deal.performance import (
    close_deal,
    confirm_schedule,
    declare_effective,
    propose_schedule,
    report_contribution,
    report_milestone,
    satisfy_condition,
    verify_contribution,
    verify_milestone,
    waive_condition,
    write_off_obligation,
)
from aggregates.deal.publicity import (
    consent_to_publication,
    declare_confidentiality,
    lift_confidentiality,
    withdraw_publication_consent,
)
from aggregates.deal.signing import (
    attest,
    call_signing,
    complete_signature,
    expire_signing,
    open_signing,
    open_turn,
    prepare_signature,
    refuse_to_sign,
    renew_archive,
    replace_signatory,
    seal_agreement,
    sign,
    void_signing,
)
from aggregates.deal.terms import (
    accept_clauses,
    accept_intent,
    certify_translation,
    confirm_correction,
    counter_clause,
    counter_frame,
    decline_intent,
    draft_instrument,
    expire_offer,
    lock_terms,
    propose_correction,
    reserve_clause,
    submit_intent,
    table_offer,
    translate_clause,
    unlock_terms,
    withdraw_correction,
    withdraw_offer,
)
from aggregates.mandate import revoke_mandate
from aggregates.mandate.state import Mandate
from aggregates.rates import publish_rates
from aggregates.vocabulary import Command

Reads: TypeAlias = Callable[[World, Any], tuple[object, ...]]


class Step(NamedTuple):
    """A command, and the decision that it is put to."""

    decision: str
    command: Command


class Decision(NamedTuple):
    """Where a decision is found, what it reads, and where the events go if it does not say."""

    module: ModuleType
    reads: Reads
    stream: Callable[[Any], str] = lambda _: DEAL_ID


def _deal(world: World, _: Command) -> tuple[object, ...]:
    return (world.deal,)


def _opening(world: World, command: Command) -> tuple[object, ...]:
    admission = ADMISSIONS.get(command.actor.organisation, Admission())
    return world.deal, PROJECT, admission, world.edition


def _counting(world: World, _: Command) -> tuple[object, ...]:
    return world.deal, world.edition


def _joining(world: World, command: Command) -> tuple[object, ...]:
    return world.deal, ADMISSIONS.get(command.actor.organisation, Admission())


def _sealing(world: World, _: Command) -> tuple[object, ...]:
    return world.deal, world.mandates, world.rates


def _attesting(world: World, _: Command) -> tuple[object, ...]:
    return world.deal, world.mandates


def _signing(world: World, command: sign.Sign | accept_intent.AcceptIntent) -> tuple[object, ...]:
    return world.deal, world.mandates.get(command.mandate, Mandate())


def _outside(world: World, command: sign.Sign) -> tuple[object, ...]:
    return *_signing(world, command), keyring_of(command.actor, command.mandate)


def _seating(world: World, command: replace_signatory.ReplaceSignatory) -> tuple[object, ...]:
    return world.deal, world.mandates.get(command.sitter.mandate, Mandate())


def _granting(world: World, command: Command) -> tuple[object, ...]:
    mandate = world.mandates.get(f"mandate-of-{command.actor.person}", Mandate())
    return world.deal, mandate, world.rates


def _mandate(world: World, command: revoke_mandate.RevokeMandate) -> tuple[object, ...]:
    return (world.mandates[command.mandate],)


def _rates(world: World, _: Command) -> tuple[object, ...]:
    return (world.rates,)


DECISIONS: Final[Mapping[str, Decision]] = MappingProxyType(
    {
        "open_deal": Decision(open_deal, _opening),
        "join_deal": Decision(join_deal, _joining),
        "state_attributes": Decision(state_attributes, _counting),
        "schedule_ceremony": Decision(schedule_ceremony, _counting),
        "submit_intent": Decision(submit_intent, _sealing),
        "accept_intent": Decision(accept_intent, _signing),
        "open_signing": Decision(open_signing, _sealing),
        "sign": Decision(sign, _signing),
        "prepare_signature": Decision(prepare_signature, _outside),
        "complete_signature": Decision(complete_signature, _outside),
        "replace_signatory": Decision(replace_signatory, _seating),
        "grant_approval": Decision(grant_approval, _granting),
        "revoke_mandate": Decision(revoke_mandate, _mandate, lambda command: command.mandate),
        "publish_rates": Decision(publish_rates, _rates, lambda _: RATES_ID),
        "attest_paper_execution": Decision(attest_paper_execution, _attesting),
        "witness": Decision(attest, _deal),
        "notarise": Decision(attest, _deal),
        "official_sign": Decision(attest, _deal),
        **{
            module.__name__.rpartition(".")[2]: Decision(module, _deal)
            for module in (
                *(grant_access, revoke_access),
                *(consent_to_publication, withdraw_publication_consent),
                *(declare_confidentiality, lift_confidentiality),
                *(accept_clauses, add_participant, answer, ask, certify_translation, comment),
                *(confirm_correction, consent_to_deadline_extension, consent_to_reopening),
                *(counter_clause, counter_frame, decline_intent, draft_instrument),
                *(expire_deal, expire_offer, expire_signing, extend_deadline, invite_party),
                *(lock_terms, propose_correction, propose_deadline_extension),
                *(propose_reopening, refuse_approval, refuse_to_sign, replace_lead),
                *(withdraw_approval_request, withdraw_correction),
                *(request_approval, reserve_clause, resume_deal, revoke_invitation),
                *(
                    seal_agreement,
                    renew_archive,
                    suspend_deal,
                    table_offer,
                    translate_clause,
                    unlock_terms,
                ),
                *(void_signing, withdraw_offer, withdraw_party, call_signing, open_turn),
                *(require_filing, submit_filing, decide_filing, withdraw_filing, extend_filing),
                *(lift_filing, propose_schedule, confirm_schedule, satisfy_condition),
                *(waive_condition, declare_effective, report_contribution, verify_contribution),
                *(report_milestone, verify_milestone, write_off_obligation, close_deal),
                *(give_notice, withdraw_notice, terminate, record_dispute, settle_dispute),
                *(suspend_execution, lift_suspension, annul, attach_attestation),
                *(correct_classification, record_paper_execution, confirm_paper_execution),
            )
        },
    }
)


def decide(world: World, step: Step) -> EventsByStream:
    """Put the command to its decision, as things stand.

    Raises:
        RuleError: as the decision does.
    """
    found = DECISIONS[step.decision]
    states = found.reads(world, step.command)
    said = getattr(found.module, step.decision)(*states, step.command)
    return said if isinstance(said, Mapping) else {found.stream(step.command): said}
