"""Require a step with an authority before an instrument is signed, or takes effect."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.checks import check_identifier, check_name
from aggregates.deal.filings.events import FilingEffect, FilingRequired
from aggregates.deal.filings.state import Filing
from aggregates.deal.guards import (
    AT_THE_TABLE,
    require_deadline,
    require_instrument,
    require_official,
    require_open,
)
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.deal.terms.at_table import require_progress
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Deadline, InstrumentId, OrganisationId


class RequireFiling(Command, frozen=True, kw_only=True):
    """An official requires ``filing``, a new id; the fields are those of `FilingRequired`."""

    filing: str
    instrument: InstrumentId
    kind: str
    authority: str
    effect: FilingEffect
    principal: OrganisationId
    due: Deadline


def require_filing(deal: Deal, command: RequireFiling) -> Sequence[FilingRequired]:
    """Require it, as long as it can still hold up what it is required for. Once more: nothing.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``unknown_instrument``,
            ``identifier_malformed``, ``filing_id_used``, ``unknown_principal``,
            ``wrong_progress``, ``not_leading``, and as `require_open`, `require_deadline` and
            `check_name`.
    """
    require_official(deal, command.actor)
    _check_values(command)
    if _required_already(deal.filings.get(command.filing), command):
        return []
    _require_in_time(deal, command)
    if command.principal and command.principal not in deal.parties.principals:
        raise RuleError("unknown_principal", organisation=command.principal)
    require_deadline(command.due, command.at, "filing")
    return [
        FilingRequired(
            at=command.at,
            filing=command.filing,
            instrument=command.instrument,
            kind=command.kind,
            authority=command.authority,
            effect=command.effect,
            principal=command.principal,
            due=command.due,
            by=command.actor.person,
        )
    ]


def _check_values(command: RequireFiling) -> None:
    check_identifier("filing", command.filing)
    check_identifier("kind", command.kind)
    check_name("authority", command.authority)


def _required_already(known: Filing | None, command: RequireFiling) -> bool:
    """Its due date may have moved since."""
    if known is None:
        return False
    stands = (known.instrument, known.kind, known.authority, known.effect, known.principal)
    asked = (
        command.instrument,
        command.kind,
        command.authority,
        command.effect,
        command.principal,
    )
    if stands != asked:
        raise RuleError("filing_id_used", filing=command.filing)
    return True


def _require_in_time(deal: Deal, command: RequireFiling) -> None:
    if command.effect is FilingEffect.BLOCKING:
        require_open(deal, command.at, AT_THE_TABLE)
        instrument = require_instrument(deal, command.instrument)
        require_progress(
            instrument,
            Progress.DRAFT,
            Progress.NEGOTIATING,
            Progress.LOCKED,
            Progress.APPROVING,
        )
        return
    require_open(deal, command.at, AT_THE_TABLE - {Stage.EFFECTIVE})
    if command.instrument != deal.leading:
        raise RuleError("not_leading", instrument=command.instrument)
