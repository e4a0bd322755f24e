"""Change the policy that deals copy when they are opened."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_text
from aggregates.deal.policy import Policy
from aggregates.edition.events import PolicyChanged
from aggregates.edition.policy_form import check_policy
from aggregates.edition.state import Edition
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, Role


class ChangePolicy(Command, frozen=True, kw_only=True):
    """From now on ``policy`` is what a new deal of ``edition`` copies."""

    edition: str
    policy: Policy
    reason: str


def change_policy(edition: Edition, command: ChangePolicy) -> Sequence[PolicyChanged]:
    """The organiser changes the policy, and says why.

    Raises:
        RuleError: ``role_not_allowed``, ``edition_unknown``, and the codes of `check_policy` and
            `check_text`.
    """
    check_role(command.actor, Role.ORGANISER)
    check_policy(command.policy)
    check_text("reason", command.reason)
    if edition.opened is None:
        raise RuleError("edition_unknown", edition=command.edition)
    if edition.policy == command.policy:
        return []
    by = command.actor.person
    return [PolicyChanged(at=command.at, policy=command.policy, reason=command.reason, by=by)]
