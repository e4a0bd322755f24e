"""Take one's offer back."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_text
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import (
    bound_until,
    require_live_offer,
    require_offer,
    require_table,
)
from aggregates.deal.terms.current import missing_acceptances, table_of
from aggregates.deal.terms.events import OfferWithdrawn
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId


class WithdrawOffer(Command, frozen=True, kw_only=True):
    """The offeror's lead takes the offer ``offer_no`` back, and says why."""

    instrument: InstrumentId
    offer_no: int
    reason: str


def withdraw_offer(deal: Deal, command: WithdrawOffer) -> Sequence[OfferWithdrawn]:
    """Withdraw: the offeror accepts nothing any more. A new offer must be tabled to go on.

    The wording stays, and what the others said of it: whoever tables it anew binds themselves only.

    Raises:
        RuleError: ``no_live_offer``, ``offer_superseded``, ``not_the_offeror``, ``irrevocable``,
            ``fully_accepted``, and as `require_table` and `check_text`.
    """
    principal, instrument = require_table(deal, command, command.instrument, Progress.NEGOTIATING)
    check_text("reason", command.reason)
    offer = require_offer(instrument, command.offer_no)
    if offer.principal != principal:
        raise RuleError("not_the_offeror", principal=principal, offeror=offer.principal)
    if not offer.live:
        return []
    require_live_offer(deal, instrument, command.at)
    until = bound_until(deal, instrument, principal, command.at)
    if until is not None:
        raise RuleError("irrevocable", until=until)
    if not any(missing_acceptances(table_of(deal, instrument))):
        raise RuleError("fully_accepted", offer_no=offer.number)
    return [
        OfferWithdrawn(
            at=command.at,
            instrument=instrument.id,
            offer_no=offer.number,
            principal=principal,
            by=command.actor.person,
            reason=command.reason,
        )
    ]
