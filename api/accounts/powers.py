"""Powers of advisers: who may act for an organisation without being one of its people.

With them an adviser changes from one client to the next without signing in again. A power says
neither that they may sign (that is a mandate) nor that they see a deal that the client does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from aggregates.vocabulary import Actor, OrganisationId, PersonId, Role, Sha256
from api import ids
from api.accounts.accounts import Accounts, Visitor
from api.accounts.binding import bound, counting
from api.accounts.security import Note, note
from api.accounts.vouching import require_speaks_for
from api.refusals import ApiError
from api.storage import organisations as storage
from api.storage.organisations import Power

ADVISERS: Final = frozenset(
    {Role.LEAD, Role.NEGOTIATOR, Role.LAWYER, Role.INTERPRETER, Role.SIGNATORY}
)
LONGEST: Final = timedelta(days=366)


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A power to be recorded; ``evidence_sha256`` is the digest of the paper that gives it."""

    person: PersonId
    roles: tuple[Role, ...]
    evidence_sha256: Sha256
    valid_from: datetime
    valid_until: datetime


def record_power(accounts: Accounts, by: Actor, given: Given, visitor: Visitor) -> Power:
    """Let an adviser act for the organisation of ``by``.

    Raises:
        ApiError: ``not_administrator`` unless ``by`` leads or administers it;
            ``power_to_oneself``, ``power_role_reserved``, ``validity_malformed``,
            ``person_unlisted``.
    """
    at = accounts.clock()
    _check(given, by, at)
    accounts.people.person(given.person)
    power = Power(
        id=ids.new_id(at),
        person=given.person,
        organisation=by.organisation,
        roles=sorted({role.value for role in given.roles}),
        evidence_sha256=given.evidence_sha256,
        valid_from=given.valid_from,
        valid_until=given.valid_until,
        recorded_by=by.person,
        recorded_at=at,
    )
    with accounts.operations.transaction() as connection:
        require_speaks_for(connection, accounts, by, by.organisation)
        storage.put_power(connection, bound(accounts.secrets, power))
        entry = Note(
            what="power_recorded",
            person=given.person,
            by=by.person,
            organisation=by.organisation,
            visitor=visitor,
            facts={"power": power.id, "evidence_sha256": given.evidence_sha256},
        )
        note(connection, accounts, entry)
    return power


def revoke_power(accounts: Accounts, by: Actor, power: str, visitor: Visitor) -> None:
    """Take a power back; sessions that act by it end with their next request.

    Raises:
        ApiError: ``not_administrator``, ``power_unlisted``.
    """
    with accounts.operations.transaction() as connection:
        require_speaks_for(connection, accounts, by, by.organisation)
        found = storage.revoke_power(connection, by.organisation, power, accounts.clock())
        if found is None:
            raise ApiError("power_unlisted")
        entry = Note(
            what="power_revoked",
            person=found.person,
            by=by.person,
            organisation=by.organisation,
            visitor=visitor,
            facts={"power": power},
        )
        note(connection, accounts, entry)


def powers_given(accounts: Accounts, organisation: OrganisationId) -> Sequence[Power]:
    """Return every power that an organisation has given, the newest first."""
    with accounts.operations.transaction() as connection:
        return storage.powers_for(connection, organisation)


def powers_held(accounts: Accounts, person: PersonId) -> Sequence[Power]:
    """Return the powers that somebody holds now."""
    with accounts.operations.transaction() as connection:
        return counting(accounts.secrets, storage.powers_of(connection, person, accounts.clock()))


def _check(given: Given, by: Actor, at: datetime) -> None:
    if given.person == by.person:
        raise ApiError("power_to_oneself")
    if not given.roles or not given.valid_from < given.valid_until <= at + LONGEST:
        raise ApiError("validity_malformed")
    if given.valid_until <= at:
        raise ApiError("validity_malformed")
    for role in given.roles:
        if role not in ADVISERS:
            raise ApiError("power_role_reserved", role=role.value)
