"""What an organisation decides about people: administrators, recoveries, powers, and its log."""

from __future__ import annotations

from datetime import datetime

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Role, Sha256
from api.accounts import administrators as appointing
from api.accounts import powers
from api.accounts.access import accesses_to, security_in
from api.accounts.powers import Given
from api.accounts.recovery import confirm_recovery as confirming
from api.accounts.recovery import open_recovery as opening
from api.http.asked import Asked
from api.http.router import Router
from api.http.visiting import Digest, Instant, accounts_for, session_for, visitor_of
from api.reads.checking import Checked, check_reads
from api.refusals import ApiError
from api.routes.account import Happened, happened
from api.routes.desk import Sent
from api.storage.logs import Access
from api.storage.organisations import Power

router = Router("administration")


class Administrators(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks after the accounts of an organisation's people."""

    administrators: tuple[PersonId, ...]


class RecoveryOpened(msgspec.Struct, frozen=True, kw_only=True):
    """A recovery that waits for a second administrator."""

    recovery: str
    person: PersonId
    expires_at: datetime


class RecordPower(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an adviser may do for one's organisation, and the digest of the paper that says so."""

    person: PersonId
    roles: tuple[Role, ...]
    evidence_sha256: Digest
    valid_from: Instant
    valid_until: Instant


class PowerKept(msgspec.Struct, frozen=True, kw_only=True):
    """A power as it was recorded."""

    power: str
    person: PersonId
    organisation: OrganisationId
    roles: tuple[Role, ...]
    evidence_sha256: Sha256
    valid_from: datetime
    valid_until: datetime
    recorded_by: PersonId
    recorded_at: datetime
    revoked_at: datetime | None


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """Of what the readers are wanted: a deal, an edition, an export."""

    resource: str


@router.get("/organisations/{organisation}/administrators", answer=Administrators)
def list_administrators(asked: Asked) -> Administrators:
    """List the administrators of an organisation, the first appointed first."""
    accounts, organisation = accounts_for(asked), asked.path["organisation"]
    found = appointing.administrators(accounts, asked.actor, organisation)
    return Administrators(administrators=tuple(found))


@router.change("PUT", "/organisations/{organisation}/administrators/{person}")
def appoint_administrator(asked: Asked) -> None:
    """Make one of an organisation's people its administrator: ``not_administrator``."""
    accounts, path = accounts_for(asked), asked.path
    session_for(asked)
    appointing.appoint_administrator(
        accounts, asked.actor, path["organisation"], path["person"], visitor_of(asked)
    )


@router.change("DELETE", "/organisations/{organisation}/administrators/{person}")
def remove_administrator(asked: Asked) -> None:
    """Make somebody an administrator no longer: ``not_administrator``."""
    accounts, path = accounts_for(asked), asked.path
    session_for(asked)
    appointing.remove_administrator(
        accounts, asked.actor, path["organisation"], path["person"], visitor_of(asked)
    )


@router.change("POST", "/people/{person}/open_recovery", answer=RecoveryOpened)
def open_recovery(asked: Asked) -> RecoveryOpened:
    """Ask, as one administrator, that a colleague can come in again.

    ``not_administrator``, ``two_administrators``, ``account_unlisted``, ``too_many_requests``.
    """
    accounts, person = accounts_for(asked), asked.path["person"]
    session_for(asked)
    made = opening(accounts, asked.actor, person, visitor_of(asked))
    return RecoveryOpened(recovery=made.id, person=made.person, expires_at=made.expires_at)


@router.change("POST", "/recoveries/{recovery}/confirm", answer=Sent)
def confirm_recovery(asked: Asked) -> Sent:
    """Agree, as another administrator: ``recovery_unlisted``, ``two_administrators``."""
    accounts, recovery = accounts_for(asked), asked.path["recovery"]
    session_for(asked)
    link = confirming(accounts, asked.actor, recovery, visitor_of(asked))
    return Sent(link=link.id, expires_at=link.expires_at)


@router.get("/organisations/{organisation}/powers", answer=tuple[PowerKept, ...])
def list_powers(asked: Asked) -> tuple[PowerKept, ...]:
    """List the powers that one's organisation has given, the newest first."""
    accounts, organisation = accounts_for(asked), _own_organisation(asked)
    return tuple(_kept(power) for power in powers.powers_given(accounts, organisation))


@router.change("POST", "/organisations/{organisation}/powers", body=RecordPower, answer=PowerKept)
def record_power(asked: Asked, sent: RecordPower) -> PowerKept:
    """Let an adviser act for one's organisation.

    ``not_administrator``, ``power_to_oneself``, ``power_role_reserved``, ``validity_malformed``.
    """
    accounts = accounts_for(asked)
    _own_organisation(asked)
    given = Given(
        person=sent.person,
        roles=sent.roles,
        evidence_sha256=sent.evidence_sha256,
        valid_from=sent.valid_from,
        valid_until=sent.valid_until,
    )
    return _kept(powers.record_power(accounts, asked.actor, given, visitor_of(asked)))


@router.change("DELETE", "/organisations/{organisation}/powers/{power}")
def revoke_power(asked: Asked) -> None:
    """Take a power back; what acts by it ends with its next request: ``power_unlisted``."""
    accounts = accounts_for(asked)
    _own_organisation(asked)
    powers.revoke_power(accounts, asked.actor, asked.path["power"], visitor_of(asked))


@router.get("/organisations/{organisation}/security_log", answer=tuple[Happened, ...])
def read_security_log(asked: Asked) -> tuple[Happened, ...]:
    """Read, as an administrator, what concerns security in one's organisation, newest first."""
    accounts, organisation = accounts_for(asked), _own_organisation(asked)
    if asked.who.person not in appointing.administrators(accounts, asked.actor, organisation):
        raise ApiError("not_administrator")
    return tuple(happened(entry) for entry in security_in(accounts, organisation))


@router.get("/access_log", answer=tuple[Access, ...], query=Resource)
def read_access_log(asked: Asked, query: Resource) -> tuple[Access, ...]:
    """Read who read something by virtue of an office, the newest first, 500 at most."""
    return tuple(accesses_to(accounts_for(asked), query.resource))


@router.get("/access_log/check", answer=Checked)
def check_access_log(asked: Asked) -> Checked:
    """Hold the record of who read what against the digests that the ledger was told.

    ``wrong`` names each batch, and each read, that is other than it was. What is older than the
    fair keeps it is gone, and its digest stays.
    """
    operations, site = accounts_for(asked).operations, asked.site
    return check_reads(site.installation.registry, operations, asked.at)


def _own_organisation(asked: Asked) -> OrganisationId:
    organisation = asked.path["organisation"]
    if organisation != asked.who.organisation:
        raise ApiError("organisation_unlisted", organisation=organisation)
    return organisation


def _kept(power: Power) -> PowerKept:
    return PowerKept(
        power=power.id,
        person=power.person,
        organisation=power.organisation,
        roles=tuple(Role(role) for role in power.roles),
        evidence_sha256=power.evidence_sha256,
        valid_from=power.valid_from,
        valid_until=power.valid_until,
        recorded_by=power.recorded_by,
        recorded_at=power.recorded_at,
        revoked_at=power.revoked_at,
    )
