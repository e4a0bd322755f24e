"""How a deal that had ended is taken up again."""

from __future__ import annotations

from msgspec.structs import replace

from aggregates.deal.change import without
from aggregates.deal.parties.events import DealReopened, ReopenConsented, ReopenProposed
from aggregates.deal.parties.state import Reopening
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.deal.used import used


def reopen_proposed(deal: Deal, event: ReopenProposed) -> Deal:
    """Return the deal with this proposal in the place of any other; who proposed has agreed."""
    reopening = Reopening(
        proposal=event.proposal, expires_at=event.expires_at, consents=frozenset({event.principal})
    )
    return replace(used(deal, event.proposal), parties=replace(deal.parties, reopening=reopening))


def reopen_consented(deal: Deal, event: ReopenConsented) -> Deal:
    """Return the deal with one more consent to the reopening under way."""
    reopening = deal.parties.reopening
    if reopening is None:
        return deal
    reopening = replace(reopening, consents=reopening.consents | {event.principal})
    return replace(deal, parties=replace(deal.parties, reopening=reopening))


def deal_reopened(deal: Deal, event: DealReopened) -> Deal:
    """Return the deal in its new round: at the table, if its leading instrument was ever there."""
    back = {party.id: deal.parties.former[party.id] for party in event.returned}
    parties = replace(
        deal.parties,
        principals={**deal.parties.principals, **back},
        former=without(deal.parties.former, back),
        expires_at=event.expires_at,
        reopening=None,
        ended_at=None,
        ended_by="",
    )
    tabled = deal.instruments[deal.leading].progress is Progress.NEGOTIATING
    stage = Stage.NEGOTIATING if tabled else Stage.ENGAGED
    return replace(deal, parties=parties, round=event.round, stage=stage)
