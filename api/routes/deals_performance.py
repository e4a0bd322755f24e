"""What becomes of an agreement: conditions, contributions, milestones, fulfilment."""

from __future__ import annotations

from aggregates.deal.performance.close_deal import CloseDeal, close_deal
from aggregates.deal.performance.confirm_schedule import ConfirmSchedule, confirm_schedule
from aggregates.deal.performance.declare_effective import DeclareEffective, declare_effective
from aggregates.deal.performance.propose_schedule import ProposeSchedule, propose_schedule
from aggregates.deal.performance.report_contribution import (
    ReportContribution,
    report_contribution,
)
from aggregates.deal.performance.report_milestone import ReportMilestone, report_milestone
from aggregates.deal.performance.satisfy_condition import SatisfyCondition, satisfy_condition
from aggregates.deal.performance.verify_contribution import (
    VerifyContribution,
    verify_contribution,
)
from aggregates.deal.performance.verify_milestone import VerifyMilestone, verify_milestone
from aggregates.deal.performance.waive_condition import WaiveCondition, waive_condition
from aggregates.deal.performance.write_off_obligation import (
    WriteOffObligation,
    write_off_obligation,
)
from api.http.commands import command
from api.http.router import Router

router = Router("deals")

command(router, propose_schedule, ProposeSchedule, fresh=("proposal",))
command(router, confirm_schedule, ConfirmSchedule)
command(router, satisfy_condition, SatisfyCondition)
command(router, waive_condition, WaiveCondition)
command(router, declare_effective, DeclareEffective)
command(router, report_contribution, ReportContribution, fresh=("report",))
command(router, verify_contribution, VerifyContribution)
command(router, report_milestone, ReportMilestone, fresh=("report",))
command(router, verify_milestone, VerifyMilestone)
command(router, write_off_obligation, WriteOffObligation)
command(router, close_deal, CloseDeal)
