"""What must be so before anything is erased: two people, no hold, and names of keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aggregates.authority import check_role
from aggregates.checks import check_some
from aggregates.errors import RuleError
from aggregates.log.erasing.events import ErasedKey, ErasureProposed, Subject
from aggregates.log.state import Log
from aggregates.vocabulary import Command, Role

_KID: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)


class Erase(Command, frozen=True, kw_only=True):
    """Carry out the proposal ``erasure``; ``keys`` are all that what it erases is stored under."""

    erasure: str
    keys: tuple[ErasedKey, ...]


def require_no_hold(log: Log, subject: Subject, identifier: str) -> None:
    """Refuse while a hold stands on something.

    Raises:
        RuleError: ``hold_stands``.
    """
    holds = log.erasing.holds_on(subject, identifier)
    if holds:
        raise RuleError("hold_stands", holds=holds)


def ready_to_erase(
    log: Log, subject: Subject, identifier: str, command: Erase
) -> ErasureProposed | None:
    """Return the proposal that is carried out; None if it was already.

    The second person is never the one who proposed.

    Raises:
        RuleError: ``role_not_allowed``, ``erasure_not_proposed``, ``four_eyes``, ``hold_stands``,
            ``list_empty``, ``identifier_malformed``.
    """
    check_role(command.actor, Role.REGISTRY)
    erased = log.erasing.erased.get((subject, identifier))
    if erased is not None and erased.erasure == command.erasure:
        return None
    proposal = log.erasing.proposals.get(command.erasure)
    if proposal is None or (proposal.subject, proposal.id) != (subject, identifier):
        raise RuleError("erasure_not_proposed", erasure=command.erasure)
    if proposal.by == command.actor.person:
        raise RuleError("four_eyes", person=command.actor.person)
    require_no_hold(log, subject, identifier)
    _check_keys(command.keys)
    return proposal


def _check_keys(keys: Sequence[ErasedKey]) -> None:
    check_some("keys", keys)
    for key in keys:
        if _KID.fullmatch(key.kid) is None:
            raise RuleError("identifier_malformed", field="keys.kid", value=key.kid)
