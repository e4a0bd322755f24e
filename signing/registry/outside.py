"""What others do for a registry: a seal from another authority, time-stamps of another unit."""

from __future__ import annotations

import msgspec

from signing.anchors import Anchors
from signing.cms.identity import Identity
from signing.timestamp.authority import TimeStampAuthority


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """Each service is None where the registry does it itself.

    ``stamp_policies`` are those under which the outside unit stamps, in dotted form.
    """

    seal: Identity | None = None
    seal_anchors: Anchors = Anchors()
    time_stamps: TimeStampAuthority | None = None
    stamp_anchors: Anchors = Anchors()
    stamp_policies: tuple[str, ...] = ()
