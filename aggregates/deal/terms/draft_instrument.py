"""Add an instrument beside the leading one."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_identifier
from aggregates.deal.guards import IN_FORCE, LIVE, require_open, require_stage
from aggregates.deal.kinds import CHANGING, check_kind
from aggregates.deal.state import Deal, Stage
from aggregates.deal.terms.events import InstrumentDrafted
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Kind, Role, Tier


class DraftInstrument(Command, frozen=True, kw_only=True):
    """A principal's people add an instrument beside the leading one.

    That is a letter of intent, an NDA or another agreement; or, while the leading one is in force,
    an amendment or a termination of it.
    """

    instrument: InstrumentId
    kind: Kind
    tier: Tier


def draft_instrument(deal: Deal, command: DraftInstrument) -> Sequence[InstrumentDrafted]:
    """Add it, empty. A deal has one letter of intent, before it is engaged.

    What changes the leading instrument, or ends it, counts as the leading one does. It may be
    drafted while that is in force, which it stays, and so does the deal's stage.

    Raises:
        RuleError: ``role_not_allowed``, ``wrong_stage``, ``suspended``, ``deadline_passed``,
            ``not_a_principal``, ``identifier_malformed``, ``tier_mismatch``,
            ``instrument_exists``, ``letter_exists``, and ``annulled``.
    """
    check_role(command.actor, Role.LEAD, Role.NEGOTIATOR, Role.LAWYER)
    changing = command.kind in CHANGING
    require_open(deal, command.at, IN_FORCE if changing else LIVE)
    if command.actor.organisation not in deal.parties.principals:
        raise RuleError("not_a_principal", organisation=command.actor.organisation)
    check_identifier("instrument", command.instrument)
    check_kind(command.kind, command.tier, leading=False)
    if changing and command.tier is not deal.instruments[deal.leading].tier:
        raise RuleError("tier_mismatch", kind=command.kind.value, tier=command.tier.value)
    if _drafted_already(deal, command):
        return []
    if command.kind is Kind.LETTER_OF_INTENT:
        _require_first_letter(deal)
    return [
        InstrumentDrafted(
            at=command.at,
            instrument=command.instrument,
            kind=command.kind,
            tier=command.tier,
            principal=command.actor.organisation,
            by=command.actor.person,
        )
    ]


def _drafted_already(deal: Deal, command: DraftInstrument) -> bool:
    known = deal.instruments.get(command.instrument)
    if known is None:
        return False
    if (known.kind, known.tier) != (command.kind, command.tier):
        raise RuleError("instrument_exists", instrument=known.id)
    return True


def _require_first_letter(deal: Deal) -> None:
    require_stage(deal, Stage.DRAFT, Stage.INTENT)
    for instrument in deal.instruments.values():
        if instrument.kind is Kind.LETTER_OF_INTENT:
            raise RuleError("letter_exists", instrument=instrument.id)
