"""What the notebook says when a side ends the deal."""

from __future__ import annotations

from machine.follow.change import end
from machine.later import Notice
from machine.model import Model, Timer

from aggregates.deal.ending.events import Ground
from aggregates.deal.ending.give_notice import GiveNotice
from aggregates.deal.ending.terminate import Terminate
from aggregates.deal.ending.withdraw_notice import WithdrawNotice


def give_notice(model: Model, command: GiveNotice) -> None:
    assert command.ground is not Ground.MUTUAL, "no side alone has what all have together"
    left = Timer(command.ends_at.at - model.now)
    model.notices[command.notice] = Notice(command.actor.organisation, left)


def withdraw_notice(model: Model, command: WithdrawNotice) -> None:
    notice = model.notices[command.notice]
    assert notice.side == command.actor.organisation, "by who had given it"
    notice.withdrawn = True


def terminate(model: Model, command: Terminate) -> None:
    notice = model.notices[command.notice]
    assert notice.side == command.actor.organisation, "by who had given notice"
    assert not notice.withdrawn, "which stands"
    assert notice.left.over, "when the notice has run out"
    open_still = [record for record in model.halts.values() if not record.ended]
    assert not any(_stops(model, record.paper) for record in open_still), "no court has stopped it"
    end(model, "terminated")


def _stops(model: Model, paper: str) -> bool:
    return paper == model.leading.id or model.papers[paper].changing
