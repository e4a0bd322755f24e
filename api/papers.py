"""What a verifier elsewhere needs of this registry, as files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.trust import trust_policy
from signing.trust import TrustPolicy, trust_bytes


def write_trust(folder: Path, authority: Registry, at: datetime) -> TrustPolicy:
    """Write the public certificates, the lists of revoked ones and the trust policy; return that.

    ``root.pem``, ``issuing.pem`` and ``time-stamping.pem`` are for readers of other makers,
    ``trust.json`` is for ``counterseal verify --policy``.
    """
    for service in (Service.ROOT, Service.ISSUING, Service.TIME_STAMPING):
        file = folder / f"{service.value}.pem"
        file.write_text(authority.certificate(service).pem(), encoding="ascii")
    policy = trust_policy(authority, (), at)
    (folder / "trust.json").write_bytes(trust_bytes(policy))
    return policy
