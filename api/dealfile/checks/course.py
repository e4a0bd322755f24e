"""The course of the moves: each refers to what moves before it have made."""

from __future__ import annotations

from collections.abc import Iterator

from aggregates.vocabulary import SYSTEM
from api.dealfile.checks.report import Report, repeated
from api.dealfile.checks.rows import check_rows
from api.dealfile.checks.seats import check_seats, check_sitter
from api.dealfile.document import AnyMove, DealFile
from api.dealfile.moves.approvals import (
    GrantApproval,
    RefuseApproval,
    RequestApproval,
    WithdrawApprovalRequest,
)
from api.dealfile.moves.authorities import (
    Annul,
    AttachAttestation,
    LiftSuspension,
    RecordDispute,
    SettleDispute,
    SuspendExecution,
)
from api.dealfile.moves.discussion import Answer, Ask
from api.dealfile.moves.ending import GiveNotice, Terminate, WithdrawNotice
from api.dealfile.moves.filings import (
    DecideFiling,
    ExtendFiling,
    LiftFiling,
    RequireFiling,
    SubmitFiling,
    WithdrawFiling,
)
from api.dealfile.moves.move import InstrumentMove
from api.dealfile.moves.parties import ExpireDeal, OpenDeal
from api.dealfile.moves.performance import (
    ProposeSchedule,
    ReportContribution,
    ReportMilestone,
    SatisfyCondition,
    VerifyContribution,
    VerifyMilestone,
    WaiveCondition,
    WriteOffObligation,
)
from api.dealfile.moves.signing import (
    ExpireSigning,
    Notarise,
    OfficialSign,
    OpenSigning,
    OpenTurn,
    RefuseToSign,
    ReplaceSignatory,
    Sign,
    Witness,
)
from api.dealfile.moves.terms import ConfirmCorrection, ExpireOffer, SubmitIntent

_BY_SYSTEM = ExpireDeal | ExpireOffer | ExpireSigning
_AT_A_SEAT = Sign | RefuseToSign | ReplaceSignatory | Witness | Notarise | OfficialSign | OpenTurn
_OF_AN_APPROVAL = GrantApproval | RefuseApproval | ConfirmCorrection | WithdrawApprovalRequest
_OF_A_FILING = SubmitFiling | WithdrawFiling | ExtendFiling | LiftFiling | DecideFiling
_OF_AN_OBLIGATION = ReportContribution | ReportMilestone | WriteOffObligation
_OF_A_NOTICE = WithdrawNotice | Terminate
_ONCE = (
    Ask
    | RequestApproval
    | RequireFiling
    | ReportContribution
    | ReportMilestone
    | GiveNotice
    | RecordDispute
    | SuspendExecution
    | AttachAttestation
    | Annul
)


def check_course(deal: DealFile, report: Report) -> None:
    """Note moves that the file itself shows to be impossible; the rules judge the others."""
    for index, move in enumerate(deal.moves):
        _check_actor(move, index, report)
        _check_rows(deal, move, index, report)
        if isinstance(move, SubmitIntent | OpenSigning):
            check_seats(deal, move, ("moves", index), report)
        if isinstance(move, ReplaceSignatory) and not move.expect:
            check_sitter(deal, move, "", ("moves", index), report)
    if not report.lacks(("moves",)):
        _check_uses(deal, report)


def _check_actor(move: AnyMove, index: int, report: Report) -> None:
    if (index == 0) != isinstance(move, OpenDeal):
        message = "the first move, and no other, opens the deal"
        report.add(("moves", index, "do"), "opening", message)
    if isinstance(move, _BY_SYSTEM) != (move.by == SYSTEM):
        message = f"what expires does so by `{SYSTEM}`, and nothing else is done by it"
        report.add(("moves", index, "by"), "wrong_actor", message)


def _check_rows(deal: DealFile, move: AnyMove, index: int, report: Report) -> None:
    if not isinstance(move, InstrumentMove):
        return
    wanted = move.instrument or deal.deal.leading
    for place, draft in enumerate(deal.instruments):
        if draft.id == wanted:
            clauses = report.ids(("instruments", place, "clauses"))
            check_rows(move, (draft, clauses), ("moves", index), report)


def _check_uses(deal: DealFile, report: Report) -> None:
    made: set[str] = set()
    for index, move in enumerate(deal.moves):
        for key, name in _uses(deal, move):
            if name not in made:
                message = f"no move before this one has made the {name}"
                report.add(("moves", index, key), "not_made_yet", message)
        fresh = list(_makes(deal, move))
        for name in made.intersection(fresh) if isinstance(move, _ONCE) else ():
            report.add(("moves", index), "duplicate_id", f"the {name} is there already")
        for _, name in repeated(fresh):
            place = ("seats",) if isinstance(move, SubmitIntent | OpenSigning) else ()
            report.add(("moves", index, *place), "duplicate_id", f"the {name} is there twice")
        made.update(fresh)


def _makes(deal: DealFile, move: AnyMove) -> Iterator[str]:
    if isinstance(move, SubmitIntent | OpenSigning):
        yield from (_seat(deal, move, seat.id) for seat in move.seats)
    elif isinstance(move, Ask):
        yield f"question {move.question}"
    elif isinstance(move, RequestApproval):
        yield f"approval {move.approval}"
    elif isinstance(move, RequireFiling):
        yield f"filing {move.filing}"
    elif isinstance(move, ProposeSchedule):
        yield from (f"condition {draft.id}" for draft in move.conditions)
        yield from (f"obligation {draft.id}" for draft in move.contributions)
        yield from (f"obligation {draft.id}" for draft in move.milestones)
    elif isinstance(move, ReportContribution | ReportMilestone):
        yield f"report {move.report}"
    yield from _puts_on_record(move)


def _puts_on_record(move: AnyMove) -> Iterator[str]:
    if isinstance(move, GiveNotice):
        yield f"notice {move.notice}"
    elif isinstance(move, RecordDispute):
        yield f"dispute {move.dispute}"
    elif isinstance(move, SuspendExecution):
        yield f"suspension {move.suspension}"
    elif isinstance(move, Annul):
        yield f"annulment {move.annulment}"
    elif isinstance(move, AttachAttestation):
        yield f"attestation {move.attestation}"


def _uses(deal: DealFile, move: AnyMove) -> Iterator[tuple[str, str]]:
    if isinstance(move, _AT_A_SEAT):
        yield "seat", _seat(deal, move, move.seat)
    elif isinstance(move, Answer):
        yield "question", f"question {move.question}"
    elif isinstance(move, _OF_AN_APPROVAL) and move.approval:
        yield "approval", f"approval {move.approval}"
    elif isinstance(move, _OF_A_FILING):
        yield "filing", f"filing {move.filing}"
    elif isinstance(move, SatisfyCondition | WaiveCondition):
        yield "condition", f"condition {move.condition}"
    elif isinstance(move, _OF_AN_OBLIGATION):
        yield "obligation", f"obligation {move.obligation}"
    elif isinstance(move, VerifyContribution | VerifyMilestone):
        yield "report", f"report {move.report}"
    yield from _recalls(move)


def _recalls(move: AnyMove) -> Iterator[tuple[str, str]]:
    if isinstance(move, _OF_A_NOTICE):
        yield "notice", f"notice {move.notice}"
    elif isinstance(move, SettleDispute):
        yield "dispute", f"dispute {move.dispute}"
    elif isinstance(move, LiftSuspension):
        yield "suspension", f"suspension {move.suspension}"


def _seat(deal: DealFile, move: InstrumentMove, seat: str) -> str:
    return f"seat {seat} of {move.instrument or deal.deal.leading}"
