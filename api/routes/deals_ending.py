"""The end of an agreement in force."""

from __future__ import annotations

from aggregates.deal.ending.give_notice import GiveNotice, give_notice
from aggregates.deal.ending.terminate import Terminate, terminate
from aggregates.deal.ending.withdraw_notice import WithdrawNotice, withdraw_notice
from api.http.commands import command
from api.http.router import Router

router = Router("deals")

command(router, give_notice, GiveNotice, fresh=("notice",))
command(router, withdraw_notice, WithdrawNotice)
command(router, terminate, Terminate)
