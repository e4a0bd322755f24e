"""What the decisions at the table ask first: is this instrument negotiated, is its offer live."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from aggregates.deal.clock import standing
from aggregates.deal.guards import (
    AT_THE_TABLE,
    require_instrument,
    require_lead,
    require_open,
    require_time_left,
)
from aggregates.deal.state import Deal, Instrument, Progress
from aggregates.deal.terms.current import Table, row_digest
from aggregates.deal.terms.state import Offer
from aggregates.errors import RuleError
from aggregates.vocabulary import ClauseId, Command, InstrumentId, Kind, OrganisationId, Sha256


def require_table(
    deal: Deal, command: Command, instrument: InstrumentId, *progress: Progress
) -> tuple[OrganisationId, Instrument]:
    """Return the principal that the actor leads for, and the instrument, at one of ``progress``.

    Raises:
        RuleError: ``wrong_stage``, ``suspended``, ``deadline_passed``, ``not_a_principal``,
            ``not_lead``, ``unknown_instrument``, ``wrong_progress``.
    """
    require_open(deal, command.at, AT_THE_TABLE)
    principal = require_lead(deal, command.actor)
    found = require_instrument(deal, instrument)
    require_progress(found, *progress)
    return principal, found


def require_progress(instrument: Instrument, *progress: Progress) -> None:
    """Refuse unless the instrument is at one of ``progress``.

    Raises:
        RuleError: ``wrong_progress``.
    """
    if instrument.progress not in progress:
        raise RuleError(
            "wrong_progress", instrument=instrument.id, progress=instrument.progress.value
        )


def require_letter(instrument: Instrument) -> Instrument:
    """Return the instrument, which is a letter of intent.

    Raises:
        RuleError: ``not_a_letter``.
    """
    if instrument.kind is not Kind.LETTER_OF_INTENT:
        raise RuleError("not_a_letter", instrument=instrument.id, kind=instrument.kind.value)
    return instrument


def require_offer(instrument: Instrument, offer_no: int) -> Offer:
    """Return the last offer, live or not, which is the one numbered ``offer_no``.

    Raises:
        RuleError: ``offer_superseded``.
    """
    offer = instrument.matrix.offer
    current = offer.number if offer else 0
    if offer is None or current != offer_no:
        raise RuleError("offer_superseded", expected=offer_no, current=current)
    return offer


def require_live_offer(deal: Deal, instrument: Instrument, at: datetime) -> Offer:
    """Return the offer on the table.

    Raises:
        RuleError: ``no_live_offer``, ``deadline_passed``.
    """
    offer = instrument.matrix.offer
    if offer is None or not offer.live:
        raise RuleError("no_live_offer", instrument=instrument.id)
    require_time_left(standing(deal, offer.expires_at, at), at, "offer")
    return offer


def require_cited(table: Table, row: ClauseId, cited: Sha256) -> None:
    """Refuse what was said of another wording of ``row`` than the one on the table.

    Raises:
        RuleError: ``unknown_clause``, ``not_on_table``.
    """
    on_table = table.digests.get(row)
    if on_table is None:
        raise RuleError("unknown_clause", clause=row)
    if cited != on_table:
        raise RuleError("not_on_table", clause=row, cited=cited, on_table=on_table)


def require_row(deal: Deal, instrument: Instrument, row: ClauseId, cited: Sha256) -> None:
    """As `require_cited`, of one row alone.

    Raises:
        RuleError: ``nothing_on_table``, ``unknown_clause``, ``not_on_table``.
    """
    on_table = row_digest(deal, instrument, row)
    if cited != on_table:
        raise RuleError("not_on_table", clause=row, cited=cited, on_table=on_table)


def falls(
    instrument: Instrument, digests: Mapping[ClauseId, Sha256]
) -> dict[ClauseId, tuple[OrganisationId, ...]]:
    """Return row -> the sides, sorted, whose acceptance falls when the rows become ``digests``.

    A row whose digest is empty leaves the table. Rows of which nothing falls are not named.
    """
    fallen = {row: _of_other_wording(instrument, row, new) for row, new in digests.items()}
    return {row: sides for row, sides in fallen.items() if sides}


def require_free(
    deal: Deal,
    instrument: Instrument,
    principal: OrganisationId,
    fallen: Mapping[ClauseId, Collection[OrganisationId]],
    at: datetime,
) -> None:
    """Refuse the offeror whose own acceptance would fall while its offer is irrevocable.

    A row that another side has countered is free again: there the offeror accepts nothing.

    Raises:
        RuleError: ``irrevocable``.
    """
    until = bound_until(deal, instrument, principal, at)
    for row, sides in fallen.items():
        if until is not None and principal in sides:
            raise RuleError("irrevocable", clause=row, until=until)


def bound_until(
    deal: Deal, instrument: Instrument, principal: OrganisationId, at: datetime
) -> datetime | None:
    """Return until when ``principal`` may not go back on its own offer, or none if it may now."""
    offer = instrument.matrix.offer
    if offer is None or not offer.live or offer.principal != principal:
        return None
    if offer.irrevocable_until is None:
        return None
    until = standing(deal, offer.irrevocable_until, at).at
    return until if at < until else None


def _of_other_wording(
    instrument: Instrument, row: ClauseId, digest: Sha256
) -> tuple[OrganisationId, ...]:
    said = instrument.matrix.acceptances.get(row, {})
    others = (side for side, acceptance in said.items() if acceptance.clause_sha256 != digest)
    return tuple(sorted(others))
