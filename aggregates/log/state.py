"""What a log has said of itself."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from aggregates.log.certificates.events import (
    CertificateRevoked,
    KeyRotated,
    KeyRotationProposed,
    KeyRotationWithdrawn,
)
from aggregates.log.certificates.evolve import evolve_certificates
from aggregates.log.certificates.state import Certificates
from aggregates.log.erasing.evolve import evolve_erasing
from aggregates.log.erasing.state import Erasing
from aggregates.log.events import LedgerHeadMapped, LogEvent, LogRotated
from aggregates.log.reads.events import ReadsRecorded
from aggregates.vocabulary import Sha256


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """How far its heads are mapped, with the root of that map; and its origins so far, in order.

    The first origin is the one that the log was opened under; no event names it before a rotation.
    ``erasing`` is what is held and erased, ``certificates`` what was revoked and which keys were
    replaced, ``reads`` the last batch of reads that was recorded: each is said in a stream of its
    own, and the rest of the state is empty there.
    """

    mapped_through: int = 0
    map_root: Sha256 = ""
    origins: tuple[str, ...] = ()
    erasing: Erasing = Erasing()
    certificates: Certificates = Certificates()
    reads: ReadsRecorded | None = None


def evolve(log: Log, event: LogEvent) -> Log:
    """Return the log after ``event``. Never refuses: it has happened."""
    match event:
        case LedgerHeadMapped(through_position=through, root=root):
            return replace(log, mapped_through=through, map_root=root)
        case LogRotated(old_origin=old, new_origin=new):
            return replace(log, origins=(*(log.origins or (old,)), new))
        case ReadsRecorded():
            return replace(log, reads=event)
        case CertificateRevoked() | KeyRotationProposed() | KeyRotationWithdrawn() | KeyRotated():
            return replace(log, certificates=evolve_certificates(log.certificates, event))
        case _:
            return replace(log, erasing=evolve_erasing(log.erasing, event))
