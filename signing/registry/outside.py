"""What others do for a registry: a seal from another authority, time-stamps of another unit."""

from __future__ import annotations

import msgspec

from signing.cms.identity import Identity
from signing.pki.certificate import Certificate
from signing.timestamp.authority import TimeStampAuthority


class Anchors(msgspec.Struct, frozen=True, kw_only=True):
    """What a verifier must trust of others: their roots, who stands below, and lists (DER)."""

    roots: tuple[Certificate, ...] = ()
    issuers: tuple[Certificate, ...] = ()
    lists: tuple[bytes, ...] = ()


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """Each service is None where the registry does it itself.

    ``stamp_policies`` are those under which the outside unit stamps, in dotted form.
    """

    seal: Identity | None = None
    seal_anchors: Anchors = Anchors()
    time_stamps: TimeStampAuthority | None = None
    stamp_anchors: Anchors = Anchors()
    stamp_policies: tuple[str, ...] = ()
