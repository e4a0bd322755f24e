"""What the decisions about filings ask first, and what waits for a filing."""

from __future__ import annotations

from aggregates.deal.filings.events import FilingEffect
from aggregates.deal.filings.state import Filing
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import InstrumentId


def require_filing_of(deal: Deal, filing: str) -> Filing:
    """Return the deal's filing.

    Raises:
        RuleError: ``unknown_filing``.
    """
    found = deal.filings.get(filing)
    if found is None:
        raise RuleError("unknown_filing", filing=filing)
    return found


def require_unfinished(filing: str, found: Filing) -> None:
    """Refuse to go on with what the authority has granted, or an official has lifted.

    Raises:
        RuleError: ``filing_done``.
    """
    if found.done:
        raise RuleError("filing_done", filing=filing, status=found.status.value)


def require_filed(deal: Deal, instrument: InstrumentId, effect: FilingEffect) -> None:
    """Refuse while a filing of ``instrument`` and of this effect is neither granted nor lifted.

    Raises:
        RuleError: ``filing_open``.
    """
    for key, filing in sorted(deal.filings.items()):
        if (filing.instrument, filing.effect) == (instrument, effect) and not filing.done:
            raise RuleError("filing_open", filing=key, status=filing.status.value)
