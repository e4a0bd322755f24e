"""What lies with authorities holds up what it is to hold up, and is due when it is due."""

from __future__ import annotations

from machine.holds.clocks import check_left
from machine.model import Model

from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.state import Deal


def check_filings(model: Model, deal: Deal) -> None:
    """Each filing stands where the notebook says; none that blocks stands beside its signing."""
    stored = {key: (f.status.value, f.submitted_by) for key, f in deal.filings.items()}
    noted = {key: (filing.status, filing.by) for key, filing in model.filings.items()}
    assert stored == noted, "where each filing stands"
    for key, filing in model.filings.items():
        blocks = filing.effect is FilingEffect.BLOCKING and not filing.done
        signing = model.papers[filing.paper].progress == "signing"
        assert not (blocks and signing), "no blocking filing is open beside its signing"
        if not filing.done:
            check_left(model, filing.due, deal.filings[key].due, deal)
    for key, notice in model.notices.items():
        known = deal.ending.notices[key]
        assert (known.principal, known.withdrawn) == (notice.side, notice.withdrawn), "the notice"
        check_left(model, notice.left, known.ends_at, deal)
    assert set(deal.ending.notices) == set(model.notices), "which notices were given"
