"""The log policy: which logs and witnesses one goes by, and how many must have signed.

Source: C2SP tlog-policy. A reader's only trust root for a log; it never comes out of what it
judges. The trust policy of papers (certificates and their authorities) is another file.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import msgspec

from ledger.errors import LedgerError
from ledger.proof.vkey import VerifierKey

NO_QUORUM = "none"
"""The quorum that asks for no witness."""


class Log(msgspec.Struct, frozen=True):
    """A log that is gone by; the name of its key is its origin. ``url`` is empty if not given."""

    key: VerifierKey
    url: str = ""


class Witness(msgspec.Struct, frozen=True):
    """A witness that is gone by, under a name that counts inside the policy alone."""

    name: str
    key: VerifierKey
    url: str = ""


class Group(msgspec.Struct, frozen=True):
    """Witnesses and groups of which ``threshold`` must have witnessed for the group to have."""

    name: str
    threshold: int
    members: tuple[str, ...]


class Policy(msgspec.Struct, frozen=True):
    """What a policy file says. ``groups`` come after what they are made of."""

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    quorum: str

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """Return the key of every log and witness."""
        return (*(log.key for log in self.logs), *(witness.key for witness in self.witnesses))

    @property
    def fewest(self) -> int:
        """Return how many witnesses there must be at least for any of them to be enough."""
        if self.quorum == NO_QUORUM:
            return 0
        needed = {witness.name: 1 for witness in self.witnesses}
        for group in self.groups:
            needed[group.name] = sum(
                sorted(map(needed.__getitem__, group.members))[: group.threshold]
            )
        return needed[self.quorum]

    def witness_of(self, key: VerifierKey) -> str:
        """Return the policy's name for a witness by its key; empty if it is none of them."""
        return next((witness.name for witness in self.witnesses if witness.key == key), "")

    def is_met(self, witnessed_by: AbstractSet[str]) -> bool:
        """Return whether these witnesses, by their names in the policy, are enough."""
        if self.quorum == NO_QUORUM:
            return True
        met = {witness.name: witness.name in witnessed_by for witness in self.witnesses}
        for group in self.groups:
            met[group.name] = _members_met(group, met) >= group.threshold
        return met[self.quorum]


def require_quorum(policy: Policy, witnessed_by: AbstractSet[str]) -> None:
    """Return if these witnesses are enough.

    Raises:
        LedgerError: ``quorum_not_met``.
    """
    if not policy.is_met(witnessed_by):
        raise LedgerError(
            "quorum_not_met", quorum=policy.quorum, witnesses=", ".join(sorted(witnessed_by)) or "-"
        )


def _members_met(group: Group, met: Mapping[str, bool]) -> int:
    return sum(met[member] for member in group.members)
