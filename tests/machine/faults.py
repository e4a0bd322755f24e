"""Faults, each in one decision: the mistakes that somebody could make who writes such rules.

Six are here, those of a deal's later life in `machine.later_faults`. The machine does not know of
them. Whatever else the decision does stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

import pytest
from machine.later_faults import LATER
from msgspec.structs import replace

from aggregates.deal.access import revoke_access
from aggregates.deal.access.events import AccessRevoked, Scope
from aggregates.deal.parties import withdraw_party
from aggregates.deal.parties.events import PartyWithdrew
from aggregates.deal.signing import open_signing, void_signing
from aggregates.deal.signing.events import SigningVoided
from aggregates.deal.state import Deal, Instrument
from aggregates.deal.terms import counter_clause, lock_terms
from aggregates.deal.terms.current import Table, missing_acceptances
from aggregates.deal.terms.events import ClauseCountered
from aggregates.vocabulary import ClauseId, OrganisationId

SEEDS: Final = (1, 2, 3, 4, 5)
Plant: TypeAlias = Callable[[pytest.MonkeyPatch], None]


def counter_keeps_acceptances(patch: pytest.MonkeyPatch) -> None:
    """A counter does not void the other sides' acceptance of the clause."""
    real = counter_clause.counter_clause

    def faulty(deal: Deal, command: counter_clause.CounterClause) -> Sequence[ClauseCountered]:
        return [replace(event, voids=()) for event in real(deal, command)]

    patch.setattr(counter_clause, "counter_clause", faulty)


def void_keeps_signatures(patch: pytest.MonkeyPatch) -> None:
    """A signing that is called off keeps what was signed."""
    real = void_signing.void_signing

    def faulty(deal: Deal, command: void_signing.VoidSigning) -> Sequence[SigningVoided]:
        return [replace(event, voids=()) for event in real(deal, command)]

    patch.setattr(void_signing, "void_signing", faulty)


def one_approval_opens_signing(patch: pytest.MonkeyPatch) -> None:
    """A signing opens as soon as one of the approvals is there."""
    real = open_signing.require_approved

    def faulty(deal: Deal, instrument: Instrument) -> None:
        given = any(approval.granted for approval in instrument.approvals.values())
        if not given:
            real(deal, instrument)

    patch.setattr(open_signing, "require_approved", faulty)


def majority_locks(patch: pytest.MonkeyPatch) -> None:
    """Terms are locked when more than half of the sides have accepted them."""

    def faulty(table: Table) -> Iterator[tuple[ClauseId, OrganisationId]]:
        missing = list(missing_acceptances(table))
        sides = len(table.deal.parties.principals)
        for row, side in missing:
            if 2 * sum(other == row for other, _ in missing) >= sides:
                yield row, side

    patch.setattr(lock_terms, "missing_acceptances", faulty)


def leaver_voids_nothing(patch: pytest.MonkeyPatch) -> None:
    """When a side leaves, what was said and signed stays."""
    real = withdraw_party.withdraw_party

    def faulty(deal: Deal, command: withdraw_party.WithdrawParty) -> Sequence[PartyWithdrew]:
        return [replace(event, voids=()) for event in real(deal, command)]

    patch.setattr(withdraw_party, "withdraw_party", faulty)


def revoked_by_one_revoked_by_all(patch: pytest.MonkeyPatch) -> None:
    """Who takes a grant back takes back what they have not granted as well."""
    real = revoke_access.revoke_access

    def faulty(deal: Deal, command: revoke_access.RevokeAccess) -> Sequence[AccessRevoked]:
        found = real(deal, command)
        whole = tuple(sorted(Scope, key=lambda scope: scope.value))
        return [replace(event, scopes=whole) for event in found]

    patch.setattr(revoke_access, "revoke_access", faulty)


FAULTS: Final[Mapping[str, Plant]] = MappingProxyType(
    {
        "a counter keeps the others' acceptance": counter_keeps_acceptances,
        "a void keeps signatures": void_keeps_signatures,
        "signing opens with one approval of two": one_approval_opens_signing,
        "lock without unanimity": majority_locks,
        "a leaver voids nothing": leaver_voids_nothing,
        "a grant is taken back whole": revoked_by_one_revoked_by_all,
        **LATER,
    }
)
