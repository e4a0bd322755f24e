"""Moves that follow the signing: conditions, effect, contributions, milestones, the end."""

from __future__ import annotations

from typing import TypeAlias

from api.dealfile.fields import Id, Prose, Sum, Text
from api.dealfile.moves.move import Move
from api.dealfile.moves.schedules import ConditionDraft, ContributionDraft, MilestoneDraft


class ProposeSchedule(Move, frozen=True, kw_only=True, tag="propose_schedule"):
    """Name what the executed instruments make the sides wait for and do."""

    conditions: tuple[ConditionDraft, ...] = ()
    contributions: tuple[ContributionDraft, ...] = ()
    milestones: tuple[MilestoneDraft, ...] = ()


class ConfirmSchedule(Move, frozen=True, kw_only=True, tag="confirm_schedule"):
    """Agree to the proposed schedule."""


class SatisfyCondition(Move, frozen=True, kw_only=True, tag="satisfy_condition"):
    """Find a condition met, on evidence that is kept by its digest."""

    condition: Id
    evidence: Prose


class WaiveCondition(Move, frozen=True, kw_only=True, tag="waive_condition"):
    """Give up a condition that is in one's favour."""

    condition: Id
    reason: Text


class DeclareEffective(Move, frozen=True, kw_only=True, tag="declare_effective"):
    """Declare that the leading instrument has taken effect."""


class ReportContribution(Move, frozen=True, kw_only=True, tag="report_contribution"):
    """Report what one's side has paid in; ``report`` is the report's id."""

    report: Id
    obligation: Id
    amount: Sum
    evidence: Prose


class VerifyContribution(Move, frozen=True, kw_only=True, tag="verify_contribution"):
    """Find how much of a report is true altogether; all of it, without ``amount``."""

    report: Id
    amount: Sum | None = None
    evidence: Prose


class ReportMilestone(Move, frozen=True, kw_only=True, tag="report_milestone"):
    """Report that a milestone is reached; ``report`` is the report's id."""

    report: Id
    obligation: Id
    evidence: Prose


class VerifyMilestone(Move, frozen=True, kw_only=True, tag="verify_milestone"):
    """Find that a milestone is reached, as reported."""

    report: Id
    evidence: Prose


class WriteOffObligation(Move, frozen=True, kw_only=True, tag="write_off_obligation"):
    """Ask no longer for what another side owes."""

    obligation: Id
    reason: Text


class CloseDeal(Move, frozen=True, kw_only=True, tag="close_deal"):
    """Close a deal of which everything is done."""

    reason: Text


PerformanceMove: TypeAlias = (
    ProposeSchedule
    | ConfirmSchedule
    | SatisfyCondition
    | WaiveCondition
    | DeclareEffective
    | ReportContribution
    | VerifyContribution
    | ReportMilestone
    | VerifyMilestone
    | WriteOffObligation
    | CloseDeal
)
