"""Close an offer whose deadline has passed. The scheduler asks."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.deal.guards import AT_THE_TABLE, require_due, require_instrument, require_stage
from aggregates.deal.state import Deal, Progress
from aggregates.deal.terms.at_table import require_offer, require_progress
from aggregates.deal.terms.current import missing_acceptances, table_of
from aggregates.deal.terms.events import OfferExpired
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Role


class ExpireOffer(Command, frozen=True, kw_only=True):
    """The system's clock has reached the deadline of the offer ``offer_no``."""

    instrument: InstrumentId
    offer_no: int


def expire_offer(deal: Deal, command: ExpireOffer) -> Sequence[OfferExpired]:
    """Close it once: nobody is bound by an offer of theirs that has run out.

    An offer that everybody accepted in time has done its work: it stands.

    Raises:
        RuleError: ``role_not_allowed``, ``wrong_stage``, ``unknown_instrument``,
            ``wrong_progress``, ``offer_superseded``, ``suspended``, ``not_due``,
            ``fully_accepted``.
    """
    check_role(command.actor, Role.SYSTEM)
    require_stage(deal, *AT_THE_TABLE)
    instrument = require_instrument(deal, command.instrument)
    require_progress(instrument, Progress.NEGOTIATING)
    offer = require_offer(instrument, command.offer_no)
    if not offer.live:
        return []
    require_due(deal, offer.expires_at, command.at, "offer")
    if not any(missing_acceptances(table_of(deal, instrument))):
        raise RuleError("fully_accepted", offer_no=offer.number)
    return [
        OfferExpired(
            at=command.at,
            instrument=instrument.id,
            offer_no=offer.number,
            by=command.actor.person,
        )
    ]
