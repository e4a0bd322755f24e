"""Propose that something be erased; it is once another of the registry erases it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from aggregates.authority import check_role
from aggregates.checks import check_identifier
from aggregates.errors import RuleError
from aggregates.log.erasing.events import ErasureGround, ErasureProposed, Subject
from aggregates.log.erasing.ready import require_no_hold
from aggregates.log.state import Log
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Role

GROUNDS: Final[Mapping[Subject, frozenset[ErasureGround]]] = MappingProxyType(
    {
        Subject.DEAL: frozenset({ErasureGround.RETENTION_ENDED, ErasureGround.COURT}),
        Subject.PERSON: frozenset({ErasureGround.REQUEST, ErasureGround.COURT}),
        Subject.DOCUMENTS: frozenset({ErasureGround.RETENTION_ENDED}),
    }
)
"""For what reason what may be erased."""


class ProposeErasure(Command, frozen=True, kw_only=True):
    """The fields are those of `ErasureProposed`."""

    erasure: str
    subject: Subject
    id: str
    ground: ErasureGround
    reference: str


def propose_erasure(log: Log, command: ProposeErasure) -> Sequence[ErasureProposed]:
    """Somebody of the registry proposes; whether it may be, is asked again when it is done.

    Raises:
        RuleError: ``role_not_allowed``, ``identifier_malformed``, ``ground_not_for_this``,
            ``id_taken``, ``erased_already``, ``hold_stands``, ``erasure_proposed`` by another id.
    """
    check_role(command.actor, Role.REGISTRY)
    for field in ("erasure", "id", "reference"):
        check_identifier(field, getattr(command, field))
    subject, ground = command.subject, command.ground
    if ground not in GROUNDS[subject]:
        raise RuleError("ground_not_for_this", ground=ground.value, subject=subject.value)
    proposed = ErasureProposed(
        at=command.at,
        erasure=command.erasure,
        subject=subject,
        id=command.id,
        ground=ground,
        reference=command.reference,
        by=command.actor.person,
    )
    known = log.erasing.proposals.get(command.erasure)
    if known is not None and says_the_same(proposed, known):
        return []
    _require_new(log, command)
    return [proposed]


def _require_new(log: Log, command: ProposeErasure) -> None:
    subject, identifier = command.subject, command.id
    if command.erasure in log.erasing.used:
        raise RuleError("id_taken", id=command.erasure)
    if (subject, identifier) in log.erasing.erased:
        raise RuleError("erased_already", subject=subject.value, id=identifier)
    require_no_hold(log, subject, identifier)
    other = log.erasing.proposal_for(subject, identifier)
    if other is not None:
        raise RuleError("erasure_proposed", erasure=other.erasure)
