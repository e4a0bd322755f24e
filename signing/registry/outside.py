"""What others do for a registry: time-stamps of another unit, a seal of another authority."""

from __future__ import annotations

import msgspec

from signing.anchors import Anchors
from signing.registry.seal_elsewhere import SealElsewhere
from signing.timestamp.authority import TimeStampAuthority


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """``time_stamps`` is None where the registry stamps time itself.

    ``stamp_anchors`` are whom a verifier must trust for them, ``stamp_policies`` those under which
    the outside unit stamps, in dotted form. ``seal`` is None where the registry issued its own.
    """

    time_stamps: TimeStampAuthority | None = None
    stamp_anchors: Anchors = Anchors()
    stamp_policies: tuple[str, ...] = ()
    seal: SealElsewhere | None = None
