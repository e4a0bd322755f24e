"""What can have happened to a log itself. Stored for ever and in clear: no personal data."""

from __future__ import annotations

from typing import TypeAlias

from aggregates.log.certificates.events import CertificateEvent
from aggregates.log.erasing.events import ErasingEvent
from aggregates.log.reads.events import ReadsEvent
from aggregates.vocabulary import Event, Sha256


class LedgerHeadMapped(Event, frozen=True, kw_only=True, tag="ledger.head_mapped.v1"):
    """Every stream's last version and leaf, of all positions up to ``through_position``.

    ``root`` is that of the map stream -> head at that position: with a proof in it, a stream's
    history is known to be complete so far.
    """

    through_position: int
    root: Sha256


class LogRotated(Event, frozen=True, kw_only=True, tag="ledger.log_rotated.v1"):
    """The log goes on under another origin, in a tree of its own, with the same positions.

    So it must be where the log came back from an older backup, and where its key is replaced:
    under the old origin something else, or more, was signed before. ``old_checkpoint`` is the last
    that was known of it, as it was signed; ``restored_size`` is how many positions came back.
    """

    old_origin: str
    old_checkpoint: str
    new_origin: str
    restored_size: int
    reason: str


LogEvent: TypeAlias = LedgerHeadMapped | LogRotated | ErasingEvent | ReadsEvent | CertificateEvent
