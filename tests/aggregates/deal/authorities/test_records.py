"""What officials record of an executed agreement, and what is said of it from then on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bdd import given, then_refused
from in_force import SIGNED, WIDER, agreement, amended, clause, opened, signed, then
from locked_deal import AGREED
from msgspec import Struct
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, ORGANISER, WEN

from aggregates.deal import DEAL
from aggregates.deal.authorities.annul import Annul, annul
from aggregates.deal.authorities.attach_attestation import AttachAttestation, attach_attestation
from aggregates.deal.authorities.events import (
    AnnulledByDecision,
    AttestationAttached,
    AttestationKind,
    DecisionKind,
    DisputeKind,
    DisputeRecorded,
    DisputeSettled,
    ExecutionSuspended,
    ExecutionSuspensionLifted,
    Outcome,
)
from aggregates.deal.authorities.lift_suspension import LiftSuspension, lift_suspension
from aggregates.deal.authorities.record_dispute import RecordDispute, record_dispute
from aggregates.deal.authorities.settle_dispute import SettleDispute, settle_dispute
from aggregates.deal.authorities.standing import Standing, standings
from aggregates.deal.authorities.suspend_execution import SuspendExecution, suspend_execution
from aggregates.deal.events import DealEvent
from aggregates.deal.state import Deal, Stage
from aggregates.vocabulary import Kind

DOCUMENT, DECISION, OTHER = "aa" * 32, "bb" * 32, "cc" * 32
COURT = "the Commercial Court"
DISPUTE = RecordDispute(
    actor=OFFICIAL,
    at=NOON,
    dispute="dispute-1",
    instrument="agreement-1",
    kind=DisputeKind.LITIGATION,
    authority=COURT,
    document_sha256=DOCUMENT,
)
DISPUTED = DisputeRecorded(
    at=NOON,
    dispute="dispute-1",
    instrument="agreement-1",
    kind=DisputeKind.LITIGATION,
    authority=COURT,
    document_sha256=DOCUMENT,
    office="bureau",
    by="he-jing",
)
SETTLE = SettleDispute(
    actor=OFFICIAL,
    at=NOON,
    dispute="dispute-1",
    outcome=Outcome.SETTLED,
    decision_sha256=DECISION,
)
SETTLED = DisputeSettled(
    at=NOON,
    dispute="dispute-1",
    outcome=Outcome.SETTLED,
    decision_sha256=DECISION,
    office="bureau",
    by="he-jing",
)
SUSPEND = SuspendExecution(
    actor=OFFICIAL,
    at=NOON,
    decision="decision-1",
    instrument="agreement-1",
    kind=DecisionKind.INTERIM_ORDER,
    authority=COURT,
    decision_sha256=DECISION,
)
SUSPENDED = ExecutionSuspended(
    at=NOON,
    decision="decision-1",
    instrument="agreement-1",
    kind=DecisionKind.INTERIM_ORDER,
    authority=COURT,
    decision_sha256=DECISION,
    office="bureau",
    by="he-jing",
)
LIFT = LiftSuspension(actor=OFFICIAL, at=NOON, decision="decision-1", decision_sha256=OTHER)
LIFTED = ExecutionSuspensionLifted(
    at=NOON, decision="decision-1", decision_sha256=OTHER, office="bureau", by="he-jing"
)
ANNUL = Annul(
    actor=OFFICIAL,
    at=NOON,
    decision="decision-2",
    instrument="agreement-1",
    kind=DecisionKind.JUDGMENT,
    authority=COURT,
    decision_sha256=DECISION,
)
ANNULLED = AnnulledByDecision(
    at=NOON,
    decision="decision-2",
    instrument="agreement-1",
    kind=DecisionKind.JUDGMENT,
    authority=COURT,
    decision_sha256=DECISION,
    office="bureau",
    by="he-jing",
)
ATTACH = AttachAttestation(
    actor=LIN,
    at=NOON,
    attestation="attestation-1",
    instrument="agreement-1",
    kind=AttestationKind.APOSTILLE,
    authority="the Ministry",
    document_sha256=DOCUMENT,
)
ATTACHED = AttestationAttached(
    at=NOON,
    attestation="attestation-1",
    instrument="agreement-1",
    kind=AttestationKind.APOSTILLE,
    authority="the Ministry",
    document_sha256=DOCUMENT,
    organisation="linghai",
    by="lin-yue",
)


class Record(Struct, frozen=True):
    """A record: who decides, on which command, before what; and what comes of it."""

    decide: Callable[..., object]
    command: Struct
    before: tuple[DealEvent, ...]
    recorded: DealEvent


RECORDS = {
    "dispute": Record(record_dispute, DISPUTE, (), DISPUTED),
    "settlement": Record(settle_dispute, SETTLE, (DISPUTED,), SETTLED),
    "suspension": Record(suspend_execution, SUSPEND, (), SUSPENDED),
    "end of a suspension": Record(lift_suspension, LIFT, (SUSPENDED,), LIFTED),
    "annulment": Record(annul, ANNUL, (), ANNULLED),
}
every_record = pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)


@every_record
def test_an_official_records_what_an_authority_says_once(record: Record) -> None:
    deal = agreement((*SIGNED, *record.before))
    assert record.decide(deal, record.command) == [record.recorded]
    again = agreement((*SIGNED, *record.before, record.recorded))
    assert record.decide(again, record.command) == []
    assert again.stage is Stage.SIGNED


@every_record
def test_only_an_official_records_it_from_the_signing_on(record: Record) -> None:
    deal = agreement((*SIGNED, *record.before))
    for who, role in ((LIN, "lead"), (ORGANISER, "organiser")):
        then_refused(
            lambda actor=who: record.decide(deal, replace(record.command, actor=actor)),
            "role_not_allowed",
            role=role,
            allowed=("official",),
        )
    then_refused(
        lambda: record.decide(agreement(AGREED), record.command), "wrong_stage", stage="agreed"
    )


def test_an_official_of_a_side_records_nothing() -> None:
    own = replace(OFFICIAL, organisation="andes")
    given(DEAL, *SIGNED).when(annul, replace(ANNUL, actor=own)).then_refused(
        "office_of_a_party", organisation="andes"
    )


def test_the_id_of_a_record_is_used_once() -> None:
    given(DEAL, *SIGNED, DISPUTED).when(
        record_dispute, replace(DISPUTE, document_sha256=OTHER)
    ).then_refused("record_id_used", record="dispute-1")
    given(DEAL, *SIGNED, SUSPENDED).when(
        suspend_execution, replace(SUSPEND, decision_sha256=OTHER)
    ).then_refused("record_id_used", record="decision-1")
    given(DEAL, *SIGNED, ATTACHED).when(
        attach_attestation, replace(ATTACH, document_sha256=OTHER)
    ).then_refused("record_id_used", record="attestation-1")


def test_nothing_ends_that_is_not_recorded_or_has_ended() -> None:
    given(DEAL, *SIGNED).when(settle_dispute, SETTLE).then_refused(
        "unknown_record", record="dispute-1"
    )
    given(DEAL, *SIGNED).when(lift_suspension, LIFT).then_refused(
        "unknown_record", record="decision-1"
    )
    given(DEAL, *SIGNED, DISPUTED, SETTLED).when(
        settle_dispute, replace(SETTLE, decision_sha256=OTHER)
    ).then_refused("settled_already", record="dispute-1")
    given(DEAL, *SIGNED, SUSPENDED, LIFTED).when(
        lift_suspension, replace(LIFT, decision_sha256=DOCUMENT)
    ).then_refused("lifted_already", record="decision-1")


def test_what_is_annulled_is_not_annulled_by_another_decision() -> None:
    other = replace(ANNUL, decision="decision-3")
    given(DEAL, *SIGNED, ANNULLED).when(annul, other).then_refused(
        "annulled_already", instrument="agreement-1", decision="decision-2"
    )


def test_a_record_is_of_an_executed_instrument() -> None:
    deal = opened(agreement(), Kind.AMENDMENT, "amendment-1", WIDER)
    for name, facts in (
        ("amendment-1", {"code": "not_executed", "progress": "signing"}),
        ("nowhere", {"code": "unknown_instrument", "instrument": "nowhere"}),
    ):
        then_refused(lambda of=name: annul(deal, replace(ANNUL, instrument=of)), **facts)


def test_a_lead_or_an_office_attaches_an_attestation_once() -> None:
    given(DEAL, *SIGNED).when(attach_attestation, ATTACH).then(ATTACHED)
    given(DEAL, *SIGNED, ATTACHED).when(attach_attestation, ATTACH).then()
    given(DEAL, *SIGNED).when(attach_attestation, replace(ATTACH, actor=OFFICIAL)).then(
        replace(ATTACHED, organisation="bureau", by="he-jing")
    )


def test_nobody_else_attaches_one_and_nobody_before_the_signing() -> None:
    given(DEAL, *SIGNED).when(attach_attestation, replace(ATTACH, actor=WEN)).then_refused(
        "not_lead", person="wen-hao", principal="linghai"
    )
    own = replace(OFFICIAL, organisation="andes")
    given(DEAL, *SIGNED).when(attach_attestation, replace(ATTACH, actor=own)).then_refused(
        "not_lead", person="he-jing", principal="andes"
    )
    given(DEAL, *AGREED).when(attach_attestation, ATTACH).then_refused(
        "wrong_stage", stage="agreed"
    )


def said(deal: Deal, instrument: str = "agreement-1") -> tuple[Standing, ...]:
    """Return what may be said of an instrument."""
    return standings(deal, deal.instruments[instrument])


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), (Standing.IN_FORCE,)),
        ((DISPUTED,), (Standing.DISPUTED,)),
        ((DISPUTED, SETTLED), (Standing.IN_FORCE,)),
        ((SUSPENDED, DISPUTED), (Standing.SUSPENDED, Standing.DISPUTED)),
        ((SUSPENDED, LIFTED), (Standing.IN_FORCE,)),
        ((ANNULLED, SUSPENDED), (Standing.ANNULLED, Standing.SUSPENDED)),
    ],
)
def test_what_is_recorded_is_said(
    events: tuple[DealEvent, ...], expected: tuple[Standing, ...]
) -> None:
    assert said(agreement((*SIGNED, *events))) == expected


def test_what_is_not_executed_is_being_signed() -> None:
    assert said(agreement(AGREED)) == (Standing.SIGNING,)


def test_an_amendment_stands_and_falls_with_its_agreement() -> None:
    deal = amended(agreement(), "amendment-1", WIDER)
    assert (said(deal), said(deal, "amendment-1")) == ((Standing.AMENDED,), (Standing.IN_FORCE,))
    disputed = then(deal, [replace(DISPUTED, instrument="amendment-1")])
    assert said(disputed) == (Standing.DISPUTED, Standing.AMENDED)
    assert said(then(deal, [ANNULLED]), "amendment-1") == (Standing.ANNULLED,)
    less = then(deal, [replace(ANNULLED, instrument="amendment-1")])
    assert (said(less), said(less, "amendment-1")) == ((Standing.IN_FORCE,), (Standing.ANNULLED,))


def test_a_terminated_agreement_is_said_to_be_and_its_termination_is_in_force() -> None:
    end = clause("end", "It ends.")
    deal = amended(agreement(), "amendment-1", WIDER)
    ended = signed(opened(deal, Kind.TERMINATION, "termination-1", end), "termination-1")
    assert said(ended) == (Standing.TERMINATED, Standing.AMENDED)
    assert said(ended, "amendment-1") == (Standing.TERMINATED,)
    assert said(ended, "termination-1") == (Standing.IN_FORCE,)
    late = then(ended, [DISPUTED])
    assert said(late, "termination-1") == (Standing.DISPUTED,)


def test_an_nda_stands_alone() -> None:
    deal = agreement((*SIGNED, replace(DISPUTED, instrument="nda-1")))
    assert said(deal) == (Standing.IN_FORCE,)
