"""A registry of an invented office, opened in a folder, and the people that it certifies."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aggregates.vocabulary import Money, SeatRole
from signing.pki.mandate import CertifiedMandate
from signing.pki.revocation import Revocation
from signing.pki.subject import Subject
from signing.registry.office import Office, Service
from signing.registry.registry import Registry, Signer
from signing.registry.statements import issuing_list

KEK = bytes(range(32))
NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OFFICE = Office(
    country="CN", organisation="Registry of the Reference Fair", identifier="GOVCN-0001"
)
WEN = Subject(
    country="CN",
    organisation="灵海新能源股份有限公司",
    identifier="NTRCN-91350200LINGHAI01",
    common_name="温浩 Wen Hao",
)
ROJAS = Subject(
    country="CL",
    organisation="Minera Andes del Norte S.A.",
    identifier="NTRCL-76543210",
    common_name="Inés Rojas",
)
HE = Subject(
    country="CN", organisation="Bureau of Commerce", identifier="GOVCN-0002", common_name="He Jing"
)
MANDATE = CertifiedMandate(
    id="mandate-1",
    instruments=("agreement", "nda"),
    valid_from=NOON - DAY,
    valid_until=NOON + 900 * DAY,
    limit=Money(amount="480000000.5", currency="CNY"),
    joint=2,
)


def opened(folder: Path, at: datetime = NOON, published_at: str = "") -> Registry:
    """Return the registry in ``folder``, founded ``at`` if it is not there."""
    return Registry.open(folder, KEK, at, OFFICE, published_at)


def signatory(subject: Subject = WEN) -> Signer:
    """Return a signatory with the one mandate."""
    return Signer(subject=subject, role=SeatRole.SIGNATORY, mandate=MANDATE)


def official() -> Signer:
    """Return an official."""
    return Signer(subject=HE, role=SeatRole.OFFICIAL)


def newest_list(registry: Registry, revoked: Iterable[Revocation], at: datetime) -> bytes:
    """Return the list of the issuing authority that is in use."""
    return issuing_list(registry.held(Service.ISSUING)[-1], revoked, at)


def this_second() -> datetime:
    """Return the time of this machine: what readers outside compare certificates with."""
    return datetime.fromtimestamp(int(time.time()), UTC)
