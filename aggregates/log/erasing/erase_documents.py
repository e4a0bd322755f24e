"""Erase the executed documents that an edition kept beside its deals."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.errors import RuleError
from aggregates.log.erasing.events import DocumentsErased, Subject
from aggregates.log.erasing.ready import Erase, ready_to_erase
from aggregates.log.erasing.state import executed_until
from aggregates.log.state import Log


class EraseDocuments(Erase, frozen=True, kw_only=True):
    """``edition`` is whose documents they are."""

    edition: str


def erase_documents(log: Log, command: EraseDocuments) -> Sequence[DocumentsErased]:
    """The second person of the registry erases them when the edition's retention has ended.

    Raises:
        RuleError: as `ready_to_erase`; ``retention_unset``, ``retention_running``.
    """
    proposal = ready_to_erase(log, Subject.DOCUMENTS, command.edition, command)
    if proposal is None:
        return []
    if log.erasing.retention is None:
        raise RuleError("retention_unset")
    until = executed_until(log.erasing.retention)
    if command.at < until:
        raise RuleError("retention_running", until=until)
    return [
        DocumentsErased(
            at=command.at,
            erasure=proposal.erasure,
            edition=command.edition,
            ground=proposal.ground,
            reference=proposal.reference,
            keys=command.keys,
            proposed_by=proposal.by,
            by=command.actor.person,
        )
    ]
