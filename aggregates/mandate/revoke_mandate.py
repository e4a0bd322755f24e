"""Revoke a mandate before its time."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_acts_for_or_office
from aggregates.checks import check_text
from aggregates.errors import RuleError
from aggregates.mandate.events import MandateRevoked
from aggregates.mandate.state import Mandate
from aggregates.vocabulary import Command, MandateId


class RevokeMandate(Command, frozen=True, kw_only=True):
    """From now on ``mandate`` covers nothing; what was signed under it stays."""

    mandate: MandateId
    reason: str


def revoke_mandate(mandate: Mandate, command: RevokeMandate) -> Sequence[MandateRevoked]:
    """The organisation that gave it revokes it, or an office does.

    Raises:
        RuleError: ``mandate_unknown``, ``not_your_organisation``, ``text_empty``,
            ``text_not_canonical``, ``text_deceptive``, ``text_too_long``.
    """
    if not mandate.id:
        raise RuleError("mandate_unknown", mandate=command.mandate)
    check_acts_for_or_office(command.actor, mandate.organisation)
    check_text("reason", command.reason)
    if mandate.revoked_at is not None:
        return []
    return [MandateRevoked(at=command.at, reason=command.reason, by=command.actor.person)]
