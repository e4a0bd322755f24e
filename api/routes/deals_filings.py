"""Steps before an authority."""

from __future__ import annotations

from aggregates.deal.filings.decide_filing import DecideFiling, decide_filing
from aggregates.deal.filings.extend_filing import ExtendFiling, extend_filing
from aggregates.deal.filings.lift_filing import LiftFiling, lift_filing
from aggregates.deal.filings.require_filing import RequireFiling, require_filing
from aggregates.deal.filings.submit_filing import SubmitFiling, submit_filing
from aggregates.deal.filings.withdraw_filing import WithdrawFiling, withdraw_filing
from api.http.commands import command
from api.http.router import Router

router = Router("deals")

command(router, require_filing, RequireFiling, fresh=("filing",))
command(router, submit_filing, SubmitFiling)
command(router, withdraw_filing, WithdrawFiling)
command(router, decide_filing, DecideFiling)
command(router, extend_filing, ExtendFiling)
command(router, lift_filing, LiftFiling)
