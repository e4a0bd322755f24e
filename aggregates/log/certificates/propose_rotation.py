"""Propose that a key of the registry be replaced; it is once another of the registry does it."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_identifier
from aggregates.errors import RuleError
from aggregates.log.certificates.events import KeyRotationProposed, KeyService
from aggregates.log.state import Log
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Role


class ProposeKeyRotation(Command, frozen=True, kw_only=True):
    """The fields are those of `KeyRotationProposed`."""

    rotation: str
    service: KeyService
    reference: str


def propose_key_rotation(log: Log, command: ProposeKeyRotation) -> Sequence[KeyRotationProposed]:
    """Somebody of the registry proposes; one rotation of a service at a time.

    Raises:
        RuleError: ``role_not_allowed``, ``identifier_malformed``, ``id_taken``,
            ``rotation_proposed`` by another id.
    """
    check_role(command.actor, Role.REGISTRY)
    for field in ("rotation", "reference"):
        check_identifier(field, getattr(command, field))
    proposed = KeyRotationProposed(
        at=command.at,
        rotation=command.rotation,
        service=command.service,
        reference=command.reference,
        by=command.actor.person,
    )
    known = log.certificates.proposals.get(command.rotation)
    if known is not None and says_the_same(proposed, known):
        return []
    if command.rotation in log.certificates.used:
        raise RuleError("id_taken", id=command.rotation)
    other = log.certificates.proposal_for(command.service)
    if other is not None:
        raise RuleError("rotation_proposed", rotation=other.rotation)
    return [proposed]
