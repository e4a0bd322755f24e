"""Verify a mandate against its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.mandate.events import MandateVerified
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Actor, Command, MandateId, Role


class VerifyMandate(Command, frozen=True, kw_only=True):
    """The official has compared ``mandate`` with the paper that it rests on."""

    mandate: MandateId


def verify_mandate(mandate: Mandate, command: VerifyMandate) -> Sequence[MandateVerified]:
    """An official verifies, and never what they recorded, hold, or their own organisation gave.

    Raises:
        RuleError: ``role_not_allowed``, ``mandate_unknown``, ``mandate_revoked``, ``four_eyes``.
    """
    check_role(command.actor, Role.OFFICIAL)
    if not mandate.id:
        raise RuleError("mandate_unknown", mandate=command.mandate)
    if mandate.revoked_at is not None:
        raise RuleError("mandate_revoked", mandate=mandate.id)
    if mandate.verified_by:
        return []
    if _has_a_stake(mandate, command.actor):
        raise RuleError("four_eyes", mandate=mandate.id, person=command.actor.person)
    office, official = command.actor.organisation, command.actor.person
    return [MandateVerified(at=command.at, office=office, by=official)]


def _has_a_stake(mandate: Mandate, actor: Actor) -> bool:
    return (
        actor.person in {mandate.person, mandate.recorded_by}
        or actor.organisation == mandate.organisation
    )
