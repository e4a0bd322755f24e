"""Replace a key of the registry by a new one, as another proposed."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_sha256
from aggregates.errors import RuleError
from aggregates.log.certificates.events import KeyRotated, KeyRotationProposed
from aggregates.log.state import Log
from aggregates.vocabulary import Command, PersonId, Role, Sha256


class RotateKey(Command, frozen=True, kw_only=True):
    """``certificate_sha256`` is that of the new key, ``old_certificate_sha256`` the one in use."""

    rotation: str
    old_certificate_sha256: Sha256
    certificate_sha256: Sha256


def rotate_key(log: Log, command: RotateKey) -> Sequence[KeyRotated]:
    """The second person of the registry replaces the key that the proposal is about.

    Raises:
        RuleError: ``role_not_allowed``, ``rotation_not_proposed``, ``four_eyes``,
            ``sha256_malformed``, ``rotated_already`` to another certificate, ``key_not_current``
            when the old one is not the one that the log knows last.
    """
    check_role(command.actor, Role.REGISTRY)
    for field in ("old_certificate_sha256", "certificate_sha256"):
        check_sha256(field, getattr(command, field))
    done = log.certificates.rotated.get(command.rotation)
    if done is not None:
        if done.certificate_sha256 != command.certificate_sha256:
            raise RuleError("rotated_already", rotation=command.rotation)
        return []
    proposal = proposed_rotation(log, command.rotation, command.actor.person)
    newest = log.certificates.newest(proposal.service)
    if newest is not None and newest.certificate_sha256 != command.old_certificate_sha256:
        raise RuleError("key_not_current", service=proposal.service.value)
    return [
        KeyRotated(
            at=command.at,
            rotation=command.rotation,
            service=proposal.service,
            old_certificate_sha256=command.old_certificate_sha256,
            certificate_sha256=command.certificate_sha256,
            reference=proposal.reference,
            proposed_by=proposal.by,
            by=command.actor.person,
        )
    ]


def proposed_rotation(log: Log, rotation: str, second: PersonId) -> KeyRotationProposed:
    """Return the open proposal, which somebody else than ``second`` made.

    Raises:
        RuleError: ``rotation_not_proposed``, ``four_eyes``.
    """
    proposal = log.certificates.proposals.get(rotation)
    if proposal is None:
        raise RuleError("rotation_not_proposed", rotation=rotation)
    if proposal.by == second:
        raise RuleError("four_eyes", person=second)
    return proposal
